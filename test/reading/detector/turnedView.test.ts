import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drawView, pointInPicture, viewOf } from '../../../src/reading/detector/turnedView.ts';
import { inkSize, outerSize } from '../../../src/reading/detector/word.ts';
import { rotatedRectangle } from '../../../src/reading/geometry.ts';

const RADIANS = Math.PI / 180;

describe('a view of sloping lines', () => {
  it('holds them level, with the margin, and is no larger than allowed', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -30, max: 30 }),
        fc.constantFrom(0.5, 1, 2),
        (degrees, scale) => {
          const slope = degrees * RADIANS;
          const quad = rotatedRectangle({ x: 300, y: 200 }, 200, 30, slope);
          const view = viewOf([quad], slope, { scale, margin: 10, longSide: 300 });
          const held = Math.min(scale, 300 / 220);
          expect(view.scale).toBeCloseTo(held);
          expect(view.width).toBe(Math.round(220 * held));
          expect(view.height).toBe(Math.round(50 * held));
          const corner = pointInPicture(view, { x: 10 * held, y: 10 * held });
          expect(Math.hypot(corner.x - quad[0].x, corner.y - quad[0].y)).toBeLessThan(2);
        },
      ),
    );
  });

  it('shows the picture turned, averaged where it is reduced, gray beside it', () => {
    const side = 200;
    const data = new Uint8ClampedArray(side * side * 4).fill(255);
    // Stripes of 1 px: reduced to half they are an even gray.
    for (let y = 0; y < side; y++) {
      for (let x = 0; x < side; x++) data.fill(x % 2 === 0 ? 60 : 180, (y * side + x) * 4, -1);
    }
    const image = { width: side, height: side, data };
    const level = { center: { x: 100, y: 100 }, slope: 0, width: 100, height: 100 };
    const reduced = drawView(image, { ...level, scale: 0.5 });
    for (let at = 0; at < reduced.data.length; at += 4) {
      expect(Math.abs((reduced.data[at] ?? 0) - 120)).toBeLessThan(2);
    }
    const same = drawView(image, { ...level, width: side, height: side, scale: 1 });
    expect(same.data.subarray(0, 8)).toEqual(data.subarray(0, 8));
    const beyond = drawView(image, { ...level, center: { x: -100, y: 100 }, scale: 1 });
    expect(beyond.data[0]).toBe(114);
  });
});

describe('the outer box of sloping ink', () => {
  it('is undone by the size of ink in a box', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 40, max: 120, noNaN: true }),
        fc.integer({ min: -25, max: 25 }),
        (width, degrees) => {
          const slope = degrees * RADIANS;
          const ink = inkSize({ x: 0, y: 0, ...outerSize({ width, height: 30 }, slope) }, slope);
          expect(ink.width).toBeCloseTo(width, 3);
          expect(ink.height).toBeCloseTo(30, 3);
        },
      ),
    );
  });
});
