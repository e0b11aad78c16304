import type { ClassChangeWeights } from '../models/lineCalibration.ts';
import type { LineClass } from '../results.ts';
import { weightedMean } from './lineFit.ts';
import { offsetAlong, type Word } from './word.ts';
import type { SlopedWord } from './wordChains.ts';

/** Words on each side of a gap that say what is written there. */
const BESIDE = 3;
/** Wider gaps say no more, in heights. */
const WIDEST_GAP = 3;
/** Probabilities are held to this distance from 0 and 1. */
const MARGIN = 0.002;

/** What speaks for a change between print and handwriting at a gap, in the order of its weights. */
export type ClassChangeEvidence = readonly [
  constant: 1,
  gap: number,
  moreWritten: number,
  lessWritten: number,
  height: number,
];

/**
 * Splits a line at gaps where it changes between print and handwriting, as on a filled-in form, by a
 * logistic regression on the gap, and on how much surer handwriting is behind it than before it and
 * how much the height changes, both the more the wider the gap. `training/detector/fitClassChange.mjs`
 * fits it to scenes of training writers.
 */
export function splitByClass<T extends SlopedWord>(
  words: readonly T[],
  weights: ClassChangeWeights,
): T[][] {
  const { constant, ofGap, ofMoreWritten, ofLessWritten, ofHeight } = weights;
  const inOrder = [constant, ofGap, ofMoreWritten, ofLessWritten, ofHeight];
  const changes = words
    .map((_, at) => at)
    .filter((at) => {
      if (at === 0) return false;
      const evidence = classChangeEvidence(words, at);
      return evidence.reduce((sum, value, i) => sum + value * (inOrder[i] ?? 0), 0) > 0;
    });
  const bounds = [0, ...changes, words.length];
  return bounds.slice(1).map((end, part) => words.slice(bounds[part], end));
}

/** The evidence for a change before a word of a line. */
export function classChangeEvidence(words: readonly SlopedWord[], at: number): ClassChangeEvidence {
  const before = words.slice(Math.max(0, at - BESIDE), at);
  const behind = words.slice(at, at + BESIDE);
  const gap = gapBetween(words[at - 1], words[at]);
  const written = meanOdds(behind) - meanOdds(before);
  const height = Math.abs(Math.log(meanHeight(behind) / meanHeight(before)));
  return [1, gap, gap * Math.max(0, written), gap * Math.max(0, -written), gap * height];
}

/** Gap between two words of a line in their heights, 0 to {@link WIDEST_GAP}. */
function gapBetween(from: SlopedWord | undefined, to: SlopedWord | undefined): number {
  if (from === undefined || to === undefined) return 0;
  const { along } = offsetAlong(from.center, to.center, (from.slope + to.slope) / 2);
  const px = along - (from.ink.width + to.ink.width) / 2;
  const height = (from.ink.height + to.ink.height) / 2;
  return Math.min(WIDEST_GAP, Math.max(0, px / height));
}

function meanOdds(words: readonly SlopedWord[]): number {
  return weightedMean(words, ({ handwriting }) => {
    const held = Math.min(1 - MARGIN, Math.max(MARGIN, handwriting));
    return Math.log(held / (1 - held));
  });
}

function meanHeight(words: readonly SlopedWord[]): number {
  const widths = words.reduce((sum, { ink }) => sum + ink.width, 0);
  return words.reduce((sum, { ink }) => sum + ink.width * ink.height, 0) / widths;
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
