import { decodeBox, MAX_LOG_SIZE } from '../detector/decode.ts';
import type { DetectorOutput } from '../detector/decodeOutput.ts';
import type { Box } from '../geometry.ts';
import type { DetectorDescription } from '../models/detectorDescription.ts';
import type { PriorTargets } from './priorTargets.ts';

/** What one input's priors should say, with what they are compared by. */
export interface LossTargets extends PriorTargets {
  /** Index of the class of each true box. */
  readonly labels: readonly number[];
  /** True boxes, px of the input. */
  readonly boxes: readonly Box[];
  /** The prior box of each positive, Float32 `[positives, 4]`. */
  readonly positivePriors: Float32Array;
}

/** Losses of one input, and how they change with each number of the output. */
export interface DetectionLoss {
  readonly classLoss: number;
  readonly boxLoss: number;
  /** As `scores` and `boxes` of the output. */
  readonly byScore: Float32Array;
  readonly byBox: Float32Array;
}

/** The numbers of `training/configs/annotated.yaml`. */
const ALPHA = 0.4;
const GAMMA = 1.5;
const BOX_WEIGHT = 2;
const BACKGROUND = -1;
const IGNORED = -2;
/** Raw scores of background below this have neither loss nor gradient worth reckoning. */
const CERTAIN = -12;

/**
 * Sigmoid focal loss of classes (Lin et al. 2017) and generalised IoU of boxes (Rezatofighi et al.
 * 2019), as `training/detector/losses.py`.
 * @param positives of the whole batch, by which both are divided
 */
export function detectionLoss(
  output: DetectorOutput,
  targets: LossTargets,
  { classes, variances }: Pick<DetectorDescription, 'classes' | 'variances'>,
  positives: number,
): DetectionLoss {
  const share = 1 / Math.max(1, positives);
  const byScore = new Float32Array(output.scores.length);
  const byBox = new Float32Array(output.boxes.length);
  const classLoss = focalLoss(output.scores, targets, share, classes.length, byScore);
  let boxLoss = 0;
  targets.positive.forEach((prior, at) => {
    const truth = targets.boxes[targets.target[at] ?? 0];
    if (truth === undefined) return;
    const weight = BOX_WEIGHT * share;
    const regression = output.boxes.subarray(prior * 4, prior * 4 + 4);
    const own = targets.positivePriors.subarray(at * 4, at * 4 + 4);
    const gradient = byBox.subarray(prior * 4, prior * 4 + 4);
    boxLoss += weight * overlapLoss(regression, own, variances, truth, weight, gradient);
  });
  return { classLoss, boxLoss, byScore, byBox };
}

function focalLoss(
  scores: Float32Array,
  { positive, target, ignored, labels }: LossTargets,
  share: number,
  classes: number,
  gradient: Float32Array,
): number {
  const said = new Int16Array(scores.length / classes).fill(BACKGROUND);
  for (const prior of ignored) said[prior] = IGNORED;
  positive.forEach((prior, at) => {
    said[prior] = labels[target[at] ?? 0] ?? IGNORED;
  });
  let loss = 0;
  for (let prior = 0, at = 0; prior < said.length; prior++) {
    const label = said[prior];
    for (let index = 0; index < classes; index++, at++) {
      const score = scores[at] ?? 0;
      const isTrue = label === index;
      if (label === IGNORED || (!isTrue && score < CERTAIN)) continue;
      // With the sign turned, what is missed is the same for both: 1 - p of the true, p of the others.
      const signed = isTrue ? score : -score;
      const small = Math.exp(-Math.abs(signed));
      const missed = (signed < 0 ? 1 : small) / (1 + small);
      const cross = Math.log1p(small) + Math.max(0, -signed);
      const weight = (isTrue ? ALPHA : 1 - ALPHA) * share * toGamma(missed);
      loss += weight * cross;
      const slope = weight * (GAMMA * (1 - missed) * cross + missed);
      gradient[at] = isTrue ? -slope : slope;
    }
  }
  return loss;
}

/** x to the power of gamma, 1.5; twice as fast as the general power, which is most of the time here. */
function toGamma(x: number): number {
  return x * Math.sqrt(x);
}

/** 1 - GIoU of one prior's box; writes how it changes with its four regressions, times `weight`. */
function overlapLoss(
  regression: Float32Array,
  prior: Float32Array,
  variances: DetectorDescription['variances'],
  truth: Box,
  weight: number,
  gradient: Float32Array,
): number {
  const found = decodeBox(regression, prior, 0, variances);
  const across = extent(found.x, found.width, truth.x, truth.width);
  const down = extent(found.y, found.height, truth.y, truth.height);
  const shared = across.shared * down.shared;
  const union = found.width * found.height + truth.width * truth.height - shared;
  const hull = across.hull * down.hull;
  /** How the loss 2 - I/U - U/H changes with the near and the far side of one direction. */
  const slopes = (along: Extent, other: Extent, otherLength: number): readonly [number, number] => {
    const slope = (byShared: number, byArea: number, byHull: number): number => {
      const byUnion = byArea - byShared;
      const byOverlap = (byShared * union - shared * byUnion) / union ** 2;
      return -weight * (byOverlap + (byUnion * hull - union * byHull) / hull ** 2);
    };
    const [near, far] = along.bySide;
    const [hullNear, hullFar] = along.hullBySide;
    return [
      slope(near * other.shared, -otherLength, hullNear * other.hull),
      slope(far * other.shared, otherLength, hullFar * other.hull),
    ];
  };
  const [left, right] = slopes(across, down, found.height);
  const [top, bottom] = slopes(down, across, found.width);
  const [, , priorWidth = 0, priorHeight = 0] = prior;
  gradient[0] = (left + right) * variances[0] * priorWidth;
  gradient[1] = (top + bottom) * variances[1] * priorHeight;
  const free = (field: 2 | 3): boolean =>
    Math.abs((regression[field] ?? 0) * variances[field]) < MAX_LOG_SIZE;
  gradient[2] = free(2) ? ((right - left) / 2) * found.width * variances[2] : 0;
  gradient[3] = free(3) ? ((bottom - top) / 2) * found.height * variances[3] : 0;
  return 2 - shared / union - union / hull;
}

interface Extent {
  /** Length that both share, at least 0. */
  readonly shared: number;
  /** Length that holds both. */
  readonly hull: number;
  /** How both change with the near and the far side of the found box. */
  readonly bySide: readonly [number, number];
  readonly hullBySide: readonly [number, number];
}

function extent(start: number, length: number, trueStart: number, trueLength: number): Extent {
  const [end, trueEnd] = [start + length, trueStart + trueLength];
  const shared = Math.min(end, trueEnd) - Math.max(start, trueStart);
  return {
    shared: Math.max(0, shared),
    hull: Math.max(end, trueEnd) - Math.min(start, trueStart),
    bySide: shared > 0 ? [start > trueStart ? -1 : 0, end < trueEnd ? 1 : 0] : [0, 0],
    hullBySide: [start < trueStart ? -1 : 0, end > trueEnd ? 1 : 0],
  };
}
