import type { DetectOptions } from '../detector/detector.ts';
import { throwIfAborted } from '../errors.ts';
import { type RasterImage, toGray } from '../image.ts';
import type { LoadOpenCv } from '../lineImage/opencv.ts';
import type { DetectorManifest } from '../models/manifest.ts';
import type { PrintedRecognizer } from '../recognizer/printed.ts';
import type { ChapterPart, PagePart, TextbookPage } from '../results.ts';
import type { LabelFound } from './labelChoice.ts';
import { asBeliefs, isClear, type PartDetection } from './opening.ts';
import { isSettled, readOpening, searchOpening, type TitleFound } from './openingSearch.ts';
import { readPageTop } from './pageTop.ts';
import type { PageToRead } from './partReading.ts';
import { cleanTitle, titleKey } from './titleText.ts';

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

/** Boxes under this share of the detector's own threshold are not asked for. */
const LOWEST_SCORE = 0.4;
/** Where the page's reading is as sure as this, it holds no letter too many. */
const WHOLE_CONFIDENCE = 0.85;

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
      const { input, scoreThreshold } = detector.manifest.detector;
      const detections = await detector.detect(image, {
        longSide: input.stillLongSide,
        scoreThreshold: LOWEST_SCORE * scoreThreshold,
      });
      const found = asBeliefs(detections, scoreThreshold);
      stages.lap('detectMs');
      throwIfAborted(signal);
      const { cv } = await loadOpenCv();
      const page: PageToRead = { cv, printed, page: toGray(image), signal };
      let opening = isClear(found) ? await readOpening(page, found, null) : null;
      stages.lap('readMs');
      if (opening === null || !isSettled(opening)) {
        const whole = await readPageTop(page);
        stages.lap('pageTopMs');
        opening = await searchOpening(page, found, whole);
        stages.lap('readMs');
      }
      if (opening === null) return { kind: 'body', width, height, timings: stages.timings };
      const { label, title, belief } = opening;
      return {
        kind: 'opener',
        width,
        height,
        chapter: label === null ? null : chapterPart(label, belief),
        title: title === null ? null : titlePart(title, belief),
        timings: stages.timings,
      };
    },
  };
}

function chapterPart({ place, reading, quality }: LabelFound, belief: number): ChapterPart | null {
  if (reading.label === null) return null;
  return {
    text: reading.label.text,
    number: reading.label.number,
    box: place.box,
    confidence: Math.min(belief, quality),
  };
}

/** The surer one of the crop's reading and the whole page's. */
function titlePart({ candidate, part, reading }: TitleFound, belief: number): PagePart | null {
  const page = candidate.read ?? { text: '', confidence: 0 };
  const better =
    reading === null ||
    reading.text === '' ||
    reading.confidence < page.confidence - 0.1 ||
    isCutShort(reading.text, page)
      ? { text: cleanTitle(page.text), confidence: page.confidence }
      : reading;
  if (better.text === '') return null;
  const confidence = Math.min(belief, better.confidence);
  return { text: better.text, box: part.place.box, confidence };
}

/** Whether a reading lacks letters at the end of a word that the page's sure reading has. */
function isCutShort(text: string, page: { readonly text: string; readonly confidence: number }) {
  const [read, whole] = [text, page.text].map(titleKey);
  const words = (title: string) => cleanTitle(title).split(' ').length;
  return (
    page.confidence >= WHOLE_CONFIDENCE &&
    read !== whole &&
    whole?.includes(read ?? '') === true &&
    words(text) === words(page.text)
  );
}

/** Times of stages; a stage that comes twice is summed. */
function stopwatch() {
  let last = performance.now();
  const timings: Record<string, number> = {};
  return {
    timings: timings as Readonly<Record<string, number>>,
    lap(name: string) {
      const now = performance.now();
      timings[name] = (timings[name] ?? 0) + now - last;
      last = now;
    },
  };
}
