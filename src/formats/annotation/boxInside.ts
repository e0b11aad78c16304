import type { Box } from '../../reading/geometry.ts';
import type { PictureSize } from './annotationFormat.ts';

export interface Corners {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export interface InsideBox {
  readonly box: Box;
  readonly clipped: boolean;
  readonly turned: boolean;
}

export type BoxProblem = 'number-broken' | 'box-empty' | 'box-outside';

/** Share of a side by which a box may stick out unmentioned: files round to six digits. */
const ROUNDING = 2e-6;

/**
 * A box from its corners in any order, cut off at the picture's edges, or why there is none.
 * `clipped` says that more than rounding was cut off, `turned` that
 * left and right or top and bottom were swapped.
 */
export function boxInside(
  { left, top, right, bottom }: Corners,
  size: PictureSize,
): InsideBox | { readonly problem: BoxProblem } {
  const { width, height } = size;
  if (![left, top, right, bottom].every(Number.isFinite)) return { problem: 'number-broken' };
  const [x0, x1] = left <= right ? [left, right] : [right, left];
  const [y0, y1] = top <= bottom ? [top, bottom] : [bottom, top];
  if (x0 === x1 || y0 === y1) return { problem: 'box-empty' };
  if (x1 <= 0 || y1 <= 0 || x0 >= width || y0 >= height) return { problem: 'box-outside' };
  const slackX = width * ROUNDING;
  const slackY = height * ROUNDING;
  const clipped = x0 < -slackX || y0 < -slackY || x1 > width + slackX || y1 > height + slackY;
  const x = Math.max(0, x0);
  const y = Math.max(0, y0);
  const box = { x, y, width: Math.min(width, x1) - x, height: Math.min(height, y1) - y };
  return { box, clipped, turned: left > right || top > bottom };
}

/** The corners of a box. */
export function cornersOf({ x, y, width, height }: Box): Corners {
  return { left: x, top: y, right: x + width, bottom: y + height };
}

const DECIMAL = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

/** A decimal number; NaN for everything else, which `Number` would take for 0 or read as hex. */
export function decimalOf(text: string): number {
  const trimmed = text.trim();
  return DECIMAL.test(trimmed) ? Number(trimmed) : Number.NaN;
}
