import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { distance } from '../../../src/reading/geometry.ts';
import { drawInk } from '../../../src/reading/strokes/drawInk.ts';
import { evenly } from '../../../src/reading/strokes/evenPoints.ts';
import { smoothStroke } from '../../../src/reading/strokes/smoothStroke.ts';
import { HELLO } from '../../air/clips/ownStrokes.ts';

const PEN = { height: 40, penPx: 2 };
const coordinate = fc.double({ min: -500, max: 500, noNaN: true });
const stroke = fc.array(fc.record({ x: coordinate, y: coordinate }), {
  minLength: 1,
  maxLength: 20,
});

describe('drawn ink', () => {
  it('fills the reader’s height but for its margins, dark on white', () => {
    const { image } = drawInk(HELLO, PEN);
    const inked = Array.from({ length: image.height }, (_, y) =>
      image.data.subarray(y * image.width, (y + 1) * image.width).some((gray) => gray < 128),
    );
    expect(image.height).toBe(40);
    expect(inked.indexOf(true)).toBeGreaterThanOrEqual(1);
    expect(inked.indexOf(true)).toBeLessThanOrEqual(3);
    expect(inked.lastIndexOf(true)).toBeGreaterThanOrEqual(36);
    expect(inked.lastIndexOf(true)).toBeLessThanOrEqual(38);
    expect(Math.min(...image.data)).toBe(0);
    expect(image.data[0]).toBe(255);
  });

  it('does not depend on where and how large it was written', () => {
    const moved = HELLO.map((one) =>
      one.map(({ x, y }) => ({ x: 700 + 3.5 * x, y: 5 * 3.5 + 3.5 * y })),
    );
    const [a, b] = [drawInk(HELLO, PEN).image, drawInk(moved, PEN).image];
    expect(b.width).toBe(a.width);
    const most = Math.max(...a.data.map((gray, i) => Math.abs(gray - (b.data[i] ?? 0))));
    expect(most).toBeLessThanOrEqual(12);
  });

  it('takes any strokes, a single dot and a dash included', () => {
    fc.assert(
      fc.property(fc.array(stroke, { minLength: 1, maxLength: 4 }), (strokes) => {
        const { image } = drawInk(strokes, PEN);
        expect(image.data).toHaveLength(image.width * image.height);
        expect(image.data.some((gray) => gray < 200)).toBe(true);
      }),
    );
    const dash = drawInk(
      [
        [
          { x: 0, y: 0 },
          { x: 100, y: 0 },
        ],
      ],
      PEN,
    ).image;
    const rows = new Set(
      [...dash.data].flatMap((gray, i) => (gray < 128 ? [Math.floor(i / dash.width)] : [])),
    );
    expect(rows.size).toBeLessThanOrEqual(4);
  });
});

describe('a curve through a stroke', () => {
  it('goes through every point, in small steps, and not far from the straight way', () => {
    fc.assert(
      fc.property(stroke, (points) => {
        const curve = smoothStroke(points, 5);
        for (const point of points) {
          expect(Math.min(...curve.map((one) => distance(one, point)))).toBeLessThan(1e-5);
        }
        expect(curve.every(({ x, y }) => Number.isFinite(x) && Number.isFinite(y))).toBe(true);
      }),
    );
  });

  it('rounds a quarter circle of four points better than straight lines would', () => {
    const points = [0, 30, 60, 90].map((degrees) => {
      const angle = (degrees * Math.PI) / 180;
      return { x: 100 * Math.cos(angle), y: 100 * Math.sin(angle) };
    });
    const radii = smoothStroke(points, 2).map(({ x, y }) => Math.hypot(x, y));
    expect(Math.max(...radii.map((radius) => Math.abs(radius - 100)))).toBeLessThan(2.5);
  });
});

describe('a path', () => {
  it('is spaced evenly, its ends kept', () => {
    const even = evenly(
      [
        { x: 0, y: 0 },
        { x: 10, y: 0 },
        { x: 10, y: 10 },
      ],
      3,
    );
    expect(even[0]).toEqual({ x: 0, y: 0 });
    expect(even.at(-1)).toEqual({ x: 10, y: 10 });
    expect(even.slice(0, 4).map(({ x }) => x)).toEqual([0, 3, 6, 9]);
  });
});
