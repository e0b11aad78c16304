import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { displayQuad, wordQuad } from '../../../src/app/stage/displayGeometry.ts';
import { type Quad, quadOfBox, rotatedRectangle } from '../../../src/reading/geometry.ts';

const FRAME = { width: 1280, height: 720 };

const lines = fc
  .record({
    x: fc.double({ min: 0, max: 1280, noNaN: true }),
    y: fc.double({ min: 0, max: 720, noNaN: true }),
    width: fc.double({ min: 20, max: 800, noNaN: true }),
    height: fc.double({ min: 8, max: 90, noNaN: true }),
    slope: fc.double({ min: -0.6, max: 0.6, noNaN: true }),
  })
  .map(({ x, y, width, height, slope }) => rotatedRectangle({ x, y }, width, height, slope));

function expectSameQuad(a: Quad, b: Quad): void {
  a.forEach((corner, index) => {
    expect(corner.x).toBeCloseTo(b[index]?.x ?? Number.NaN, 6);
    expect(corner.y).toBeCloseTo(b[index]?.y ?? Number.NaN, 6);
  });
}

describe('displayQuad', () => {
  test('scales both axes to the shown size', () => {
    const quad = quadOfBox({ x: 128, y: 72, width: 640, height: 36 });
    expect(displayQuad(quad, FRAME, { width: 640, height: 360 }, false)).toEqual(
      quadOfBox({ x: 64, y: 36, width: 320, height: 18 }),
    );
  });

  test('in a mirror a box at the left is at the right, and its first corner still top left', () => {
    const quad = quadOfBox({ x: 0, y: 10, width: 100, height: 20 });
    expect(displayQuad(quad, FRAME, FRAME, true)).toEqual(
      quadOfBox({ x: 1180, y: 10, width: 100, height: 20 }),
    );
  });

  test('a mirror’s mirror is the picture', () => {
    fc.assert(
      fc.property(lines, (quad) => {
        const twice = displayQuad(displayQuad(quad, FRAME, FRAME, true), FRAME, FRAME, true);
        expectSameQuad(twice, quad);
      }),
    );
  });
});

describe('wordQuad', () => {
  test('the words of a line tile it without gap', () => {
    fc.assert(
      fc.property(lines, fc.double({ min: 0.05, max: 0.95, noNaN: true }), (line, cut) => {
        const left = wordQuad(line, 0, cut);
        const right = wordQuad(line, cut, 1);
        expectSameQuad([left[0], right[1], right[2], left[3]], line);
        expect(left[1]).toEqual(right[0]);
        expect(left[2]).toEqual(right[3]);
      }),
    );
  });
});
