import { type LineFit, weightedMean } from './lineFit.ts';
import type { Word } from './word.ts';

/**
 * Logistic regression of whether a found line is a true one: on the log odds of its words' mean
 * score and the logarithm of its length in heights. Fitted to what the detector finds in synthetic
 * scenes by training writers.
 */
const CONSTANT = -0.8;
const OF_SCORE = 2.74;
const OF_LENGTH = 1.02;
/** Scores are held to this distance from 0 and 1. */
const MARGIN = 0.02;
const SHORTEST = 0.2;

/** Words less sure than this share of the surest say nothing: known lines have many such. */
const FAINT = 0.5;

/** Lines less likely than this are dropped: dust, drawings, textures. */
export const LEAST_LINE_SCORE = 0.35;

/**
 * Probability that words found in a row are a line of text, 0..1: many words in a row are seldom
 * all mistaken, a single unsure one often is.
 */
export function lineScore(words: readonly Word[], { begin, end, top, bottom }: LineFit): number {
  const surest = Math.max(...words.map((word) => word.score));
  const telling = words.filter((word) => word.score >= FAINT * surest);
  const mean = weightedMean(telling, (word) => word.score);
  const score = Math.min(1 - MARGIN, Math.max(MARGIN, mean));
  const length = Math.max(SHORTEST, (end - begin) / Math.max(1, bottom - top));
  const odds = CONSTANT + OF_SCORE * Math.log(score / (1 - score)) + OF_LENGTH * Math.log(length);
  return 1 / (1 + Math.exp(-odds));
}

/** The score with which a word as wide as high makes a line of this probability, by `lineScore`. */
export function scoreOfLoneWord(probability: number): number {
  const odds = Math.log(probability / (1 - probability));
  return 1 / (1 + Math.exp((CONSTANT - odds) / OF_SCORE));
}
