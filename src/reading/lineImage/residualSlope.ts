import type { InkPixels } from './inkComponents.ts';

const STEEPEST_DEGREES = 10;
const SAMPLES = 2000;
/** A slope must sharpen the rows at least this much over none, or the line is taken as level. */
const WORTH_TURNING = 1.04;
const LEAST_SLOPE = (0.3 * Math.PI) / 180;
/** Lines shorter than this many times their picture's height are too short to show a slope. */
const LEAST_ASPECT = 1.5;

/**
 * Slope that is left in a line, radians, positive when it falls to the right; 0 where none is clear.
 * Of all slopes within ±10° the one whose row profile is the sharpest (the sum of squares of the
 * rows' ink), as in Postl, "Detection of linear oblique structures and skew scan", ICPR 1986.
 */
export function residualSlope(pixels: InkPixels): number {
  const step = Math.max(1, Math.floor(pixels.x.length / SAMPLES));
  if (pixels.x.length < 32 || inkWidth(pixels) < LEAST_ASPECT * pixels.height) return 0;
  const rows = new Float32Array(
    pixels.height + 2 * Math.ceil(pixels.width * Math.tan(radians(STEEPEST_DEGREES + 1))) + 3,
  );
  const sharpness = (degrees: number) => profileSharpness(pixels, step, radians(degrees), rows);
  let best = 0;
  let bestSharpness = sharpness(0);
  const level = bestSharpness;
  const consider = (degrees: number) => {
    const value = sharpness(degrees);
    if (value > bestSharpness) {
      best = degrees;
      bestSharpness = value;
    }
  };
  for (let degrees = -STEEPEST_DEGREES; degrees <= STEEPEST_DEGREES; degrees++) consider(degrees);
  for (const fine of [0.5, 0.25, 0.125]) {
    const center = best;
    consider(center - fine);
    consider(center + fine);
  }
  const slope = radians(best);
  return Math.abs(slope) < LEAST_SLOPE || bestSharpness < WORTH_TURNING * level ? 0 : slope;
}

function radians(degrees: number): number {
  return (degrees * Math.PI) / 180;
}

function inkWidth({ x }: InkPixels): number {
  let left = Number.POSITIVE_INFINITY;
  let right = Number.NEGATIVE_INFINITY;
  for (const value of x) {
    if (value < left) left = value;
    if (value > right) right = value;
  }
  return right - left;
}

/** Ink of each row shared between the two nearest rows, so that the measure is smooth in the slope. */
function profileSharpness(
  pixels: InkPixels,
  step: number,
  slope: number,
  rows: Float32Array,
): number {
  rows.fill(0);
  const [cos, sin] = [Math.cos(slope), Math.sin(slope)];
  const offset = (rows.length - pixels.height) / 2;
  for (let i = 0; i < pixels.x.length; i += step) {
    const y = (pixels.y[i] ?? 0) * cos - (pixels.x[i] ?? 0) * sin + offset;
    const row = Math.floor(y);
    const share = y - row;
    rows[row] = (rows[row] ?? 0) + 1 - share;
    rows[row + 1] = (rows[row + 1] ?? 0) + share;
  }
  let sum = 0;
  for (const ink of rows) sum += ink * ink;
  return sum;
}
