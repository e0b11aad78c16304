import type { Detector } from './detector/detector.ts';
import { withLiveDistantViews } from './detector/distantView.ts';
import { groupLines } from './detector/lineGrouping.ts';
import { nextLiveLongSide } from './detector/liveLongSide.ts';
import { readingOrder } from './detector/readingOrder.ts';
import { type Box, growBox } from './geometry.ts';
import type { RasterImage } from './image.ts';
import { createFrameMat } from './lineImage/frameMat.ts';
import type { LoadOpenCv } from './lineImage/opencv.ts';
import { rectifyLine } from './lineImage/rectify.ts';
import { UNCALIBRATED_LINES } from './models/lineCalibration.ts';
import type { Budget } from './recognizer/budget.ts';
import type { LineReader } from './recognizer/lineReader.ts';
import type { EngineChoice, LineClass } from './results.ts';
import { measureLine } from './tracking/lineEvidence.ts';
import type { SheetLine } from './tracking/sheet.ts';
import { createSheetTracker } from './tracking/sheetTracker.ts';
import type { TrackedLine, WantedLine } from './tracking/trackedLine.ts';

/** A sheet of paper with all its lines in reading order, those out of the picture too. */
export interface LiveSheet {
  readonly id: number;
  readonly lines: readonly SheetLine[];
  /** Numbers of sheets that turned out to be this one. */
  readonly absorbed: readonly number[];
}

/** What the live view knows after a step: its lines in reading order, and what the step took. */
export interface LiveState {
  readonly width: number;
  readonly height: number;
  readonly lines: readonly TrackedLine[];
  /** The sheet in view, or the one seen last; null before the first. */
  readonly sheet: LiveSheet | null;
  /** Milliseconds of each stage of this step. */
  readonly timings: Readonly<Record<string, number>>;
}

/** Reads a moving picture: `see` every frame, then `read` while time allows. */
export interface LiveReader {
  /** Finds the lines of a frame and follows them. The frame is kept until the next one. */
  see(frame: RasterImage, timeMs: number): Promise<LiveState>;
  /**
   * Reads lines of the frame seen last that are new, changed or sharper, at most `atMost`; where
   * there are none, one that is unsure.
   * @returns null when nothing is worth reading
   */
  read(atMost: number): Promise<LiveState | null>;
  setEngine(engine: EngineChoice): void;
  /** Reads all lines anew, as when other languages are read. */
  lookAgain(): void;
  /** Forgets all sheets and lines. */
  reset(): void;
}

export interface LiveReaderConfig {
  readonly detector: Detector<LineClass>;
  readonly lineReader: LineReader;
  readonly loadOpenCv: LoadOpenCv;
  readonly engine: EngineChoice;
}

/**
 * Words this much fainter than the detector's threshold are taken where a line is known already, so
 * that lines do not fall apart while the paper moves (after BYTE, Zhang et al. 2022).
 */
const FAINT = 0.35;

function holdsMiddle(line: Box, word: Box): boolean {
  const x = word.x + word.width / 2;
  const y = word.y + word.height / 2;
  return x >= line.x && x <= line.x + line.width && y >= line.y && y <= line.y + line.height;
}

export function createLiveReader({
  detector,
  lineReader,
  loadOpenCv,
  engine: firstEngine,
}: LiveReaderConfig): LiveReader {
  const tracker = createSheetTracker();
  let engine = firstEngine;
  let seen: RasterImage | null = null;
  let turn = 0;
  const { liveLongSide } = detector.manifest.detector.input;
  let longSide = liveLongSide;
  /** Whether lines were read before words were known. */
  let readByInkAlone = false;

  const stateOf = (
    { width, height }: RasterImage,
    timings: Readonly<Record<string, number>>,
  ): LiveState => {
    return {
      ...{ width, height, timings },
      lines: readingOrder(tracker.current()),
      sheet: tracker.sheet(),
    };
  };

  return {
    async see(frame, timeMs) {
      const timings: Record<string, number> = {};
      const { scoreThreshold } = detector.manifest.detector;
      const near = await detector.detect(frame, {
        ...{ longSide, scoreThreshold: FAINT * scoreThreshold },
        onTimings: (stages) => Object.assign(timings, stages),
      });
      const looked = performance.now();
      const calibration = detector.manifest.calibration ?? UNCALIBRATED_LINES;
      const found = await withLiveDistantViews(detector, frame, near, {
        longSide,
        weights: calibration.liveDistantView,
        lineScore: calibration.lineScore,
      });
      timings.distantViewMs = performance.now() - looked;
      const start = performance.now();
      const known = tracker.current().map(({ box }) => growBox(box, box.height, box.height / 4));
      const words = found.filter(
        ({ box, score }) => score >= scoreThreshold || known.some((line) => holdsMiddle(line, box)),
      );
      tracker.update(groupLines(words, calibration), frame, timeMs);
      longSide = nextLiveLongSide(longSide, words, frame, liveLongSide);
      seen = frame;
      timings.trackingMs = performance.now() - start;
      return stateOf(frame, timings);
    },

    async read(atMost) {
      const frame = seen;
      if (frame === null) return null;
      const knowsWords = lineReader.knowsWords();
      if (knowsWords && readByInkAlone) tracker.lookAgain();
      readByInkAlone &&= !knowsWords;
      const { wanted, budget } = toReadNow(tracker.wanting(atMost), lineReader.isLoading());
      const others = tracker.current().filter(({ id, seen }) => seen && !isIn(wanted, id));
      const watched = Array.from(
        { length: Math.min(tracker.toObserve, others.length) },
        () => others[turn++ % others.length],
      );
      if (wanted.length === 0 && watched.length === 0) return null;
      const { cv } = await loadOpenCv();
      const start = performance.now();
      const mat = createFrameMat(cv, frame);
      const cut = (line: TrackedLine) => {
        const gray = rectifyLine(mat, line.quad);
        return { line, gray, evidence: measureLine(gray) };
      };
      let crops: ReturnType<typeof cut>[];
      try {
        crops = wanted.map(cut);
        for (const line of watched) {
          if (line !== undefined) tracker.observe(line.id, cut(line).evidence);
        }
      } finally {
        mat.delete();
      }
      if (crops.length === 0) return null;
      const cropped = performance.now();
      readByInkAlone ||= !knowsWords;
      const readings = await lineReader.readLines(
        crops.map(({ line, gray }) => ({
          gray,
          lineClass: line.lineClass,
          classProbability: line.classProbability,
        })),
        engine,
        { budget },
      );
      crops.forEach(({ line, evidence }, i) => {
        const reading = readings[i];
        if (reading !== undefined) tracker.addReading(line.id, reading, evidence);
      });
      return stateOf(frame, {
        cropMs: cropped - start,
        readMs: performance.now() - cropped,
        linesRead: crops.length,
      });
    },

    setEngine(next) {
      if (next === engine) return;
      engine = next;
      tracker.lookAgain();
    },

    lookAgain: () => tracker.lookAgain(),

    reset() {
      tracker.reset();
      longSide = liveLongSide;
      seen = null;
    },
  };
}

/**
 * New, changed and sharper lines at once, in a hurry; when there are none, one that only wants another
 * vote, with all care, which takes as long as four do in a hurry; votes are few, so they wait for a
 * net that is on its way.
 */
function toReadNow(
  wanted: readonly WantedLine[],
  isCareLoading: boolean,
): {
  readonly wanted: readonly WantedLine[];
  readonly budget: Budget;
} {
  const urgent = wanted.filter(({ want }) => want !== 'unsure');
  return urgent.length > 0
    ? { wanted: urgent, budget: 'live' }
    : { wanted: isCareLoading ? [] : wanted.slice(0, 1), budget: 'still' };
}

function isIn(lines: readonly TrackedLine[], id: number): boolean {
  return lines.some((line) => line.id === id);
}
