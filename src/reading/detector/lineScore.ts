import type { LineScoreWeights } from '../models/lineCalibration.ts';
import { type LineFit, weightedMean } from './lineFit.ts';
import type { Word } from './word.ts';

/** Scores are held to this distance from 0 and 1. */
const MARGIN = 0.02;
const SHORTEST = 0.2;

/** Words less sure than this share of the surest say nothing: known lines have many such. */
const FAINT = 0.5;

/** Lines less likely than this are dropped: dust, drawings, textures. */
export const LEAST_LINE_SCORE = 0.35;

/**
 * Probability that words found in a row are a line of text, 0..1, by a logistic regression on the log
 * odds of their mean score and the logarithm of the line's length in heights: many words in a row are
 * seldom all mistaken, a single unsure one often is.
 */
export function lineScore(
  words: readonly Word[],
  { begin, end, top, bottom }: LineFit,
  { constant, ofScore, ofLength }: LineScoreWeights,
): number {
  const surest = Math.max(...words.map((word) => word.score));
  const telling = words.filter((word) => word.score >= FAINT * surest);
  const mean = weightedMean(telling, (word) => word.score);
  const score = Math.min(1 - MARGIN, Math.max(MARGIN, mean));
  const length = Math.max(SHORTEST, (end - begin) / Math.max(1, bottom - top));
  const odds = constant + ofScore * Math.log(score / (1 - score)) + ofLength * Math.log(length);
  return 1 / (1 + Math.exp(-odds));
}

/** The score with which a word as wide as high makes a line of this probability, by `lineScore`. */
export function scoreOfLoneWord(
  probability: number,
  { constant, ofScore }: LineScoreWeights,
): number {
  const odds = Math.log(probability / (1 - probability));
  return 1 / (1 + Math.exp((constant - odds) / ofScore));
}
