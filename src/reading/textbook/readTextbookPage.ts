import type { DetectOptions } from '../detector/detector.ts';
import { throwIfAborted } from '../errors.ts';
import { type RasterImage, toGray } from '../image.ts';
import type { LoadOpenCv } from '../ink/opencv.ts';
import type { DetectorManifest } from '../models/manifest.ts';
import type { PrintedRecognizer } from '../recognizer/printed.ts';
import type { ChapterPart, PagePart, TextbookPage } from '../results.ts';
import { parseChapterLabel } from './chapterLabel.ts';
import { type LabelReading, readLabel } from './labelReading.ts';
import {
  combineOpening,
  isClear,
  LOWEST_SCORE,
  type Opening,
  type OpeningPart,
  type PartDetection,
} from './opening.ts';
import { findOpening, type OpeningEvidence } from './pageEvidence.ts';
import { measurePart, type PageToRead } from './partReading.ts';
import { readTitle, type TitleReading } from './titleReading.ts';
import { cleanTitle } from './titleText.ts';
import { readWholePage } from './wholePage.ts';

/** What finds labels and titles: the detector of pages. */
export interface PagePartDetector {
  readonly manifest: DetectorManifest;
  detect(image: RasterImage, options: DetectOptions): Promise<readonly PartDetection[]>;
}

export interface TextbookReaderConfig {
  readonly detector: PagePartDetector;
  readonly printed: PrintedRecognizer;
  readonly loadOpenCv: LoadOpenCv;
}

/** Reads photographed textbook pages. */
export interface TextbookReader {
  /**
   * Chapter and title of a page that opens one, or that it opens none.
   * @throws ReadingError `tesseract-failed`, `opencv-failed`, `cancelled`
   */
  readPage(image: RasterImage, options?: { readonly signal?: AbortSignal }): Promise<TextbookPage>;
}

/** Pages that are believed less to open a chapter are body pages. */
const MIN_BELIEF = 0.5;

export function createTextbookReader({
  detector,
  printed,
  loadOpenCv,
}: TextbookReaderConfig): TextbookReader {
  return {
    async readPage(image, { signal } = {}) {
      const stages = stopwatch();
      throwIfAborted(signal);
      const { width, height } = image;
      const found = await detector.detect(image, {
        longSide: detector.manifest.detector.input.stillLongSide,
        scoreThreshold: LOWEST_SCORE,
      });
      stages.lap('detectMs');
      throwIfAborted(signal);
      const { cv } = await loadOpenCv();
      const page: PageToRead = { cv, printed, page: toGray(image), signal };
      let opening = combineOpening(found, null);
      if (!isClear(found)) {
        opening = combineOpening(found, await readEvidence(page));
        stages.lap('wholePageMs');
      }
      if (opening.belief < MIN_BELIEF) {
        return { kind: 'body', width, height, timings: stages.timings };
      }
      const parts = await readParts(page, opening);
      stages.lap('readMs');
      return { kind: 'opener', width, height, ...parts, timings: stages.timings };
    },
  };
}

/** The opening that a page's print suggests, in px of the page. */
async function readEvidence(page: PageToRead): Promise<OpeningEvidence> {
  const whole = await readWholePage(page);
  const { label, title, score } = findOpening(whole.lines, whole.height);
  return {
    label: label === null ? null : { ...label, box: whole.toPage(label.box) },
    title: title === null ? null : { ...title, box: whole.toPage(title.box) },
    score,
  };
}

async function readParts(
  page: PageToRead,
  { chapter, title }: Opening,
): Promise<{ chapter: ChapterPart | null; title: PagePart | null }> {
  const [label, text] = await Promise.all([
    chapter === null ? null : readLabel(page, measurePart(page, chapter.box)),
    title === null ? null : readTitle(page, measurePart(page, title.box), chapter?.box ?? null),
  ]);
  return {
    chapter: chapter === null ? null : chapterPart(chapter, label),
    title: title === null ? null : titlePart(title, text),
  };
}

/** The crop's reading, or the whole page's where the crop's gave no number. */
function chapterPart(part: OpeningPart, reading: LabelReading | null): ChapterPart | null {
  const read = part.read === null ? null : parseChapterLabel(part.read.text, { letter: true });
  const [label, confidence] =
    reading !== null && reading.label !== null
      ? [reading.label, reading.confidence]
      : [read, part.read?.confidence ?? 0];
  if (label === null) return null;
  return {
    text: label.text,
    number: label.number,
    box: part.box,
    confidence: Math.min(part.belief, confidence),
  };
}

/** The surer one of the crop's reading and the whole page's. */
function titlePart(part: OpeningPart, reading: TitleReading | null): PagePart | null {
  const read = part.read ?? { text: '', confidence: 0 };
  const better =
    reading === null || reading.text === '' || reading.confidence < read.confidence - 0.1
      ? { text: cleanTitle(read.text), confidence: read.confidence }
      : reading;
  if (better.text === '') return null;
  return {
    text: better.text,
    box: part.box,
    confidence: Math.min(part.belief, better.confidence),
  };
}

function stopwatch() {
  let last = performance.now();
  const timings: Record<string, number> = {};
  return {
    timings: timings as Readonly<Record<string, number>>,
    lap(name: string) {
      const now = performance.now();
      timings[name] = now - last;
      last = now;
    },
  };
}
