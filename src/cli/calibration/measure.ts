import type { DecodedLine } from '../../reading/recognizer/ctc/decodedLine.ts';
import { SIZE_ONLY } from '../../reading/recognizer/ctc/loneCharacter.ts';
import { editDistance } from '../../reading/text/editDistance.ts';
import type { LoggedLine } from './logitSets.ts';

/** A word's confidence and whether it is right. */
export type Judged = readonly [confidence: number, right: boolean];

export interface Figures {
  /** Character error rate, %. */
  readonly cer: number;
  readonly words: readonly Judged[];
  /** Whether each line is right. */
  readonly linesRight: readonly boolean[];
  /** Share of the words that are right, or of which one of two alternatives is. */
  readonly topThree: number;
  /** Median processor time of a line, ms: wall time says little on a machine that also trains. */
  readonly medianMs: number;
}

export const fold = ({ foldCase }: LoggedLine, text: string): string =>
  foldCase ? text.toLowerCase() : text;

export const wordsOf = (text: string): readonly string[] =>
  text.split(' ').filter((word) => word !== '');

/** Measures readings of lines; a reading that is a text has no words to judge. */
export async function measure(
  lines: readonly LoggedLine[],
  read: (line: LoggedLine) => DecodedLine | string | Promise<DecodedLine | string>,
): Promise<Figures> {
  let [edits, characters, offered] = [0, 0, 0];
  const words: Judged[] = [];
  const linesRight: boolean[] = [];
  const times: number[] = [];
  for (const line of lines) {
    const started = process.cpuUsage();
    const reading = await read(line);
    times.push(process.cpuUsage(started).user / 1000);
    const truth = fold(line, line.text);
    const text = fold(line, typeof reading === 'string' ? reading : reading.text);
    edits += editDistance(truth, text);
    characters += truth.length;
    linesRight.push(text === truth);
    if (typeof reading === 'string') continue;
    const truths = wordsOf(truth);
    const right = wordsRight(
      truths,
      reading.words.map((word) => fold(line, word.text)),
    );
    for (const [i, { confidence, alternatives }] of reading.words.entries()) {
      words.push([confidence, right[i] ?? false]);
      const others = alternatives.slice(0, 2).map((other) => fold(line, other.text));
      if (right[i] || others.some((other) => truths.includes(other))) offered++;
    }
  }
  times.sort((a, b) => a - b);
  return {
    cer: (100 * edits) / Math.max(1, characters),
    words,
    linesRight,
    topThree: offered / Math.max(1, words.length),
    medianMs: times[times.length >> 1] ?? 0,
  };
}

/** For each guessed word whether it stands in the truth at its place (least-cost alignment). */
export function wordsRight(truth: readonly string[], guess: readonly string[]): readonly boolean[] {
  const cost = Array.from({ length: truth.length + 1 }, () =>
    new Array<number>(guess.length + 1).fill(0),
  );
  const costAt = (i: number, j: number): number => cost[i]?.[j] ?? 0;
  const same = (i: number, j: number): number => (truth[i - 1] === guess[j - 1] ? 0 : 1);
  for (let i = 0; i <= truth.length; i++) {
    for (let j = 0; j <= guess.length; j++) {
      const row = cost[i] ?? [];
      row[j] =
        i === 0 || j === 0
          ? i + j
          : Math.min(costAt(i - 1, j - 1) + same(i, j), costAt(i - 1, j) + 1, costAt(i, j - 1) + 1);
    }
  }
  const right = new Array<boolean>(guess.length).fill(false);
  let [i, j] = [truth.length, guess.length];
  while (i > 0 && j > 0) {
    if (costAt(i, j) === costAt(i - 1, j - 1) + same(i, j)) {
      right[j - 1] = same(i, j) === 0;
      i--;
      j--;
    } else if (costAt(i, j) === costAt(i - 1, j) + 1) i--;
    else j--;
  }
  return right;
}

/** Expected calibration error over ten bins of equal width (Naeini et al. 2015). */
export function calibrationError(words: readonly Judged[]): number {
  const bins = new Float64Array(10);
  for (const [confidence, right] of words) {
    const bin = Math.min(9, Math.floor(confidence * 10));
    bins[bin] = (bins[bin] ?? 0) + confidence - (right ? 1 : 0);
  }
  return bins.reduce((sum, bin) => sum + Math.abs(bin), 0) / Math.max(1, words.length);
}

const withoutSize = (text: string): string =>
  SIZE_ONLY.includes(text) ? text.toLowerCase() : text;

/** Shares of lone characters that are read right, and that are among the first three readings. */
export async function characterRanks(
  lines: readonly LoggedLine[],
  read: (line: LoggedLine) => DecodedLine | Promise<DecodedLine>,
): Promise<readonly [first: number, third: number]> {
  let [first, third] = [0, 0];
  for (const line of lines) {
    const { text, words } = await read(line);
    const others = words[0]?.alternatives.map((other) => other.text) ?? [];
    const readings = [...new Set([text, ...others].map(withoutSize))];
    if (readings[0] === withoutSize(line.text)) first++;
    if (readings.slice(0, 3).includes(withoutSize(line.text))) third++;
  }
  return [first / lines.length, third / lines.length];
}
