import fc from 'fast-check';
import { expect, test } from 'vitest';
import { popoverCorner } from '../../../src/app/transcript/popoverPlacement.ts';

const SIZE = { width: 312, height: 220 };

test('it opens under its word, and above where there is no room', () => {
  const page = { width: 1280, height: 800 };
  expect(popoverCorner({ left: 900, top: 100, bottom: 124 }, SIZE, page)).toEqual({
    left: 900,
    top: 132,
  });
  expect(popoverCorner({ left: 900, top: 700, bottom: 724 }, SIZE, page).top).toBe(472);
});

test('it is always on the page', () => {
  const page = { width: 390, height: 844 };
  fc.assert(
    fc.property(
      fc.integer({ min: -100, max: 500 }),
      fc.integer({ min: -50, max: 900 }),
      (left, top) => {
        const corner = popoverCorner({ left, top, bottom: top + 24 }, SIZE, page);
        expect(corner.left).toBeGreaterThanOrEqual(0);
        expect(corner.left + SIZE.width).toBeLessThanOrEqual(page.width);
        expect(corner.top).toBeGreaterThanOrEqual(0);
        expect(corner.top + SIZE.height).toBeLessThanOrEqual(page.height);
      },
    ),
  );
});
