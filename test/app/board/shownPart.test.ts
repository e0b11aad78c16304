import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ShownPart } from '../../../src/app/board/shownPart.ts';
import { toPicture, type Viewport } from '../../../src/app/board/viewport.ts';

const PICTURE = { width: 400, height: 300 };

function shownIn(width: number, height: number) {
  const told: Viewport[] = [];
  const shown = new ShownPart(PICTURE, (viewport) => told.push(viewport));
  shown.resize({ width, height });
  return { shown, told };
}

test('a fitted picture is fitted again when the view changes; one that was moved keeps its middle', () => {
  const { shown, told } = shownIn(832, 632);
  expect(shown.viewport).toEqual({ scale: 2, x: 16, y: 16 });
  shown.resize({ width: 432, height: 332 });
  expect(shown.viewport).toEqual({ scale: 1, x: 16, y: 16 });
  expect(told.at(-1)).toEqual(shown.viewport);

  shown.zoom(4);
  const middle = toPicture(shown.viewport, { x: 216, y: 166 });
  shown.resize({ width: 632, height: 532 });
  const now = toPicture(shown.viewport, { x: 316, y: 266 });
  expect(shown.viewport.scale).toBe(4);
  expect([now.x, now.y]).toEqual([expect.closeTo(middle.x, 5), expect.closeTo(middle.y, 5)]);

  shown.setPicture({ width: 100, height: 100 });
  expect(shown.box()).toEqual({ x: 0, y: 0, width: 100, height: 100 });
});

test('zooming keeps what is under the pointer, however far, and what is in view lies in the picture', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 1.1, max: 8, noNaN: true }),
      fc.integer({ min: 220, max: 580 }),
      fc.integer({ min: 170, max: 430 }),
      (factor, x, y) => {
        const { shown } = shownIn(800, 600);
        const before = toPicture(shown.viewport, { x, y });
        shown.zoom(factor, { x, y });
        const after = toPicture(shown.viewport, { x, y });
        expect(after.x).toBeCloseTo(before.x, 3);
        expect(after.y).toBeCloseTo(before.y, 3);
        const box = shown.box();
        expect(box.x).toBeGreaterThanOrEqual(0);
        expect(box.x + box.width).toBeLessThanOrEqual(PICTURE.width + 1e-9);
        expect(box.y + box.height).toBeLessThanOrEqual(PICTURE.height + 1e-9);
      },
    ),
  );
});
