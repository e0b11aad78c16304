import type { Detection } from '../detector/detection.ts';
import type { DetectOptions } from '../detector/detector.ts';
import { throwIfAborted } from '../errors.ts';
import { type RasterImage, toGray } from '../image.ts';
import type { LoadOpenCv } from '../ink/opencv.ts';
import type { DetectorManifest } from '../models/manifest.ts';
import type { PrintedRecognizer } from '../recognizer/printed.ts';
import type { ChapterPart, PagePart, TextbookPage } from '../results.ts';
import { type LabelReading, readLabel } from './labelReading.ts';
import { measurePart, type PageToRead } from './partReading.ts';
import { readTitle, type TitleReading } from './titleReading.ts';

/** What finds labels and titles: the detector of pages. */
export interface PagePartDetector {
  readonly manifest: DetectorManifest;
  detect(
    image: RasterImage,
    options: DetectOptions,
  ): Promise<readonly Detection<'chapter' | 'title'>[]>;
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

/** Boxes from this score on are taken as found. */
const SURE_SCORE = 0.4;

export function createTextbookReader({
  detector,
  printed,
  loadOpenCv,
}: TextbookReaderConfig): TextbookReader {
  return {
    async readPage(image, { signal } = {}) {
      throwIfAborted(signal);
      const { width, height } = image;
      const started = performance.now();
      const found = await detector.detect(image, {
        longSide: detector.manifest.detector.input.stillLongSide,
        scoreThreshold: SURE_SCORE,
      });
      throwIfAborted(signal);
      const detected = performance.now();
      const chapterBox = best(found, 'chapter');
      const titleBox = best(found, 'title');
      if (chapterBox === null && titleBox === null) {
        return { kind: 'body', width, height, timings: { detectMs: detected - started } };
      }
      const { cv } = await loadOpenCv();
      const page: PageToRead = { cv, printed, page: toGray(image), signal };
      const [label, title] = await Promise.all([
        chapterBox === null ? null : readLabel(page, measurePart(page, chapterBox.box)),
        titleBox === null
          ? null
          : readTitle(page, measurePart(page, titleBox.box), chapterBox?.box ?? null),
      ]);
      return {
        kind: 'opener',
        width,
        height,
        chapter: chapterPart(chapterBox, label),
        title: titlePart(titleBox, title),
        timings: { detectMs: detected - started, readMs: performance.now() - detected },
      };
    },
  };
}

type PartDetection = Detection<'chapter' | 'title'>;

function best(found: readonly PartDetection[], name: 'chapter' | 'title'): PartDetection | null {
  return found
    .filter(({ className }) => className === name)
    .reduce<PartDetection | null>(
      (top, next) => (top === null || next.score > top.score ? next : top),
      null,
    );
}

function chapterPart(
  detection: PartDetection | null,
  reading: LabelReading | null,
): ChapterPart | null {
  if (detection === null || reading === null || reading.label === null) return null;
  return {
    text: reading.label.text,
    number: reading.label.number,
    box: detection.box,
    confidence: Math.min(detection.score, reading.confidence),
  };
}

function titlePart(detection: PartDetection | null, reading: TitleReading | null): PagePart | null {
  if (detection === null || reading === null || reading.text === '') return null;
  return {
    text: reading.text,
    box: detection.box,
    confidence: Math.min(detection.score, reading.confidence),
  };
}
