import type { Point } from '../../src/reading/geometry.ts';

/**
 * Letters as a pen writes them, made for the tests: strokes of control points in a box one unit wide
 * for most letters; y is 0 at the top of tall letters, 1 on the baseline.
 */
const LETTERS: Readonly<Record<string, readonly (readonly (readonly [number, number])[])[]>> = {
  a: [
    [
      [0.62, 0.52],
      [0.4, 0.44],
      [0.16, 0.56],
      [0.1, 0.8],
      [0.26, 0.98],
      [0.48, 0.92],
      [0.62, 0.7],
      [0.66, 0.48],
      [0.64, 0.72],
      [0.68, 0.94],
      [0.84, 0.96],
    ],
  ],
  d: [
    [
      [0.6, 0.54],
      [0.4, 0.45],
      [0.16, 0.56],
      [0.1, 0.8],
      [0.26, 0.98],
      [0.48, 0.92],
      [0.6, 0.7],
      [0.66, 0.4],
      [0.68, 0],
      [0.66, 0.4],
      [0.66, 0.8],
      [0.72, 0.97],
      [0.88, 0.95],
    ],
  ],
  e: [
    [
      [0.12, 0.74],
      [0.4, 0.72],
      [0.62, 0.62],
      [0.58, 0.48],
      [0.4, 0.43],
      [0.2, 0.54],
      [0.12, 0.76],
      [0.24, 0.95],
      [0.46, 1],
      [0.72, 0.88],
    ],
  ],
  h: [
    [
      [0.14, 0],
      [0.13, 0.4],
      [0.12, 1],
    ],
    [
      [0.13, 0.72],
      [0.26, 0.52],
      [0.44, 0.45],
      [0.58, 0.54],
      [0.6, 0.74],
      [0.6, 1],
    ],
  ],
  l: [
    [
      [0.16, 0],
      [0.15, 0.5],
      [0.16, 0.9],
      [0.26, 1],
      [0.36, 0.96],
    ],
  ],
  n: [
    [
      [0.12, 0.46],
      [0.13, 0.7],
      [0.12, 1],
    ],
    [
      [0.13, 0.7],
      [0.28, 0.5],
      [0.46, 0.45],
      [0.58, 0.56],
      [0.6, 0.76],
      [0.6, 1],
    ],
  ],
  o: [
    [
      [0.42, 0.44],
      [0.2, 0.5],
      [0.1, 0.72],
      [0.2, 0.95],
      [0.42, 1],
      [0.62, 0.9],
      [0.68, 0.68],
      [0.56, 0.48],
      [0.4, 0.44],
    ],
  ],
  r: [
    [
      [0.14, 0.46],
      [0.15, 0.7],
      [0.14, 1],
    ],
    [
      [0.15, 0.7],
      [0.26, 0.52],
      [0.42, 0.45],
      [0.52, 0.48],
    ],
  ],
  w: [
    [
      [0.08, 0.46],
      [0.18, 0.76],
      [0.28, 0.98],
      [0.38, 0.76],
      [0.46, 0.54],
      [0.56, 0.78],
      [0.66, 0.98],
      [0.76, 0.74],
      [0.86, 0.46],
    ],
  ],
};

const ADVANCE: Readonly<Record<string, number>> = { l: 0.46, r: 0.64, w: 1.02, d: 0.92, a: 0.88 };

/** Strokes of a word in writing order, in units of a tall letter's height. @throws Error */
export function penStrokes(word: string): readonly (readonly Point[])[] {
  let left = 0;
  const strokes: Point[][] = [];
  for (const letter of word) {
    const shapes = LETTERS[letter];
    if (shapes === undefined) throw new Error(`no strokes for “${letter}”`);
    for (const shape of shapes) {
      strokes.push(smooth(shape.map(([x, y]) => ({ x: left + x * 0.8, y }))));
    }
    left += (ADVANCE[letter] ?? 0.8) * 0.8;
  }
  return strokes;
}

/** A curve through the points (Catmull-Rom), eight steps from each to the next. */
function smooth(points: readonly Point[]): Point[] {
  const curve: Point[] = [];
  for (let i = 0; i + 1 < points.length; i++) {
    const [a, b, c, d] = [points[i - 1] ?? points[i], points[i], points[i + 1], points[i + 2]];
    if (!a || !b || !c) continue;
    const e = d ?? c;
    for (let step = 0; step < 8; step++) {
      const t = step / 8;
      const through = (p: number, q: number, r: number, s: number): number =>
        0.5 *
        (2 * q +
          (r - p) * t +
          (2 * p - 5 * q + 4 * r - s) * t * t +
          (3 * q - p - 3 * r + s) * t * t * t);
      curve.push({ x: through(a.x, b.x, c.x, e.x), y: through(a.y, b.y, c.y, e.y) });
    }
  }
  const last = points.at(-1);
  return last ? [...curve, last] : curve;
}
