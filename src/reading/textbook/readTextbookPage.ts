import type { DetectOptions } from '../detector/detector.ts';
import { throwIfAborted } from '../errors.ts';
import type { Box } from '../geometry.ts';
import { type RasterImage, toGray } from '../image.ts';
import type { LoadOpenCv } from '../ink/opencv.ts';
import type { DetectorManifest } from '../models/manifest.ts';
import type { PrintedLine, PrintedRecognizer } from '../recognizer/printed.ts';
import type { ChapterPart, PagePart, TextbookPage } from '../results.ts';
import { type LabelFound, readLabels } from './labelChoice.ts';
import {
  asBeliefs,
  isClear,
  isSamePrint,
  labelCandidates,
  openingBelief,
  type PartCandidate,
  type PartDetection,
  titleCandidate,
} from './opening.ts';
import { findOpening, type OpeningEvidence } from './pageEvidence.ts';
import { withoutPageNumber } from './pageNumber.ts';
import { type MeasuredPart, measurePart, type PageToRead } from './partReading.ts';
import { bodySize, printSize } from './printSize.ts';
import {
  isOnOneLine,
  isPageNumberBox,
  isRunningHeader,
  isUnderRunningHeader,
  type RunningText,
} from './runningHeader.ts';
import { isSectionHeading } from './sectionHeading.ts';
import { readTitle, type TitleReading } from './titleReading.ts';
import { cleanTitle, titleKey } from './titleText.ts';
import { readWholePage, type WholePage } from './wholePage.ts';
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
/** Parts read as well as this need no second evidence. */
const WELL_READ = 0.6;
/** Where the page's reading is as sure as this, it holds no letter too many. */
const WHOLE_CONFIDENCE = 0.85;
/** Headings that turn out to be none are put aside, and the next tried, so many times. */
const MAX_TRIES = 3;
/** What a running header leaves of the belief in a chapter without a label. */
const HEADER_WEIGHT = 0.75;

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
        const whole = await readWholePage(page);
        stages.lap('wholePageMs');
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

/** A chapter's opening as it was found and read. */
interface Opening {
  readonly label: LabelFound | null;
  readonly title: TitleFound | null;
  /** Where numbers stand that are those of sections or of running headers. */
  readonly others: readonly Box[];
  /** That the page opens a chapter, 0..1. */
  readonly belief: number;
}

interface TitleFound {
  readonly candidate: PartCandidate;
  readonly part: MeasuredPart;
  /** Null on pages that are not believed to open a chapter. */
  readonly reading: TitleReading | null;
}

/** Finds and reads label and title; the title is not read where the page seems to open nothing. */
async function readOpening(
  page: PageToRead,
  found: readonly PartDetection[],
  evidence: OpeningEvidence | null,
): Promise<Opening> {
  const candidate = titleCandidate(found, evidence);
  const part = candidate === null ? null : withWholeWords(page, measurePart(page, candidate.box));
  const { label, others } = await readLabels(page, labelCandidates(found, evidence), found, part);
  const belief = openingBelief({
    print: evidence?.score ?? 0,
    title: candidate,
    label: label?.place ?? null,
    labelQuality: label?.quality ?? 0,
  });
  if (candidate === null || part === null) return { label, title: null, others, belief };
  const isRead = belief >= MIN_BELIEF;
  const reading = isRead ? await readTitle(page, part, label?.place.box ?? null) : null;
  const title: TitleFound = { candidate, part, reading };
  return { label: isInitial(label, title) ? null : label, title, others, belief };
}

/** Whether what was read as a label is the first letter of the title, or its drop cap. */
function isInitial(label: LabelFound | null, { part, reading }: TitleFound): boolean {
  const letter = label?.reading.label?.text ?? '';
  if (label === null || !/^\p{L}$/u.test(letter)) return false;
  const starts = reading?.text.startsWith(letter) === true && /^.\p{L}/u.test(reading.text);
  return starts && isSamePrint(label.place.box, part.place.box);
}

/** Whether label and title were read so well that the page need not be read as a whole. */
function isSettled({ label, title, belief }: Opening): boolean {
  return (
    belief >= MIN_BELIEF &&
    label?.reading.label?.number != null &&
    label.quality >= WELL_READ &&
    (title?.reading?.confidence ?? 0) >= WELL_READ &&
    !isSectionHeading(title?.reading?.text ?? '')
  );
}

/** The opening that detector and print agree on; null for a body page. */
async function searchOpening(
  page: PageToRead,
  found: readonly PartDetection[],
  whole: WholePage,
): Promise<Opening | null> {
  const runningText = runningTextOf(whole, page.page.height);
  let boxes = found.filter(({ box }) => !isPageNumberBox(box, runningText));
  let lines = whole.lines;
  for (let tries = 0; tries < MAX_TRIES; tries++) {
    const opening = await readOpening(page, boxes, evidenceOf(whole, lines));
    if (opening.belief < MIN_BELIEF) return null;
    const { title } = opening;
    if (title === null || !isNoTitle(title, opening, runningText)) {
      return isDoubtful(opening, runningText) ? null : opening;
    }
    const wrong = title.part.place.box;
    boxes = boxes.filter(({ box }) => !isSamePrint(box, wrong));
    lines = lines.filter(({ box }) => !isSamePrint(whole.toPage(box), wrong));
  }
  return null;
}

/** Whether what was read is a running header or the heading of a section. */
function isNoTitle(
  { part, reading }: TitleFound,
  { label, others }: Pick<Opening, 'label' | 'others'>,
  text: RunningText,
): boolean {
  const { place, letters } = part;
  const labelPrint =
    label?.reading.label == null ? null : { text: label.reading.label.text, box: label.place.box };
  return (
    isSectionHeading(reading?.text ?? '') ||
    others.some((box) => isOnOneLine(box, place.box)) ||
    isRunningHeader({ box: place.box, letters }, labelPrint, text)
  );
}

/** Whether a running header speaks against what would do without it. */
function isDoubtful({ label, title, belief }: Opening, text: RunningText): boolean {
  if (title === null || label !== null) return false;
  if (HEADER_WEIGHT * belief >= MIN_BELIEF) return false;
  return isUnderRunningHeader({ box: title.part.place.box, text: title.reading?.text ?? '' }, text);
}

/** The opening that lines of a page suggest, in px of the page. */
function evidenceOf(whole: WholePage, lines: readonly PrintedLine[]): OpeningEvidence {
  const { label, title, score } = findOpening(lines, whole.height, whole.textHeight);
  return {
    label: label === null ? null : { ...label, box: whole.toPage(label.box) },
    title: title === null ? null : { ...title, box: whole.toPage(title.box) },
    score,
  };
}

function runningTextOf(whole: WholePage, pageHeight: number): RunningText {
  const onPage = (height: number) => whole.toPage({ x: 0, y: 0, width: 0, height }).height;
  return {
    lines: whole.lines.map((line) => ({
      text: line.text,
      box: whole.toPage(line.box),
      letters: onPage(printSize(line)),
      isNumbered: withoutPageNumber(line) !== line,
      confidence: line.confidence,
    })),
    letters: whole.textHeight === 0 ? 0 : onPage(bodySize(whole.lines, whole.textHeight)),
    pageHeight,
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
