import { join } from 'node:path';
import { createAirWriter } from '../../reading/air/airWriter.ts';
import type { AirInk } from '../../reading/air/ink.ts';
import type { MarkerColour } from '../../reading/air/markerColour.ts';
import { createMarkerSearch } from '../../reading/air/markerSearch.ts';
import { editDistance } from '../../reading/evaluation/editDistance.ts';
import { createErrorCount } from '../../reading/evaluation/errorRate.ts';
import { comparableTranscript } from '../../reading/evaluation/transcript.ts';
import type { ClipRow } from '../../reading/evaluation/truthFiles.ts';
import type { OpenCv } from '../../reading/ink/opencv.ts';
import type { Reader } from '../../reading/reader.ts';
import { concernsAllFiles } from '../failures.ts';
import { loadOpenCvInNode } from '../openCvInNode.ts';
import { openY4mVideo, type VideoFrame, type Y4mVideo } from '../video/y4mVideo.ts';
import { type Measurement, sample } from './measurement.ts';
import type { AirReport } from './report.ts';

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
  const errors = createErrorCount();
  let [clips, words, wordsRight] = [0, 0, 0];
  const chosen = sample(rows, limit);
  for (const [index, { file, text, colour, foldCase }] of chosen.entries()) {
    progress(`clip ${index + 1}/${chosen.length} ${file}`);
    try {
      const start = performance.now();
      const ink = await inkOfVideo(cv, join(folder, file), colour);
      const { lines } = await reader.readInk(ink);
      const read = lines.map((line) => line.text).join(' ');
      errors.add(text, read, { foldCase });
      const wanted = wordsOf(text, foldCase);
      words += wanted.length;
      wordsRight += Math.max(0, wanted.length - editDistance(wanted, wordsOf(read, foldCase)));
      clips += 1;
      const seconds = (performance.now() - start) / 1000;
      detail({ file, truth: text, read, strokes: ink.strokes.length, seconds });
    } catch (error) {
      if (concernsAllFiles(error)) throw error;
      failed(file, error);
    }
  }
  return { clips, cer: errors.rates.cer, wordsRight: words > 0 ? wordsRight / words : null };
}

function wordsOf(text: string, foldCase: boolean): readonly string[] {
  return comparableTranscript(text, { foldCase })
    .split(' ')
    .filter((word) => word !== '');
}

/**
 * The ink of a film. It is looked through twice: once for how the marker looks, its colour and size,
 * as the page's calibration does, and once to follow it.
 * @param colour about what colour the marker has; null: whatever moves like a pen
 */
export async function inkOfVideo(
  cv: OpenCv,
  path: string,
  colour: MarkerColour | null,
): Promise<AirInk> {
  const video = await openY4mVideo(path);
  try {
    const marker = await findMarker(cv, video, colour);
    if (marker === null) return { strokes: [] };
    const writer = createAirWriter({ cv, colour: marker });
    try {
      await forEachFrame(video, ({ image, timeMs }) => {
        writer.follow(image, timeMs);
      });
      return writer.ink();
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
