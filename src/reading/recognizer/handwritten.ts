import { throwIfAborted } from '../errors.ts';
import type { GrayImage } from '../image.ts';
import type { Lazy } from '../lazily.ts';
import type { LoadOpenCv, OpenCv } from '../lineImage/opencv.ts';
import type { PrintBelief, ReaderCalibration } from '../models/calibration.ts';
import { nextTask } from '../nextTask.ts';
import type { LineReading } from '../results.ts';
import type { Budget } from './budget.ts';
import type { DecodedLine } from './ctc/decodedLine.ts';
import type { DecodedViews, LineDecoder, View } from './ctc/decoder.ts';
import type { ExpectedText } from './ctc/expectedText.ts';
import { type LineViewSource, readViews } from './ensemble.ts';
import { createHelperNet, type HelperNet } from './helperNet.ts';
import { aside, middleOf, prepareLine } from './lineCuts.ts';
import { type Batching, createLineGraph, type ReaderNet } from './lineGraph.ts';
import {
  joinPieces,
  type LinePiece,
  type PieceReading,
  placeWords,
  splitLongLine,
} from './longLine.ts';
import type { Recognizer } from './recognizer.ts';

export interface HandwrittenConfig {
  /** The line reader's net. The recogniser disposes of it. */
  readonly reader: ReaderNet;
  /**
   * Another net, of the decoder's alphabet or the first of it, that looks at lines of which the first is unsure beside it,
   * unless there is no time: two nets err in different places. Loaded when first needed; a reading
   * that cannot have it goes by the first net.
   */
  readonly latinReader?: () => Promise<ReaderNet>;
  /** A net of that alphabet that was trained on lone characters alone, had in the same way. */
  readonly characterReader?: () => Promise<ReaderNet>;
  /** Told once of each helping net that cannot be loaded: why, and which. */
  readonly onMissing?: (error: unknown, model: string) => void;
  readonly loadOpenCv: LoadOpenCv;
  /** By the ink alone, or with all that there is where nothing comes later. */
  readonly decoder: LineDecoder;
  /** What the languages of today bring; without it the ink alone decides. */
  readonly language?: () => DecodingLanguage;
  /** What was fitted to the reader's net. */
  readonly calibration: Omit<ReaderCalibration, 'weights'>;
  /** Default: what suits the current backend. */
  readonly batching?: Batching;
}

/** How a language is read. */
export interface DecodingLanguage {
  /**
   * The decoder with its language model, which is loaded when first needed. Final readings wait for
   * it, those of moving pictures go by the ink alone until it is there.
   */
  readonly decoder: Lazy<LineDecoder>;
  /** Whether it has letters that the first net does not know. */
  readonly isAccented: boolean;
}

export interface ReadHandwritingOptions {
  readonly signal?: AbortSignal;
  /** Default `final`. */
  readonly budget?: Budget;
  /** What kind of text can stand there alone; default any. */
  readonly expects?: ExpectedText;
}

/** The recogniser of handwriting: our CTC line reader with its language model. */
export interface HandwrittenRecognizer extends Recognizer {
  readonly engine: 'handwriting';
  /** Height of a line as the first net takes it, px. */
  readonly lineHeight: number;
  /** How much a reading of print is worth beside its own. */
  readonly printBelief: PrintBelief;
  /**
   * @param lines with the margins of `lineImage/rectify.ts`
   * @throws ReadingError `cancelled`, `opencv-failed`, `model-invalid`
   */
  readLines(
    lines: readonly GrayImage[],
    options?: ReadHandwritingOptions,
  ): Promise<readonly LineReading[]>;
  /**
   * Reads pictures of one line each that no detector has cut: tight or loose.
   * @throws ReadingError as `readLines`
   */
  readUncut(
    pictures: readonly GrayImage[],
    options?: ReadHandwritingOptions,
  ): Promise<readonly LineReading[]>;
  /** Whether what makes readings better is being loaded, sent for by a reading that did not wait for it. */
  isLoading(): boolean;
  /** Whether the language model is there, or never will be; else its loading is begun. */
  prefetchLanguage(): boolean;
  /**
   * Reads several pictures of one and the same line together.
   * @param pictures at least one, with the margins of `lineImage/rectify.ts`
   * @throws ReadingError as `readLines`
   */
  readRenderings(
    pictures: readonly GrayImage[],
    options?: ReadHandwritingOptions,
  ): Promise<LineReading>;
}

/** Longer lines are read in pieces, px at the reader's height. */
const LONGEST_PIECE_PX = 2400;

export function createHandwrittenRecognizer({
  reader,
  latinReader,
  characterReader,
  onMissing,
  loadOpenCv,
  decoder,
  language,
  calibration,
  batching,
}: HandwrittenConfig): HandwrittenRecognizer {
  const { stride, height } = reader.manifest.reader;
  const { otherCut, printBelief } = calibration;
  const { sureReading } = calibration.decoder;
  const net = createLineGraph(reader, batching);
  const besides = (name: string, load: HandwrittenConfig['latinReader']): HelperNet =>
    createHelperNet({
      load,
      alphabet: decoder.alphabet,
      batching,
      onMissing: (error) => onMissing?.(error, name),
    });
  const latinNet = besides('latin-reader', latinReader);
  const characterNet = besides('character-reader', characterReader);

  async function decoderFor({ budget = 'final' }: ReadHandwritingOptions): Promise<LineDecoder> {
    const wordly = language?.().decoder;
    if (wordly === undefined) return decoder;
    return budget === 'final' ? wordly.get() : (wordly.prefetch() ?? decoder);
  }

  /** What a helping net makes of pictures; nothing where it cannot be had within the budget. */
  async function viewsBy(
    helper: HelperNet,
    cv: OpenCv,
    pictures: readonly GrayImage[],
    { signal, budget = 'final' }: ReadHandwritingOptions,
  ): Promise<readonly View[]> {
    const net = budget === 'final' ? await helper.get() : helper.prefetch();
    if (net === null) return [];
    const lines = pictures.map((picture) => net.normalise(cv, picture));
    return await net.viewsOf(lines, signal);
  }

  /** Reads one line by the ensemble, from what the first net makes of its pictures. */
  async function readLine(
    pictures: readonly View[],
    source: Omit<LineViewSource, 'pictures' | 'mayBeAccented'>,
    options: ReadHandwritingOptions,
  ): Promise<DecodedViews> {
    const { budget = 'final', expects = 'text' } = options;
    const by = await decoderFor(options);
    const mayBeAccented = language?.().isAccented ?? false;
    const views = { pictures, mayBeAccented, expects, ...source };
    const decoded = await readViews(by, sureReading, views, budget);
    // Readings to come will want it.
    if (budget === 'live' && decoded.confidence < sureReading.still) latinNet.prefetch();
    return decoded;
  }

  /** The views of a line that was cut out of a picture. */
  function viewsOfCut(
    cv: OpenCv,
    crop: GrayImage,
    options: ReadHandwritingOptions,
  ): Omit<LineViewSource, 'pictures' | 'mayBeAccented'> {
    const cutAgain = (isLone: boolean): GrayImage =>
      isLone ? aside(crop, otherCut.aside) : middleOf(crop, otherCut.rows);
    return {
      anotherCut: (isLone) => net.viewsOf([net.normalise(cv, cutAgain(isLone))], options.signal),
      latinNet: (isLone) => viewsBy(latinNet, cv, [cutAgain(isLone), crop], options),
      characterNet: () => viewsBy(characterNet, cv, [crop], options),
    };
  }

  function pieceReading({ text, confidence, words }: DecodedLine, offset: number): PieceReading {
    return {
      text,
      confidence,
      words: words.map(({ startStep, endStep, ...word }) => ({
        ...word,
        start: offset + startStep * stride,
        end: offset + endStep * stride,
      })),
    };
  }

  async function readPieces(
    cv: OpenCv,
    pieces: readonly LinePiece[],
    crops: readonly (GrayImage | undefined)[],
    options: ReadHandwritingOptions,
  ): Promise<readonly PieceReading[]> {
    const views = await net.viewsOf(
      pieces.map(({ line }) => line),
      options.signal,
    );
    const readings: PieceReading[] = [];
    for (const [index, view] of views.entries()) {
      if (options.budget !== 'live') await nextTask();
      throwIfAborted(options.signal);
      const crop = crops[index];
      const decoded =
        crop === undefined
          ? (await decoderFor(options)).decode({
              pictures: [view],
              expects: options.expects ?? 'text',
            })
          : await readLine([view], viewsOfCut(cv, crop, options), options);
      readings.push(pieceReading(decoded, pieces[index]?.offset ?? 0));
    }
    return readings;
  }

  async function read(
    crops: readonly GrayImage[],
    tighten: boolean,
    options: ReadHandwritingOptions,
  ): Promise<readonly LineReading[]> {
    throwIfAborted(options.signal);
    if (crops.length === 0) return [];
    const { cv } = await loadOpenCv();
    const lines = crops.map((crop) => prepareLine(cv, crop, net, tighten));
    const pieces = lines.map(({ normalised }) =>
      splitLongLine(normalised, LONGEST_PIECE_PX, stride),
    );
    // A piece of a long line has no crop of its own to look at again.
    const whole = pieces.flatMap((own, i) =>
      own.map(() => (own.length === 1 ? lines[i]?.crop : undefined)),
    );
    const readings = await readPieces(cv, pieces.flat(), whole, options);
    let next = 0;
    return lines.map((line, i) => {
      const own = pieces[i] ?? [];
      const joined = joinPieces(own, readings.slice(next, next + own.length));
      next += own.length;
      return { ...placeWords(joined, line), engine: 'handwriting' as const };
    });
  }

  return {
    engine: 'handwriting',
    lineHeight: height,
    printBelief,

    readLines: (lines, options = {}) => read(lines, false, options),
    readUncut: (pictures, options = {}) => read(pictures, true, options),
    isLoading: () => latinNet.isLoading() || (language?.().decoder.isLoading() ?? false),
    prefetchLanguage: () => language === undefined || language().decoder.prefetch() !== null,

    async readRenderings(pictures, options = {}) {
      const { signal } = options;
      throwIfAborted(signal);
      const { cv } = await loadOpenCv();
      const lines = pictures.map((picture) => prepareLine(cv, picture, net, false));
      if (lines.some(({ normalised }) => normalised.width > LONGEST_PIECE_PX)) {
        // Pictures of different widths would be cut at different places.
        const [reading] = await read(pictures.slice(0, 1), false, options);
        return reading ?? NOTHING;
      }
      const views = await net.viewsOf(
        lines.map(({ normalised }) => normalised),
        signal,
      );
      const source = {
        anotherCut: async () => [],
        latinNet: () => viewsBy(latinNet, cv, pictures, options),
        characterNet: () => viewsBy(characterNet, cv, pictures, options),
      };
      const decoded = await readLine(views, source, options);
      const line = lines[decoded.clearest];
      if (line === undefined) return NOTHING;
      return { ...placeWords(pieceReading(decoded, 0), line), engine: 'handwriting' };
    },

    async dispose() {
      net.dispose();
      await Promise.all([latinNet.dispose(), characterNet.dispose()]);
    },
  };
}

const NOTHING: LineReading = { text: '', confidence: 0, words: [], engine: 'handwriting' };
