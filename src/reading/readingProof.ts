import type { ReadingProofWeights } from './models/lineCalibration.ts';
import type { FoundLine, LineReading } from './results.ts';

/** Scores are held to this distance from 0 and 1, and confidences to that one. */
const SCORE_MARGIN = 0.02;
const CONFIDENCE_MARGIN = 0.003;
/** More characters than these prove no more. */
const LONG = 4;
/**
 * Lines less likely than this to be writing are not shown: dust, patterns, drawings. There the errors on
 * what the shipped weights were fitted to are fewest: 747 of 755 lines are shown, and 26 of 403 other
 * things.
 */
const LEAST_PROOF = 0.4;

/**
 * Probability that a line is writing, by how it was found and how it reads, 0..1: a logistic regression
 * fitted by `training/detector/fitProof.mjs` to scenes of training writers and to pictures without writing.
 */
export function proofOf(
  score: number,
  reading: LineReading,
  { constant, ofScore, ofConfidence, ofLength }: ReadingProofWeights,
): number {
  const [scored, confident, long] = evidenceOf(score, reading);
  const odds = constant + ofScore * scored + ofConfidence * confident + ofLength * long;
  return 1 / (1 + Math.exp(-odds));
}

/** What the regression goes by: log odds of score and confidence, logarithm of the length. */
export function evidenceOf(
  score: number,
  { text, confidence }: LineReading,
): readonly [score: number, confidence: number, length: number] {
  const length = Math.min(LONG, Math.max(1, [...text].length));
  return [logOdds(score, SCORE_MARGIN), logOdds(confidence, CONFIDENCE_MARGIN), Math.log(length)];
}

/** Whether a line that was read is shown. */
export function isProven(
  { score }: Pick<FoundLine, 'score'>,
  reading: LineReading,
  weights: ReadingProofWeights,
): boolean {
  return proofOf(score, reading, weights) >= LEAST_PROOF;
}

function logOdds(probability: number, margin: number): number {
  const held = Math.min(1 - margin, Math.max(margin, probability));
  return Math.log(held / (1 - held));
}
