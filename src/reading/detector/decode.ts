import type { Box } from '../geometry.ts';
import type { DetectorDescription } from '../models/detectorDescription.ts';
import { PRIOR_FIELDS } from './priorBoxes.ts';

type Variances = DetectorDescription['variances'];

/** A prior whose score passed the threshold. */
export interface Candidate {
  /** Index of the prior. */
  readonly prior: number;
  /** Index of its best class. */
  readonly classIndex: number;
  /** Sigmoid score of that class, 0..1. */
  readonly score: number;
}

/** Regressions of sizes are held to this, as in training, so that no box becomes infinite. */
export const MAX_LOG_SIZE = 4;

/**
 * Priors whose best class scores at least `threshold`, best first, at most `limit`. Compares raw
 * logits, so that only the few chosen ones need an exponential.
 * @param logits raw scores `[A, classCount]`
 */
export function pickCandidates(
  logits: Float32Array,
  classCount: number,
  threshold: number,
  limit: number,
): Candidate[] {
  const least = logit(threshold);
  const candidates: Candidate[] = [];
  for (let at = 0; at < logits.length; at++) {
    // Written so that a NaN is never a candidate.
    if (!((logits[at] ?? 0) >= least)) continue;
    const prior = Math.floor(at / classCount);
    const first = prior * classCount;
    let classIndex = at - first;
    for (let other = classIndex + 1; other < classCount; other++) {
      if ((logits[first + other] ?? 0) > (logits[first + classIndex] ?? 0)) classIndex = other;
    }
    candidates.push({ prior, classIndex, score: sigmoid(logits[first + classIndex] ?? 0) });
    at = first + classCount - 1;
  }
  // Equal scores keep the priors' order, so that the outcome never depends on the sort.
  candidates.sort((a, b) => b.score - a.score || a.prior - b.prior);
  return candidates.length > limit ? candidates.slice(0, limit) : candidates;
}

/** The box that a prior's raw regression stands for, px of the input. */
export function decodeBox(
  regressions: Float32Array,
  priors: Float32Array,
  prior: number,
  variances: Variances,
): Box {
  const at = prior * PRIOR_FIELDS;
  const priorWidth = priors[at + 2] ?? 0;
  const priorHeight = priors[at + 3] ?? 0;
  const centerX = (priors[at] ?? 0) + (regressions[at] ?? 0) * variances[0] * priorWidth;
  const centerY = (priors[at + 1] ?? 0) + (regressions[at + 1] ?? 0) * variances[1] * priorHeight;
  const width = priorWidth * Math.exp(held((regressions[at + 2] ?? 0) * variances[2]));
  const height = priorHeight * Math.exp(held((regressions[at + 3] ?? 0) * variances[3]));
  return { x: centerX - width / 2, y: centerY - height / 2, width, height };
}

/** The raw regression that makes a prior into the given box: the inverse of `decodeBox`. */
export function encodeBox(
  box: Box,
  priors: Float32Array,
  prior: number,
  variances: Variances,
): readonly [number, number, number, number] {
  const at = prior * PRIOR_FIELDS;
  const priorWidth = priors[at + 2] ?? 0;
  const priorHeight = priors[at + 3] ?? 0;
  return [
    (box.x + box.width / 2 - (priors[at] ?? 0)) / (variances[0] * priorWidth),
    (box.y + box.height / 2 - (priors[at + 1] ?? 0)) / (variances[1] * priorHeight),
    Math.log(box.width / priorWidth) / variances[2],
    Math.log(box.height / priorHeight) / variances[3],
  ];
}

export function sigmoid(x: number): number {
  return 1 / (1 + Math.exp(-x));
}

function logit(probability: number): number {
  return Math.log(probability / (1 - probability));
}

function held(logSize: number): number {
  return Math.min(Math.max(logSize, -MAX_LOG_SIZE), MAX_LOG_SIZE);
}
