import { placeOn, weightedMean } from './lineFit.ts';
import { fragmentOf, type LineFragment } from './lineFragments.ts';
import type { SlopedWord } from './wordChains.ts';

/** Words at most this share as sure as those beside them, at a distance, are none of their line. */
const UNSURE = 0.55;
/** That distance, in heights: letters of one unsure word stand closer. */
const LEAST_GAP = 0.3;
/** How much taller one side is than the other: faint words of a line are like the rest of it. */
const OTHER_HEIGHT = 1.3;

/**
 * Parts a line at gaps where one side is much less sure than the other and of another size: a
 * drawing, a pattern or a finger beside writing would otherwise make the line's box too long.
 */
export function splitBySureness(line: LineFragment): LineFragment[] {
  const { words, fit } = line;
  for (let at = 1; at < words.length; at++) {
    const left = words.slice(0, at);
    const right = words.slice(at);
    const gap =
      Math.min(...right.map((word) => placeOn(fit, word.center).along - word.ink.width / 2)) -
      Math.max(...left.map((word) => placeOn(fit, word.center).along + word.ink.width / 2));
    if (gap < LEAST_GAP * fit.wordHeight) continue;
    if (ratio(meanHeight(left), meanHeight(right)) > 1 / OTHER_HEIGHT) continue;
    if (ratio(meanScore(left), meanScore(right)) > UNSURE) continue;
    return [fragmentOf(left), ...splitBySureness(fragmentOf(right))];
  }
  return [line];
}

function ratio(a: number, b: number): number {
  return Math.min(a, b) / Math.max(a, b, Number.MIN_VALUE);
}

function meanHeight(words: readonly SlopedWord[]): number {
  return weightedMean(words, ({ ink }) => ink.height);
}

function meanScore(words: readonly SlopedWord[]): number {
  return weightedMean(words, ({ score }) => score);
}
