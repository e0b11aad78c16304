import type { LineClass } from '../results.ts';
import { weightedMean } from './lineFit.ts';
import type { Word } from './word.ts';

/** No single word counts as surer than this, so that one mistake can't split a line. */
const SUREST = 0.9;
/** Cost of a change between print and handwriting inside a line, in nats. */
const CHANGE_COST = 2.5;

/**
 * Splits a line where it changes between print and handwriting, as on a filled-in form: the
 * cheapest sequence of classes (Viterbi) when every change costs as much as a sure word.
 */
export function splitByClass<T extends Word>(words: readonly T[]): T[][] {
  let written: Path = { cost: 0, changes: [] };
  let printed: Path = { cost: 0, changes: [] };
  for (const [index, word] of words.entries()) {
    const probability = Math.min(SUREST, Math.max(1 - SUREST, word.handwriting));
    const fromWritten: Path = written;
    const fromPrinted: Path = printed;
    written = step(fromWritten, fromPrinted, index, -Math.log(probability));
    printed = step(fromPrinted, fromWritten, index, -Math.log(1 - probability));
  }
  const { changes } = written.cost <= printed.cost ? written : printed;
  const bounds = [0, ...changes, words.length];
  return bounds.slice(1).map((end, part) => words.slice(bounds[part], end));
}

interface Path {
  readonly cost: number;
  /** Indices of the words before which the class changes. */
  readonly changes: readonly number[];
}

function step(same: Path, other: Path, index: number, cost: number): Path {
  return index > 0 && other.cost + CHANGE_COST < same.cost
    ? { cost: other.cost + CHANGE_COST + cost, changes: [...other.changes, index] }
    : { cost: same.cost + cost, changes: same.changes };
}

/** The class most of a line's ink votes for, wide and sure words counting more. */
export function voteClass(words: readonly Word[]): {
  readonly lineClass: LineClass;
  readonly classProbability: number;
} {
  const handwriting = weightedMean(words, (word) => word.handwriting);
  return handwriting >= 0.5
    ? { lineClass: 'handwriting', classProbability: handwriting }
    : { lineClass: 'print', classProbability: 1 - handwriting };
}
