import type { DetectOptions } from '../detector/detector.ts';
import { throwIfAborted } from '../errors.ts';
import { type Box, unionOfBoxes } from '../geometry.ts';
import type { RasterImage } from '../image.ts';
import type { LoadOpenCv } from '../lineImage/opencv.ts';
import type { DetectorManifest } from '../models/manifest.ts';
import type { OpeningRankerDescription } from '../models/openingRankerDescription.ts';
import type { PieceNetDescription } from '../models/pieceNetDescription.ts';
import type { ScriptReaderDescription } from '../models/scriptReaderDescription.ts';
import { type PrintedRecognizer, readingIn } from '../recognizer/printed.ts';
import type { TextbookPage } from '../results.ts';
import { readScript } from '../script/readScript.ts';
import { languagesOfScript, type Script } from '../script/scripts.ts';
import { asBeliefs, type PartDetection } from './detectedParts.ts';
import { besideOf, type Pair } from './openingFeatures.ts';
import { chooseOpening, type OpeningChoice } from './openingRanker.ts';
import { pagePlanes } from './pagePlanes.ts';
import type { PageSeen, TitleSeen } from './pageSeen.ts';
import { readPageTop } from './pageTop.ts';
import type { PageToRead } from './partReading.ts';
import { createPartReader, type PartReader, seePage } from './seePage.ts';
import { surestWords } from './surestWords.ts';
import { titleOf } from './titleReading.ts';

/** What finds labels and titles: the detector of pages. */
export interface PagePartDetector {
  readonly manifest: DetectorManifest;
  detect(image: RasterImage, options: DetectOptions): Promise<readonly PartDetection[]>;
}

export interface TextbookReaderConfig {
  readonly detector: PagePartDetector;
  readonly ranker: OpeningRankerDescription;
  readonly numerals: PieceNetDescription;
  readonly scripts: ScriptReaderDescription;
  readonly printed: Pick<PrintedRecognizer, 'readPage'>;
  readonly loadOpenCv: LoadOpenCv;
}

export interface ReadPageOptions {
  readonly signal?: AbortSignal;
}

/** Reads photographed textbook pages. */
export interface TextbookReader {
  /**
   * Chapter and title of a page that opens one, or that it opens none.
   * @throws ReadingError `tesseract-failed`, `opencv-failed`, `cancelled`
   */
  readPage(image: RasterImage, options?: ReadPageOptions): Promise<TextbookPage>;
  /**
   * All that is seen on a page, for fitting the ranker: by its clearest parts alone, if it has any,
   * and with the whole page read.
   */
  seePage(image: RasterImage): Promise<readonly PageSeen[]>;
}

/** Boxes under this share of the detector's own threshold are not asked for. */
const LOWEST_SCORE = 0.4;
/** Boxes believed as much as this may do without the whole page's reading. */
const CLEAR = 0.75;

export function createTextbookReader({
  detector,
  ranker,
  numerals,
  scripts,
  printed,
  loadOpenCv,
}: TextbookReaderConfig): TextbookReader {
  async function find(image: RasterImage, signal: AbortSignal | undefined) {
    throwIfAborted(signal);
    const { input, scoreThreshold } = detector.manifest.detector;
    const detections = await detector.detect(image, {
      longSide: input.stillLongSide,
      scoreThreshold: LOWEST_SCORE * scoreThreshold,
    });
    throwIfAborted(signal);
    return asBeliefs(detections, scoreThreshold);
  }

  /** What reads the page's parts, or the script that nothing here reads. */
  async function partReader(
    image: RasterImage,
    signal: AbortSignal | undefined,
  ): Promise<PartReader | Script> {
    const { cv } = await loadOpenCv();
    const planes = pagePlanes(image);
    const script = readScript(cv, planes.gray, scripts) ?? 'latin';
    const languages = languagesOfScript(script);
    if (languages === null) return script;
    const reads = script === 'latin' ? printed : readingIn(printed, languages);
    const page: PageToRead = { cv, printed: reads, numerals, page: planes.gray, planes, signal };
    return createPartReader(page);
  }

  return {
    async readPage(image, { signal } = {}) {
      const stages = stopwatch();
      const found = await find(image, signal);
      stages.lap('detectMs');
      const reader = await partReader(image, signal);
      stages.lap('scriptMs');
      if (typeof reader === 'string') return unreadPage(image, reader, stages.timings);
      const clear = clearestParts(found);
      let choice: OpeningChoice | null = null;
      if (clear !== null) {
        choice = chooseOpening(await seePage(reader, clear, null), ranker);
        stages.lap('readMs');
      }
      if (choice === null || choice.certainty.page < ranker.settled) {
        const whole = await readPageTop(reader.page);
        stages.lap('pageTopMs');
        choice = chooseOpening(await seePage(reader, found, whole), ranker);
        stages.lap('readMs');
      }
      return pageOf(image, choice, reader, ranker, stages.timings);
    },
    async seePage(image) {
      const found = await find(image, undefined);
      const reader = await partReader(image, undefined);
      if (typeof reader === 'string') return [];
      const clear = clearestParts(found);
      const quick = clear === null ? [] : [await seePage(reader, clear, null)];
      return [...quick, await seePage(reader, found, await readPageTop(reader.page))];
    },
  };
}

/** The best label and the best title, where both are clear. */
function clearestParts(found: readonly PartDetection[]): PartDetection[] | null {
  const best = (['chapter', 'title'] as const).flatMap((name) =>
    found
      .filter(({ className, score }) => className === name && score >= CLEAR)
      .sort((a, b) => b.score - a.score)
      .slice(0, 1),
  );
  return best.length === 2 ? best : null;
}

/** A page in a script that is not read: what it opens is for a person to say. */
function unreadPage(
  { width, height }: RasterImage,
  unreadScript: Script,
  timings: Readonly<Record<string, number>>,
): TextbookPage {
  return { kind: 'body', width, height, timings, certainty: 0, needsCheck: true, unreadScript };
}

async function pageOf(
  { width, height }: RasterImage,
  { pair, certainty }: OpeningChoice,
  reader: PartReader,
  ranker: OpeningRankerDescription,
  timings: Readonly<Record<string, number>>,
): Promise<TextbookPage> {
  const page = {
    width,
    height,
    timings,
    certainty: certainty.page,
    needsCheck: certainty.page < ranker.check,
  };
  if (pair === null) return { kind: 'body', ...page };
  const { label } = pair;
  const chapter = label?.reading.label ?? null;
  const text = await titleText(pair, reader);
  return {
    kind: 'opener',
    ...page,
    chapter:
      label === null || chapter === null
        ? null
        : {
            text: chapter.text,
            number: chapter.number,
            box: label.box,
            confidence: certainty.chapter,
          },
    title: text === '' ? null : { text, box: boxOf(pair.title), confidence: certainty.title },
  };
}

/** Where a title's words were read: the detector's box may be off by a letter. */
function boxOf({ part, lines }: TitleSeen): Box {
  const words = lines.flatMap((line) => line.words);
  return words.length === 0 ? part.place.box : unionOfBoxes(words.map(({ box }) => box));
}

/** The title, read by itself now where only the whole page's reading has it. */
async function titleText({ title, reading, label }: Pair, reader: PartReader): Promise<string> {
  if (title.lines.length > 0) return reading.text;
  const { lines } = await reader.title(title.part.place.box, true);
  const beside = label === null ? null : besideOf(label);
  return titleOf(surestWords(lines, title.pageLines), beside).text;
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
