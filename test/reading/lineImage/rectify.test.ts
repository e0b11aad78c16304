import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { loadOpenCvInNode } from '../../../src/cli/openCvInNode.ts';
import { type Quad, quadOfBox, quadSize, rotatedRectangle } from '../../../src/reading/geometry.ts';
import { createFrameMat } from '../../../src/reading/lineImage/frameMat.ts';
import type { OpenCv } from '../../../src/reading/lineImage/opencv.ts';
import { growQuad, rectifyLine } from '../../../src/reading/lineImage/rectify.ts';
import { countedOpenCv } from './countedOpenCv.ts';
import { rasterOf } from './paper.ts';

let cv: OpenCv;
beforeAll(async () => {
  ({ cv } = await loadOpenCvInNode());
});

const MARGINS = { vertical: 0.12, horizontal: 0.5 };

/** Gray rises by 0.25 a px to the right and 0.5 a px downwards, so that gray tells the place. */
const [WIDTH, HEIGHT] = [400, 240];
const gradient = rasterOf({
  width: WIDTH,
  height: HEIGHT,
  data: Uint8Array.from(
    { length: WIDTH * HEIGHT },
    (_, i) => 10 + 0.25 * (i % WIDTH) + 0.5 * Math.floor(i / WIDTH),
  ),
});
const grayAt = (x: number, y: number) => 10 + 0.25 * (x - 0.5) + 0.5 * (y - 0.5);

/** The picture's point under shares `u`, `v` of a quad. */
function pointOf([a, b, c, d]: Quad, u: number, v: number) {
  const mix = (p: number, q: number, r: number, s: number) =>
    (1 - v) * ((1 - u) * p + u * q) + v * ((1 - u) * s + u * r);
  return { x: mix(a.x, b.x, c.x, d.x), y: mix(a.y, b.y, c.y, d.y) };
}

function expectPlaces(quad: Quad, tolerance: number) {
  const frame = createFrameMat(cv, gradient);
  const crop = rectifyLine(frame, quad, { margins: { horizontal: 0, vertical: 0 } });
  frame.delete();
  for (const u of [0.1, 0.5, 0.9]) {
    for (const v of [0.15, 0.5, 0.85]) {
      const [x, y] = [Math.floor(u * crop.width), Math.floor(v * crop.height)];
      const place = pointOf(quad, (x + 0.5) / crop.width, (y + 0.5) / crop.height);
      const gray = crop.data[y * crop.width + x] ?? 0;
      expect(Math.abs(gray - grayAt(place.x, place.y))).toBeLessThan(tolerance);
    }
  }
}

describe('growQuad', () => {
  test('adds shares of the height along the quad’s own directions', () => {
    const grown = growQuad(quadOfBox({ x: 100, y: 50, width: 200, height: 40 }), MARGINS);
    const expected = quadOfBox({ x: 80, y: 45.2, width: 240, height: 49.6 });
    for (const [i, point] of expected.entries()) {
      expect(grown[i]?.x).toBeCloseTo(point.x, 6);
      expect(grown[i]?.y).toBeCloseTo(point.y, 6);
    }
  });

  test('keeps a turned rectangle a rectangle of the right size', () => {
    const grown = growQuad(rotatedRectangle({ x: 90, y: 80 }, 100, 20, 0.4), MARGINS);
    const size = quadSize(grown);
    expect(size.width).toBeCloseTo(120, 6);
    expect(size.height).toBeCloseTo(24.8, 6);
  });
});

describe('rectifyLine', () => {
  test('puts every point of a turned line in its place', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -0.5, max: 0.5, noNaN: true }),
        fc.double({ min: 60, max: 180, noNaN: true }),
        fc.double({ min: 12, max: 110, noNaN: true }),
        (slope, width, height) => {
          expectPlaces(rotatedRectangle({ x: 200.3, y: 119.6 }, width, height, slope), 2);
        },
      ),
      { numRuns: 60 },
    );
  });

  test('puts every point of a level line in its place', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 5, max: 100 }),
        fc.integer({ min: 5, max: 60 }),
        fc.integer({ min: 40, max: 250 }),
        fc.integer({ min: 10, max: 150 }),
        (x, y, width, height) => {
          expectPlaces(quadOfBox({ x, y, width, height }), 2);
        },
      ),
      { numRuns: 60 },
    );
  });

  test('takes perspective out', () => {
    const quad: Quad = [
      { x: 60, y: 60 },
      { x: 330, y: 90 },
      { x: 340, y: 150 },
      { x: 50, y: 160 },
    ];
    const frame = createFrameMat(cv, gradient);
    const crop = rectifyLine(frame, quad, { margins: { horizontal: 0, vertical: 0 } });
    frame.delete();
    const corner = (x: number, y: number) => crop.data[y * crop.width + x] ?? 0;
    const [right, bottom] = [crop.width - 1, crop.height - 1];
    const found = [corner(0, 0), corner(right, 0), corner(right, bottom), corner(0, bottom)];
    for (const [i, point] of quad.entries()) {
      expect(Math.abs((found[i] ?? 0) - grayAt(point.x, point.y))).toBeLessThan(3);
    }
  });

  test('repeats the picture’s edge where the margins leave it', () => {
    const frame = createFrameMat(cv, gradient);
    const margins = { margins: MARGINS };
    const level = rectifyLine(frame, quadOfBox({ x: 0, y: 0, width: 100, height: 40 }), margins);
    const turned = rectifyLine(frame, rotatedRectangle({ x: 370, y: 215 }, 90, 40, 0.15), margins);
    frame.delete();
    expect([level.width, level.height]).toEqual([140, 50]);
    expect(level.data[0]).toBe(gradient.data[0]);
    const corner = turned.data.at(-1) ?? 0;
    expect(Math.abs(corner - (gradient.data.at(-2) ?? 0))).toBeLessThan(2);
  });

  test('brings tall lines down and leaves small ones their pixels', () => {
    const frame = createFrameMat(cv, gradient);
    const size = (height: number) => {
      const { width, height: h } = rectifyLine(
        frame,
        quadOfBox({ x: 20, y: 20, width: 200, height }),
        { margins: MARGINS },
      );
      return [width, h];
    };
    const [small, tall] = [size(25), size(200)];
    frame.delete();
    expect(small).toEqual([225, 31]);
    expect(tall).toEqual([129, 80]);
  });

  test('leaves no Mat behind', () => {
    const counted = countedOpenCv(cv);
    for (let i = 0; i < 200; i++) {
      const frame = createFrameMat(counted.cv, gradient);
      rectifyLine(frame, rotatedRectangle({ x: 200, y: 120 }, 150, 20 + i / 2, 0.2));
      rectifyLine(frame, quadOfBox({ x: 10, y: 10, width: 90, height: 30 }));
      frame.delete();
    }
    expect(counted.live()).toBe(0);
  }, 90_000);
});
