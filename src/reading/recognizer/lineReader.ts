import { ReadingError } from '../errors.ts';
import type { GrayImage } from '../image.ts';
import type { Lazy } from '../lazily.ts';
import type { PrintBelief } from '../models/calibration.ts';
import type { EngineChoice, EngineName, FoundLine, LineReading } from '../results.ts';
import { textsDiffer } from '../text/editDistance.ts';
import type { Budget } from './budget.ts';
import type { HandwrittenRecognizer } from './handwritten.ts';
import type { Recognizer } from './recognizer.ts';

/** A rectified line and what the detector takes it for. */
export interface LineToRead extends Pick<FoundLine, 'lineClass' | 'classProbability'> {
  readonly gray: GrayImage;
  /**
   * A picture of a line that no detector has seen: its class is a guess, so both engines read it,
   * and it is first cut to its ink for the reader of handwriting.
   */
  readonly whole?: boolean;
}

/** Reads lines with the engine that fits each, or with the one that a person asked for. */
export interface LineReader {
  /**
   * One reading for each line, in order.
   * @throws ReadingError `cancelled`; what an engine throws when it was asked for by name, or when
   *   the other engine fails too
   */
  readLines(
    lines: readonly LineToRead[],
    choice: EngineChoice,
    options?: ReadLinesOptions,
  ): Promise<readonly LineReading[]>;
  /** Whether what reads unsure lines better is being loaded: they had better wait for it. */
  isLoading(): boolean;
  /** Whether handwriting is read with knowledge of words, or never will be. */
  knowsWords(): boolean;
}

export interface ReadLinesOptions {
  readonly signal?: AbortSignal;
  /** Default `final`. */
  readonly budget?: Budget;
}

/** What the line reader needs of the recogniser of handwriting. */
export type LineHandwriting = Pick<
  HandwrittenRecognizer,
  'readLines' | 'readUncut' | 'isLoading' | 'prefetchLanguage' | 'printBelief'
>;

export interface LineReaderConfig {
  /** Loads the reader of handwriting when it is first needed. */
  readonly handwritten: Lazy<LineHandwriting>;
  readonly printed: Recognizer;
  /** How much surer the detector's words are of their class among others than alone: log odds. */
  readonly surerInContext: number;
}

/**
 * Between these probabilities of handwriting a line's class is unsure: of 1,013 lines of training
 * writers' scenes one in ten that the detector gives 0.2 is written, one in twelve with 0.7 printed.
 */
const UNSURE_FROM = 0.2;
const UNSURE_TO = 0.7;

/**
 * The line reader over both engines. Where the class is unsure both read, unless ours is sure, and
 * the reading believed more wins. An engine that fails leaves its lines to
 * the other, unless it was asked for by name.
 */
export function createLineReader({
  handwritten,
  printed,
  surerInContext,
}: LineReaderConfig): LineReader {
  async function readWith(
    engine: EngineName,
    lines: readonly LineToRead[],
    options: ReadLinesOptions,
  ): Promise<readonly LineReading[]> {
    if (lines.length === 0) return [];
    const crops = lines.map(({ gray }) => gray);
    if (engine === 'printed') return printed.readLines(crops, options);
    const reader = await handwritten.get();
    const isUncut = lines.every(({ whole }) => whole === true);
    return isUncut ? reader.readUncut(crops, options) : reader.readLines(crops, options);
  }

  async function readByClass(
    lines: readonly LineToRead[],
    options: ReadLinesOptions,
  ): Promise<readonly LineReading[]> {
    const [written, print] = await Promise.allSettled(
      (['handwriting', 'printed'] as const).map(async (engine) => {
        const own = lines.filter((line) => engineFor(line) === engine);
        return pairUp(own, await readWith(engine, own, options));
      }),
    );
    if (written === undefined || print === undefined) return [];
    if (written.status === 'fulfilled' && print.status === 'fulfilled') {
      const belief = handwritten.ready()?.printBelief;
      const second = await secondOpinions(lines, written.value, belief, options);
      return lines.map((line) =>
        better(
          { ...line, handwriting: tempered(handwritingProbability(line), surerInContext) },
          written.value.get(line),
          print.value.get(line) ?? second.get(line),
          belief,
        ),
      );
    }
    const failures = [written, print].filter((result) => result.status === 'rejected');
    const failure: unknown = failures[0]?.reason;
    if (failures.length === 2 || isCancelled(failure)) throw failure;
    const [engine, known] =
      written.status === 'fulfilled'
        ? (['handwriting', written.value] as const)
        : (['printed', print.status === 'fulfilled' ? print.value : new Map()] as const);
    const missing = lines.filter((line) => !known.has(line));
    const standIns = pairUp(missing, await readWith(engine, missing, options));
    return lines.map((line) => known.get(line) ?? standIns.get(line) ?? unread(engine));
  }

  /** Tesseract's readings of lines of unsure class that the reader of handwriting is not sure of. */
  async function secondOpinions(
    lines: readonly LineToRead[],
    written: ReadonlyMap<LineToRead, LineReading>,
    belief: PrintBelief | undefined,
    options: ReadLinesOptions,
  ): Promise<ReadonlyMap<LineToRead, LineReading>> {
    const doubtful = lines.filter((line) => {
      const reading = written.get(line);
      const isSure = reading !== undefined && reading.text !== '';
      return isUnsure(line) && !(isSure && reading.confidence >= (belief?.sureReading ?? 1));
    });
    try {
      return pairUp(doubtful, await readWith('printed', doubtful, options));
    } catch (error) {
      if (isCancelled(error)) throw error;
      return new Map();
    }
  }

  return {
    readLines(lines, choice, options = {}) {
      return choice === 'auto' ? readByClass(lines, options) : readWith(choice, lines, options);
    },
    isLoading: () => handwritten.ready()?.isLoading() ?? false,
    knowsWords: () => handwritten.ready()?.prefetchLanguage() ?? false,
  };
}

/** Which engine reads a line first when nobody has asked for one: ours where the class is unsure. */
function engineFor(line: LineToRead): EngineName {
  return isUnsure(line) || handwritingProbability(line) > UNSURE_TO ? 'handwriting' : 'printed';
}

function isUnsure(line: LineToRead): boolean {
  const handwriting = handwritingProbability(line);
  return line.whole === true || (handwriting >= UNSURE_FROM && handwriting <= UNSURE_TO);
}

function handwritingProbability({ lineClass, classProbability }: LineToRead): number {
  return lineClass === 'handwriting' ? classProbability : 1 - classProbability;
}

function better(
  line: { readonly whole?: boolean; readonly handwriting: number },
  written: LineReading | undefined,
  print: LineReading | undefined,
  belief: PrintBelief | undefined,
): LineReading {
  if (written === undefined || print === undefined || belief === undefined) {
    return written ?? print ?? unread('handwriting');
  }
  if (written.text === '') return print;
  if (print.text === '') return written;
  const handwriting = line.whole ? 0.5 : line.handwriting;
  return written.confidence * handwriting >=
    worthOfPrint(print, written.text, belief) * (1 - handwriting)
    ? written
    : print;
}

/** A class as sure as it is by itself: the belief in print was fitted to that. */
function tempered(probability: number, surer: number): number {
  const odds = (probability / (1 - probability)) ** (1 / surer);
  return Number.isFinite(odds) ? odds / (1 + odds) : 1;
}

/** Probability that a reading of print is right, beside one of handwriting. */
function worthOfPrint(
  { text, confidence }: LineReading,
  written: string,
  { evens, evensIfAlike, alike, slope, length }: PrintBelief,
): number {
  const middle = textsDiffer(text, written, alike) ? evens : evensIfAlike;
  const isRight = 1 / (1 + Math.exp(-slope * (confidence - middle)));
  return isRight * (1 - Math.exp(-text.length / length));
}

function pairUp(
  lines: readonly LineToRead[],
  readings: readonly LineReading[],
): ReadonlyMap<LineToRead, LineReading> {
  return new Map(lines.map((line, i) => [line, readings[i] ?? unread('handwriting')]));
}

function unread(engine: EngineName): LineReading {
  return { text: '', confidence: 0, words: [], engine };
}

function isCancelled(error: unknown): boolean {
  return error instanceof ReadingError && error.code === 'cancelled';
}
