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
 * Size of the ink in an upright box when its line has the given slope (radians, at most 40°). Ink
 * w × h turned by θ has a bounding box of (w·cos θ)ᵖ + (h·sin θ)ᵖ by (w·sin θ)ᵖ + (h·cos θ)ᵖ, to the
 * power 1/p: p is 1 for a rectangle and 2 for an ellipse. Words, which seldom fill their corners,
 * lie between: 1.5 fits synthetic words of known slope best. This is the inverse, held to a share
 * of the box.
 */
export function inkSize({ width, height }: Box, slope: number): InkSize {
  const sin = raised(Math.abs(Math.sin(slope)));
  const cos = raised(Math.cos(slope));
  const wide = raised(width);
  const exact = (raised(height) * cos - wide * sin) / Math.max(0.1, cos * cos - sin * sin);
  const inkHeight = Math.min(height, Math.max(rooted(exact), LEAST_SHARE * height));
  const inkWidth = rooted((wide - raised(inkHeight) * sin) / cos);
  return { width: Math.max(inkWidth, 0.3 * width), height: inkHeight };
}

/** Size of the upright box around ink of the given slope: the inverse of `inkSize`. */
export function outerSize({ width, height }: InkSize, slope: number): InkSize {
  const sin = raised(Math.abs(Math.sin(slope)));
  const cos = raised(Math.cos(slope));
  const wide = raised(width);
  const high = raised(height);
  return { width: rooted(wide * cos + high * sin), height: rooted(wide * sin + high * cos) };
}

/** Whether ink is so thin in its box that no word of this slope can fill the box. */
export function isTooThin(ink: InkSize, box: Box): boolean {
  return ink.height <= 1.05 * LEAST_SHARE * box.height;
}

/** x to the power 1.5. */
function raised(x: number): number {
  return x * Math.sqrt(x);
}

/** The inverse of `raised`; 0 below 0. */
function rooted(x: number): number {
  return x > 0 ? Math.cbrt(x * x) : 0;
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
