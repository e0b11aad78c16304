import type { Detector } from './detector/detector.ts';
import { groupLines } from './detector/lineGrouping.ts';
import { LEAST_LINE_SCORE } from './detector/lineScore.ts';
import { readingOrder } from './detector/readingOrder.ts';
import { findStillLines } from './detector/stillLines.ts';
import { throwIfAborted } from './errors.ts';
import type { RasterImage } from './image.ts';
import { createFrameMat } from './lineImage/frameMat.ts';
import type { LoadOpenCv } from './lineImage/opencv.ts';
import { rectifyLine } from './lineImage/rectify.ts';
import { UNCALIBRATED_LINES } from './models/lineCalibration.ts';
import { nextTask } from './nextTask.ts';
import { turnPicture } from './orientation/quarterTurn.ts';
import { turnLineBack } from './orientation/turnBack.ts';
import {
  meanConfidence,
  UPRIGHT_CONFIDENCE,
  type UprightSearch,
  uprightTurn,
} from './orientation/uprightTurn.ts';
import { isProven } from './readingProof.ts';
import type { LineReader } from './recognizer/lineReader.ts';
import type {
  EngineChoice,
  FoundLine,
  LineClass,
  LineReading,
  LinesSoFar,
  PictureReading,
  ReadLine,
} from './results.ts';

export interface ReadPictureOptions {
  /** Default `auto`: by what each line is written with. */
  readonly engine?: EngineChoice;
  /** Whether to give lines that their readings do not prove to be writing, too; for measuring. */
  readonly unproven?: boolean;
  readonly signal?: AbortSignal;
  /** Told how many of the found lines have been read. */
  readonly onProgress?: (done: number, total: number) => void;
  /**
   * Told the lines as soon as they are found, and again whenever some more have been read; then
   * they are read in smaller groups at first, so that the first text does not wait for the eighth.
   */
  readonly onLines?: (soFar: LinesSoFar) => void;
}

export interface FindLinesOptions {
  /** Px of the detector's input: one quick look; default looks as often as a still picture needs. */
  readonly longSide?: number;
  /** Whether to give every line with its score, for measuring; default only likely ones. */
  readonly unlikely?: boolean;
  readonly signal?: AbortSignal;
}

/** Finds and reads the lines of still pictures. */
export interface PictureReader {
  /**
   * The lines of a picture, in reading order.
   * @throws ReadingError `cancelled`
   */
  findLines(image: RasterImage, options?: FindLinesOptions): Promise<readonly FoundLine[]>;
  /** Finds and reads every line, turned upright where it has to be. @throws ReadingError */
  readPicture(image: RasterImage, options?: ReadPictureOptions): Promise<PictureReading>;
  /** What a search for the upright turn looks and reads with. */
  uprightSearch(signal: AbortSignal | undefined): UprightSearch;
}

export interface PictureReaderConfig {
  readonly detector: Detector<LineClass>;
  readonly lineReader: LineReader;
  readonly loadOpenCv: LoadOpenCv;
}

/** Lines handed to the recognisers at once; progress is told and cancelling heard in between. */
const LINES_AT_ONCE = 8;
/** Lines less likely than this are not even read; of the others their readings decide. */
const WORTH_READING = 0.12;
/** Every score, so that precision can be measured along the whole recall axis. */
export const MEASURING_THRESHOLD = 0.02;

export function createPictureReader({
  detector,
  lineReader,
  loadOpenCv,
}: PictureReaderConfig): PictureReader {
  const calibration = detector.manifest.calibration ?? UNCALIBRATED_LINES;

  async function findLines(
    image: RasterImage,
    { longSide, unlikely = false, signal }: FindLinesOptions = {},
  ): Promise<readonly FoundLine[]> {
    if (longSide === undefined) {
      return findAsLikely(image, unlikely ? MEASURING_THRESHOLD : LEAST_LINE_SCORE, signal);
    }
    throwIfAborted(signal);
    const lines = groupLines(await detector.detect(image, { longSide }), calibration);
    throwIfAborted(signal);
    return readingOrder(lines);
  }

  async function findAsLikely(
    image: RasterImage,
    leastScore: number,
    signal: AbortSignal | undefined,
  ): Promise<readonly FoundLine[]> {
    throwIfAborted(signal);
    const lines = await findStillLines(detector, image, { leastScore });
    throwIfAborted(signal);
    return readingOrder(lines);
  }

  async function readFound(
    image: RasterImage,
    lines: readonly FoundLine[],
    engine: EngineChoice,
    signal: AbortSignal | undefined,
  ): Promise<readonly LineReading[]> {
    throwIfAborted(signal);
    const { cv } = await loadOpenCv();
    const frame = createFrameMat(cv, image);
    try {
      const crops = lines.map(({ quad, lineClass, classProbability }) => ({
        gray: rectifyLine(frame, quad),
        lineClass,
        classProbability,
      }));
      return await lineReader.readLines(crops, engine, signal === undefined ? {} : { signal });
    } finally {
      frame.delete();
    }
  }

  /** Reads every line of a picture as it stands, unlikely ones too. */
  async function readStill(
    image: RasterImage,
    { engine = 'auto', signal, onProgress, onLines }: ReadPictureOptions,
  ): Promise<PictureReading> {
    const start = performance.now();
    const found = await findAsLikely(image, WORTH_READING, signal);
    const located = performance.now();
    const known: LineReading[] = [];
    const tell = (): void => {
      onProgress?.(known.length, found.length);
      onLines?.({
        width: image.width,
        height: image.height,
        lines: found.flatMap((line, i) => {
          const reading = known[i];
          const isShown =
            reading === undefined
              ? line.score >= LEAST_LINE_SCORE
              : isProven(line, reading, calibration.readingProof);
          return isShown ? [{ ...line, reading: reading ?? null }] : [];
        }),
      });
    };
    tell();
    while (known.length < found.length) {
      await nextTask();
      const atOnce = onLines ? Math.min(LINES_AT_ONCE, known.length + 1) : LINES_AT_ONCE;
      const batch = found.slice(known.length, known.length + atOnce);
      known.push(...(await readFound(image, batch, engine, signal)));
      tell();
    }
    const lines = found.flatMap((line, i): ReadLine[] => {
      const reading = known[i];
      if (reading === undefined || reading.text === '') return [];
      return [{ ...line, reading }];
    });
    return {
      width: image.width,
      height: image.height,
      lines,
      timings: { findMs: located - start, readMs: performance.now() - located },
    };
  }

  const uprightSearch = (signal: AbortSignal | undefined): UprightSearch => ({
    findLines: (image) => findLines(image, signal === undefined ? {} : { signal }),
    readLines: (image, lines) => readFound(image, lines, 'auto', signal),
  });

  return {
    findLines,
    uprightSearch,

    async readPicture(image, options = {}) {
      const shown = ({ lines, ...picture }: PictureReading): PictureReading => ({
        ...picture,
        lines: options.unproven
          ? lines
          : lines.filter((line) => isProven(line, line.reading, calibration.readingProof)),
      });
      const upright = await readStill(image, options);
      const likely = upright.lines.filter(({ score }) => score >= LEAST_LINE_SCORE);
      if (meanConfidence(likely.map(({ reading }) => reading)) >= UPRIGHT_CONFIDENCE) {
        return shown(upright);
      }
      const turn = await uprightTurn(image, uprightSearch(options.signal));
      if (turn === 0) return shown(upright);
      // Places in the turned picture are nobody's business until they are turned back.
      const { onLines: _, ...quietly } = options;
      const { lines, timings } = await readStill(turnPicture(image, turn), quietly);
      const back = lines.map((line) => turnLineBack(line, turn, image));
      return shown({ ...upright, lines: back, timings });
    },
  };
}
