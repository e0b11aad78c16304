import type { Detection } from '../detector/detection.ts';
import { type Box, boxArea, intersectionArea } from '../geometry.ts';

export type PartDetection = Detection<'chapter' | 'title'>;

/** Boxes believed less are not looked at. */
const LEAST = 0.02;

/** Whether two boxes mean the same print. */
export function isSamePrint(a: Box, b: Box): boolean {
  return intersectionArea(a, b) > 0.4 * Math.min(boxArea(a), boxArea(b));
}

/**
 * The detector's boxes with their scores as beliefs: one half at the score that its training found
 * to part right boxes from wrong ones, so that a better detector is believed more without a change
 * here.
 */
export function asBeliefs(
  found: readonly PartDetection[],
  scoreThreshold: number,
): PartDetection[] {
  return found
    .map((detection) => ({ ...detection, score: belief(detection.score, scoreThreshold) }))
    .filter(({ score }) => score >= LEAST);
}

function belief(score: number, threshold: number): number {
  if (score <= threshold) return 0.5 * (score / threshold) ** 4;
  return 0.5 + 0.5 * ((score - threshold) / (1 - threshold)) ** 0.7;
}
