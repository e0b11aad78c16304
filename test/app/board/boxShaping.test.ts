import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  boxBetween,
  cursorOf,
  growFromCorner,
  HANDLES,
  handleAt,
  handlePoint,
  resizeBox,
} from '../../../src/app/board/boxShaping.ts';

const picture = { width: 400, height: 300 };
const box = { x: 100, y: 80, width: 60, height: 40 };

const points = fc.record({
  x: fc.double({ min: -500, max: 900, noNaN: true }),
  y: fc.double({ min: -500, max: 900, noNaN: true }),
});

test('a box drawn in any direction is the same, inside the picture and of whole px', () => {
  expect(boxBetween({ x: 150.4, y: 20 }, { x: 30, y: 90.6 }, picture, false)).toEqual({
    x: 30,
    y: 20,
    width: 120,
    height: 71,
  });
  fc.assert(
    fc.property(points, points, fc.boolean(), (from, to, square) => {
      const drawn = boxBetween(from, to, picture, square);
      expect(drawn.x).toBeGreaterThanOrEqual(0);
      expect(drawn.y).toBeGreaterThanOrEqual(0);
      expect(drawn.x + drawn.width).toBeLessThanOrEqual(picture.width);
      expect(drawn.y + drawn.height).toBeLessThanOrEqual(picture.height);
      expect(Object.values(drawn).every(Number.isInteger)).toBe(true);
      if (square) expect(drawn.width).toBe(drawn.height);
    }),
  );
});

describe('eight handles', () => {
  test.each(HANDLES)('%s is found where it lies, and pulls its own sides alone', (handle) => {
    expect(handleAt(box, handlePoint(box, handle), 5)).toBe(handle);
    const at = handlePoint(box, handle);
    const pulled = resizeBox(box, handle, { x: at.x + 7, y: at.y + 5 }, picture, false);
    const west = handle.includes('w');
    const north = handle.includes('n');
    expect(pulled).toEqual({
      x: west ? 107 : 100,
      y: north ? 85 : 80,
      width: 60 + (handle.includes('e') ? 7 : west ? -7 : 0),
      height: 40 + (handle.includes('s') ? 5 : north ? -5 : 0),
    });
  });

  test('a handle pulled over the other side turns the box over', () => {
    expect(resizeBox(box, 'e', { x: 40, y: 0 }, picture, false)).toEqual({
      x: 40,
      y: 80,
      width: 60,
      height: 40,
    });
  });

  test('no pull leaves the picture or makes the box vanish', () => {
    fc.assert(
      fc.property(fc.constantFrom(...HANDLES), points, fc.boolean(), (handle, to, square) => {
        const pulled = resizeBox(box, handle, to, picture, square);
        expect(pulled.width).toBeGreaterThanOrEqual(1);
        expect(pulled.height).toBeGreaterThanOrEqual(1);
        expect(pulled.x).toBeGreaterThanOrEqual(0);
        expect(pulled.y).toBeGreaterThanOrEqual(0);
        expect(pulled.x + pulled.width).toBeLessThanOrEqual(picture.width);
        expect(pulled.y + pulled.height).toBeLessThanOrEqual(picture.height);
      }),
    );
  });

  test('none is in reach in the middle of a large box', () => {
    expect(handleAt({ x: 0, y: 0, width: 200, height: 200 }, { x: 100, y: 100 }, 9)).toBeNull();
  });

  test('the pointer shows the way a handle goes', () => {
    expect(cursorOf('n')).toBe('ns-resize');
    expect(cursorOf('se')).toBe('nwse-resize');
    expect(cursorOf('sw')).toBe('nesw-resize');
  });
});

test('the keyboard resizes from the lower right corner, down to one px and up to the edge', () => {
  expect(growFromCorner(box, 3, -2, picture)).toEqual({ x: 100, y: 80, width: 63, height: 38 });
  expect(growFromCorner(box, -500, 0, picture).width).toBe(1);
  expect(growFromCorner(box, 500, 500, picture)).toEqual({
    x: 100,
    y: 80,
    width: 300,
    height: 220,
  });
});
