import { join } from 'node:path';
import { createAirWriter } from '../../reading/air/airWriter.ts';
import type { MarkerColour } from '../../reading/air/markerColour.ts';
import { createMarkerSearch } from '../../reading/air/markerSearch.ts';
import { createErrorCount } from '../../reading/evaluation/errorRate.ts';
import { comparableTranscript } from '../../reading/evaluation/transcript.ts';
import type { ClipRow } from '../../reading/evaluation/truthFiles.ts';
import { distance, type Point } from '../../reading/geometry.ts';
import type { OpenCv } from '../../reading/lineImage/opencv.ts';
import type { Reader } from '../../reading/reader.ts';
import type { Ink } from '../../reading/strokes/ink.ts';
import { createInkStore } from '../../reading/strokes/inkStore.ts';
import { editDistance } from '../../reading/text/editDistance.ts';
import { concernsAllFiles } from '../failures.ts';
import { loadOpenCvInNode } from '../openCvInNode.ts';
import { openY4mVideo, type VideoFrame, type Y4mVideo } from '../video/y4mVideo.ts';
import { readClipTruth } from './clipTruth.ts';
import { type Measurement, sample } from './measurement.ts';
import type { AirRates, AirReport } from './report.ts';

/** What the measure of air-writing needs. */
export interface AirMeasurement extends Omit<Measurement, 'reader'> {
  readonly reader: Pick<Reader, 'readInk'>;
}

/** Follows the marker through each film, and reads the ink. */
export async function measureAir(
  rows: readonly ClipRow[],
  { reader, folder, limit, progress, failed, detail }: AirMeasurement,
): Promise<AirReport> {
  const { cv } = await loadOpenCvInNode();
  const [films, strokes] = [createAirCount(), createAirCount()];
  const tipErrors: number[] = [];
  const chosen = sample(rows, limit);
  const textOf = async (ink: Ink): Promise<string> =>
    (await reader.readInk(ink)).lines.map((line) => line.text).join(' ');
  for (const [index, row] of chosen.entries()) {
    const { file, text } = row;
    progress(`clip ${index + 1}/${chosen.length} ${file}`);
    try {
      const start = performance.now();
      const truth = await readClipTruth(join(folder, file));
      const { ink, tips, height } = await followVideo(cv, join(folder, file), row.colour);
      const read = await textOf(ink);
      const seconds = (performance.now() - start) / 1000;
      films.add(row, read);
      const own = distances(tips, truth.tips ?? []).map((error) => (error * 720) / height);
      tipErrors.push(...own);
      const direct = truth.ink === null ? null : await textOf(truth.ink);
      if (direct !== null) strokes.add(row, direct);
      const extra = direct === null ? {} : { direct };
      const tip = own.length > 0 ? { tipErrorPx: middle(own) } : {};
      detail({ file, truth: text, read, strokes: ink.strokes.length, seconds, ...extra, ...tip });
    } catch (error) {
      if (concernsAllFiles(error)) throw error;
      failed(file, error);
    }
  }
  return {
    clips: films.count,
    ...films.rates,
    ...(strokes.count > 0 ? { direct: strokes.rates } : {}),
    ...(tipErrors.length > 0 ? { tipErrorPx: middle(tipErrors) } : {}),
  };
}

/** Counts readings of films' texts, and what is right in them. */
function createAirCount() {
  const errors = createErrorCount();
  let [count, words, wordsRight] = [0, 0, 0];
  return {
    add({ text, foldCase }: ClipRow, read: string): void {
      errors.add(text, read, { foldCase });
      const wanted = wordsOf(text, foldCase);
      words += wanted.length;
      wordsRight += Math.max(0, wanted.length - editDistance(wanted, wordsOf(read, foldCase)));
      count += 1;
    },
    get count(): number {
      return count;
    },
    get rates(): AirRates {
      return { cer: errors.rates.cer, wordsRight: words > 0 ? wordsRight / words : null };
    },
  };
}

function distances(
  tips: readonly (Point | null)[],
  truth: readonly (Point | null)[],
): readonly number[] {
  return tips.flatMap((tip, i) => {
    const place = truth[i];
    return tip && place ? [distance(tip, place)] : [];
  });
}

function middle(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}

function wordsOf(text: string, foldCase: boolean): readonly string[] {
  return comparableTranscript(text, { foldCase })
    .split(' ')
    .filter((word) => word !== '');
}

/** What came of following the marker through a film. */
interface FollowedVideo {
  readonly ink: Ink;
  /** The tip in each frame, px of the frame; null where it was not seen. */
  readonly tips: readonly (Point | null)[];
  /** Of the frames, px. */
  readonly height: number;
}

/**
 * Follows the marker through a film. It is looked through twice: once for how the marker looks, its
 * colour and size, as the page's calibration does, and once to follow it.
 * @param colour about what colour the marker has; null: whatever moves like a pen
 */
async function followVideo(
  cv: OpenCv,
  path: string,
  colour: MarkerColour | null,
): Promise<FollowedVideo> {
  const video = await openY4mVideo(path);
  try {
    const { height } = video;
    const marker = await findMarker(cv, video, colour);
    if (marker === null) return { ink: { strokes: [] }, tips: [], height };
    const writer = createAirWriter({ cv, colour: marker });
    const store = createInkStore();
    const tips: (Point | null)[] = [];
    try {
      await forEachFrame(video, ({ image, timeMs }) => {
        const { tip, pen } = writer.follow(image, timeMs);
        store.apply(pen);
        tips.push(tip && { x: image.width - tip.x, y: tip.y });
      });
      return { ink: store.ink(), tips, height };
    } finally {
      writer.dispose();
    }
  } finally {
    await video.close();
  }
}

/** The colour and size of what moved like a pen; failing that, the colour that was asked for. */
async function findMarker(
  cv: OpenCv,
  video: Y4mVideo,
  colour: MarkerColour | null,
): Promise<MarkerColour | null> {
  const search = createMarkerSearch(cv, colour);
  try {
    await forEachFrame(video, ({ image }) => search.see(image));
    return search.best()?.colour ?? colour;
  } finally {
    search.dispose();
  }
}

async function forEachFrame(video: Y4mVideo, see: (frame: VideoFrame) => void): Promise<void> {
  for await (const frame of video.frames()) see(frame);
}
