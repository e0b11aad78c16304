import type { InkComponent } from '../lineImage/connectedInk.ts';

/** How lines still run in a crop: they fall by `a u + b (u² - 1/3)` px, u from -1 to 1 across it. */
export interface Curve {
  readonly a: number;
  readonly b: number;
}

export const STRAIGHT: Curve = { a: 0, b: 0 };

/** Steepest slope that may be left, and deepest bend, as shares of half the crop's width. */
const MAX_SLOPE = 0.12;
const MAX_BEND = 0.09;
/** How much sharper the rows must get for a curve to be believed. */
const MIN_GAIN = 1.05;
const COARSE_STEPS = 8;
/** Crops narrower than this many times their height show no curve. */
const MIN_ASPECT = 1.6;

/**
 * The slope and bend left in the lines of a crop, by their projection profile (Postl 1986): once
 * straightened, rows of ink and of paper stand apart most sharply.
 * @param components ink of the crop; each counts by its top and bottom edge, where rows begin
 */
export function estimateCurve(
  components: readonly InkComponent[],
  width: number,
  height: number,
): Curve {
  const edges = edgePoints(components, width);
  if (width < MIN_ASPECT * height || edges.length < 8) return STRAIGHT;
  const half = width / 2;
  const reach = Math.ceil((MAX_SLOPE + MAX_BEND) * half) + 4;
  const tops = new Float32Array(height + 2 * reach + 2);
  const bottoms = new Float32Array(height + 2 * reach + 2);
  const sharpness = ({ a, b }: Curve): number => {
    tops.fill(0);
    bottoms.fill(0);
    for (const { u, top, bottom, weight } of edges) {
      const fall = a * u + b * (u * u - 1 / 3) - reach;
      add(tops, top - fall, weight);
      add(bottoms, bottom - fall, weight);
    }
    return sumOfSquares(tops) + sumOfSquares(bottoms);
  };
  let best = STRAIGHT;
  let bestValue = sharpness(STRAIGHT);
  const straight = bestValue;
  const consider = (curve: Curve): void => {
    if (Math.abs(curve.a) > MAX_SLOPE * half || Math.abs(curve.b) > MAX_BEND * half) return;
    const value = sharpness(curve);
    if (value > bestValue) {
      best = curve;
      bestValue = value;
    }
  };
  for (let i = -COARSE_STEPS; i <= COARSE_STEPS; i++) {
    for (let j = -COARSE_STEPS; j <= COARSE_STEPS; j++) {
      consider({
        a: (i / COARSE_STEPS) * MAX_SLOPE * half,
        b: (j / COARSE_STEPS) * MAX_BEND * half,
      });
    }
  }
  for (let step = (MAX_SLOPE * half) / COARSE_STEPS / 2; step > 0.25; step /= 2) {
    const { a, b } = best;
    for (const da of [-step, 0, step]) {
      for (const db of [-step, 0, step]) consider({ a: a + da, b: b + db });
    }
  }
  return bestValue >= MIN_GAIN * straight ? best : STRAIGHT;
}

interface Edge {
  readonly u: number;
  readonly top: number;
  readonly bottom: number;
  readonly weight: number;
}

function edgePoints(components: readonly InkComponent[], width: number): Edge[] {
  const heights = components.map(({ height }) => height).sort((a, b) => a - b);
  const median = heights[Math.floor(heights.length / 2)] ?? 0;
  return components
    .filter((piece) => piece.height >= 0.5 * median && piece.width < 12 * piece.height)
    .map(({ x, y, width: w, height: h }) => ({
      u: (2 * (x + w / 2)) / width - 1,
      top: y,
      bottom: y + h,
      weight: Math.min(w, 2 * h),
    }));
}

/** Shares a weight out over the rows around `y`: letters of a line differ by a pixel or two. */
function add(rows: Float32Array, y: number, weight: number): void {
  const row = Math.floor(y);
  const share = y - row;
  rows[row - 1] = (rows[row - 1] ?? 0) + 0.5 * weight * (1 - share);
  rows[row] = (rows[row] ?? 0) + weight * (1 - 0.5 * share);
  rows[row + 1] = (rows[row + 1] ?? 0) + weight * (0.5 + 0.5 * share);
  rows[row + 2] = (rows[row + 2] ?? 0) + 0.5 * weight * share;
}

function sumOfSquares(rows: Float32Array): number {
  let sum = 0;
  for (const value of rows) sum += value * value;
  return sum;
}
