import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  boxToView,
  fitWidth,
  fitWindow,
  keepInView,
  MAX_SCALE,
  panBy,
  reveal,
  toPicture,
  toView,
  zoomAt,
} from '../../../src/app/board/viewport.ts';

const picture = { width: 6000, height: 4000 };
const view = { width: 900, height: 700 };

const viewports = fc.record({
  scale: fc.double({ min: 0.04, max: MAX_SCALE, noNaN: true }),
  x: fc.double({ min: -5000, max: 800, noNaN: true }),
  y: fc.double({ min: -5000, max: 600, noNaN: true }),
});
const inView = fc.record({
  x: fc.double({ min: 0, max: view.width, noNaN: true }),
  y: fc.double({ min: 0, max: view.height, noNaN: true }),
});

test('what the pointer is on stays under it while zooming', () => {
  const start = fitWindow(picture, view);
  const anchor = { x: 300, y: 340 };
  const before = toPicture(start, anchor);
  let zoomed = start;
  for (let i = 0; i < 12; i++) zoomed = zoomAt(zoomed, 1.2, anchor, picture, view);
  expect(zoomed.scale).toBeCloseTo(start.scale * 1.2 ** 12);
  const after = toPicture(zoomed, anchor);
  expect(after.x).toBeCloseTo(before.x, 6);
  expect(after.y).toBeCloseTo(before.y, 6);
});

test('a fitted picture lies wholly in the view, in its middle', () => {
  const shown = boxToView(fitWindow(picture, view), { x: 0, y: 0, ...picture });
  expect(shown.x).toBeGreaterThan(0);
  expect(shown.y).toBeGreaterThan(0);
  expect(shown.x + shown.width / 2).toBeCloseTo(view.width / 2);
  expect(shown.y + shown.height / 2).toBeCloseTo(view.height / 2);
  expect(shown.x + shown.width).toBeLessThan(view.width);
});

test('fitted by width, a high picture begins at its top and fills the width', () => {
  const shown = boxToView(fitWidth({ width: 1000, height: 5000 }, view), {
    x: 0,
    y: 0,
    width: 1000,
    height: 5000,
  });
  expect(shown.y).toBe(16);
  expect(shown.width).toBe(view.width - 32);
});

test('view and picture coordinates are inverses', () => {
  fc.assert(
    fc.property(viewports, inView, (viewport, point) => {
      const back = toView(viewport, toPicture(viewport, point));
      expect(back.x).toBeCloseTo(point.x, 4);
      expect(back.y).toBeCloseTo(point.y, 4);
    }),
  );
});

test('however far it is pushed or zoomed, some of the picture stays in view', () => {
  fc.assert(
    fc.property(
      viewports,
      inView,
      fc.double({ min: 0.01, max: 100, noNaN: true }),
      fc.integer({ min: -9000, max: 9000 }),
      (viewport, anchor, factor, push) => {
        const zoomed = zoomAt(keepInView(viewport, picture, view), factor, anchor, picture, view);
        const pushed = panBy(zoomed, push, -push, picture, view);
        const shown = boxToView(pushed, { x: 0, y: 0, ...picture });
        expect(shown.x).toBeLessThan(view.width);
        expect(shown.y).toBeLessThan(view.height);
        expect(shown.x + shown.width).toBeGreaterThan(0);
        expect(shown.y + shown.height).toBeGreaterThan(0);
      },
    ),
  );
});

describe('bringing a box into view', () => {
  const close = { scale: 1, x: 0, y: 0 };

  test('nothing moves where it is seen already', () => {
    expect(reveal(close, { x: 100, y: 100, width: 50, height: 50 }, picture, view)).toBe(close);
  });

  test('the view moves only as far as needed', () => {
    const moved = reveal(close, { x: 1000, y: 100, width: 50, height: 50 }, picture, view);
    expect(moved).toEqual({ scale: 1, x: view.width - 16 - 1050, y: 0 });
  });

  test('a box larger than the view is shown whole', () => {
    const box = { x: 500, y: 500, width: 3000, height: 200 };
    const shown = boxToView(reveal(close, box, picture, view), box);
    expect(shown.x).toBeGreaterThanOrEqual(15.9);
    expect(shown.x + shown.width).toBeLessThanOrEqual(view.width - 15.9);
  });
});
