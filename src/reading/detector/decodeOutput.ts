import { type Box, clipBox } from '../geometry.ts';
import type { DetectorDescription } from '../models/detectorDescription.ts';
import { decodeBox, pickCandidates, sigmoid } from './decode.ts';
import type { Detection } from './detection.ts';
import type { LetterboxPlan } from './letterbox.ts';
import { suppressNonMaxima } from './nonMaximumSuppression.ts';

/** What a detector's graph gives for one input, in the order of its priors. */
export interface DetectorOutput {
  /** Raw scores `[A, classes]`. */
  readonly scores: Float32Array;
  /** Raw regressions `[A, 4]`. */
  readonly boxes: Float32Array;
}

export interface DecodeOptions {
  /** Float32 `[A, 4]`, as `priorBoxes` makes them. */
  readonly priors: Float32Array;
  readonly plan: LetterboxPlan;
  /** Least score, 0..1. */
  readonly threshold: number;
  /** Size of the whole picture, px. */
  readonly picture: { readonly width: number; readonly height: number };
  /** Whether a place can have only one class. */
  readonly classesCompete: boolean;
}

/** Suppression compares pairs; a page of dense text has about 3,000 candidates. */
const MAX_CANDIDATES = 4000;

/** The boxes that a graph's output stands for, px of the picture, best first. */
export function decodeOutput<ClassName extends string>(
  { scores, boxes }: DetectorOutput,
  { classes, variances, iouThreshold }: DetectorDescription,
  { priors, plan, threshold, picture, classesCompete }: DecodeOptions,
): Detection<ClassName>[] {
  // The manifest is data from outside; whoever names the classes says that they are these.
  const classNames = classes as readonly ClassName[];
  const count = classNames.length;
  const found: Detection<ClassName>[] = [];
  for (const { prior, classIndex, score } of pickCandidates(
    scores,
    count,
    threshold,
    MAX_CANDIDATES,
  )) {
    const inner = decodeBox(boxes, priors, prior, variances);
    const box = clipBox(toPicture(inner, plan), picture.width, picture.height);
    const className = classNames[classIndex];
    if (className === undefined || box.width < 1 || box.height < 1) continue;
    const classScores = Array.from(scores.subarray(prior * count, prior * count + count), sigmoid);
    found.push({ box, className, score, classScores });
  }
  return suppressNonMaxima(found, { iouThreshold, acrossClasses: classesCompete });
}

function toPicture(box: Box, { region, contentX, contentY, scaleX, scaleY }: LetterboxPlan): Box {
  return {
    x: region.x + (box.x - contentX) * scaleX,
    y: region.y + (box.y - contentY) * scaleY,
    width: box.width * scaleX,
    height: box.height * scaleY,
  };
}
