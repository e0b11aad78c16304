import type { Box, Point } from '../geometry.ts';
import type { LineClass } from '../results.ts';
import type { Detection } from './detection.ts';

/** A word (or part of a line) on its way into a line. */
export interface Word {
  readonly box: Box;
  readonly center: Point;
  readonly score: number;
  /** Probability that it is handwriting rather than print, 0..1. */
  readonly handwriting: number;
}

/** Size along and across a slope, px. */
export interface InkSize {
  readonly width: number;
  readonly height: number;
}

export function wordOf({ box, className, score, classScores }: Detection<LineClass>): Word {
  const sum = classScores.reduce((total, one) => total + one, 0);
  const own = sum > 0 ? Math.min(1, score / sum) : 1;
  return {
    box,
    center: { x: box.x + box.width / 2, y: box.y + box.height / 2 },
    score,
    handwriting: className === 'handwriting' ? own : 1 - own,
  };
}

/** The least height that the correction for slope leaves of a box. */
const LEAST_SHARE = 0.2;

/**
 * Size of the ink in an upright box when its line has the given slope (radians, at most 40°). A
 * rectangle w × h turned by θ has a bounding box of w·cos θ + h·sin θ by w·sin θ + h·cos θ; this
 * is the inverse, held to a share of the box because ink seldom fills its corners.
 */
export function inkSize({ width, height }: Box, slope: number): InkSize {
  const sin = Math.abs(Math.sin(slope));
  const cos = Math.cos(slope);
  const exact = (height * cos - width * sin) / Math.max(0.1, cos * cos - sin * sin);
  const inkHeight = Math.min(height, Math.max(exact, LEAST_SHARE * height));
  const inkWidth = Math.max((width - inkHeight * sin) / cos, 0.3 * width);
  return { width: inkWidth, height: inkHeight };
}

/** Where one point lies seen from another along and across a slope, px. */
export function offsetAlong(
  from: Point,
  to: Point,
  slope: number,
): { readonly along: number; readonly across: number } {
  const dx = to.x - from.x;
  const dy = to.y - from.y;
  const cos = Math.cos(slope);
  const sin = Math.sin(slope);
  return { along: dx * cos + dy * sin, across: dy * cos - dx * sin };
}

export function medianOf(values: readonly number[]): number {
  if (values.length === 0) return 0;
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const high = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? high : (high + (sorted[middle - 1] ?? high)) / 2;
}
