import type { DetectOptions } from '../detector/detector.ts';
import { throwIfAborted } from '../errors.ts';
import { type RasterImage, toGray } from '../image.ts';
import type { LoadOpenCv } from '../ink/opencv.ts';
import type { DetectorManifest } from '../models/manifest.ts';
import type { PrintedRecognizer } from '../recognizer/printed.ts';
import type { ChapterPart, PagePart, TextbookPage } from '../results.ts';
import { type LabelReading, labelQuality, parseReadLabel, readLabel } from './labelReading.ts';
import {
  asBeliefs,
  isClear,
  labelCandidates,
  openingBelief,
  type PartCandidate,
  type PartDetection,
  titleCandidate,
} from './opening.ts';
import { findOpening, type OpeningEvidence } from './pageEvidence.ts';
import { measurePart, type PageToRead } from './partReading.ts';
import { isRunningHeader, type RunningText } from './runningHeader.ts';
import { readTitle, type TitleReading } from './titleReading.ts';
import { cleanTitle } from './titleText.ts';
import { readWholePage } from './wholePage.ts';
import { withWholeWords } from './wholeWords.ts';

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
const MIN_BELIEF = 0.7;
/** Boxes under this share of the detector's own threshold are not asked for. */
const LOWEST_SCORE = 0.4;
/** Boxes believed less are not worth every trick of reading. */
const THOROUGH_SCORE = 0.4;
/** Bare numbers are at least this large against their title. */
const SMALLEST = 0.8;
/** Labels must read this well, the better the less is known of their place. */
const MIN_LABEL_WORTH = 0.2;

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
      const evidence = isClear(found) ? null : await readEvidence(page);
      if (evidence !== null) stages.lap('wholePageMs');
      const title = titleCandidate(found, evidence);
      const titlePlace = title === null ? null : withWholeWords(page, measurePart(page, title.box));
      const label = await bestLabel(
        page,
        labelCandidates(found, evidence),
        titlePlace?.letters ?? 0,
      );
      const belief = openingBelief({
        print: evidence?.score ?? 0,
        title,
        label: label?.place ?? null,
        labelQuality: label?.quality ?? 0,
      });
      const isHeader =
        evidence !== null &&
        titlePlace !== null &&
        isRunningHeader(
          { box: titlePlace.place.box, letters: titlePlace.letters },
          label?.reading.label?.text ?? null,
          evidence.text,
        );
      if (belief < MIN_BELIEF || isHeader) {
        stages.lap('readMs');
        return { kind: 'body', width, height, timings: stages.timings };
      }
      const titleRead =
        titlePlace === null ? null : await readTitle(page, titlePlace, label?.place.box ?? null);
      stages.lap('readMs');
      return {
        kind: 'opener',
        width,
        height,
        chapter: label === null ? null : chapterPart(label, belief),
        title:
          title === null || titlePlace === null
            ? null
            : titlePart({ ...title, box: titlePlace.place.box }, titleRead, belief),
        timings: stages.timings,
      };
    },
  };
}

/** The opening that a page's print suggests, in px of the page. */
async function readEvidence(
  page: PageToRead,
): Promise<OpeningEvidence & { readonly text: RunningText }> {
  const whole = await readWholePage(page);
  const heights = whole.toPage({ x: 0, y: 0, width: 0, height: whole.textHeight });
  const { label, title, score } = findOpening(whole.lines, whole.height, whole.textHeight);
  return {
    label: label === null ? null : { ...label, box: whole.toPage(label.box) },
    title: title === null ? null : { ...title, box: whole.toPage(title.box) },
    score,
    text: {
      top: Math.min(page.page.height, ...whole.lines.map((line) => whole.toPage(line.box).y)),
      letters: heights.height,
    },
  };
}

interface LabelFound {
  readonly place: PartCandidate;
  readonly reading: LabelReading;
  /** How sure it is a label, 0..1. */
  readonly quality: number;
}

/**
 * Reads the places where the label may be; the best of those that read as one, or null.
 * @param titleLetters height of the title's letters, px; 0 without a title
 */
async function bestLabel(
  page: PageToRead,
  places: readonly PartCandidate[],
  titleLetters: number,
): Promise<LabelFound | null> {
  const readings = await Promise.all(
    places.map(async (place): Promise<LabelFound> => {
      const thorough = place.read !== null || place.score >= THOROUGH_SCORE;
      const part = measurePart(page, place.box);
      const reading = await readLabel(page, part, { thorough });
      const read = place.read === null ? null : readingOfPage(place.read);
      // The whole page's reading stands in where the crop's is no good.
      const isGood = read === null || labelQuality(reading) >= 0.7 * labelQuality(read);
      const used = isGood ? reading : read;
      // A bare number in smaller print than the title's is the page's.
      const isPageNumber =
        /^\d+$/.test(used.label?.text ?? '') && part.letters < SMALLEST * titleLetters;
      return { place, reading: used, quality: isPageNumber ? 0 : labelQuality(used) };
    }),
  );
  const worth = ({ place, quality }: LabelFound) =>
    quality * (0.3 + place.score + (place.read === null ? 0 : 0.7));
  return readings
    .filter((found) => worth(found) >= MIN_LABEL_WORTH)
    .reduce<LabelFound | null>(
      (best, next) => (best === null || worth(next) > worth(best) ? next : best),
      null,
    );
}

function readingOfPage({ text, confidence }: { text: string; confidence: number }): LabelReading {
  return { label: parseReadLabel(text), text, confidence };
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
function titlePart(
  { box, read }: PartCandidate,
  reading: TitleReading | null,
  belief: number,
): PagePart | null {
  const page = read ?? { text: '', confidence: 0 };
  const better =
    reading === null || reading.text === '' || reading.confidence < page.confidence - 0.1
      ? { text: cleanTitle(page.text), confidence: page.confidence }
      : reading;
  if (better.text === '') return null;
  return { text: better.text, box, confidence: Math.min(belief, better.confidence) };
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
