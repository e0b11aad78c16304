import fc from 'fast-check';
import { expect, test } from 'vitest';
import { movedCorner } from '../../../../src/app/documents/picture/movedCorner.ts';
import { type Quad, quadOfBox } from '../../../../src/reading/geometry.ts';

const START = quadOfBox({ x: 0.1, y: 0.1, width: 0.8, height: 0.8 });

/** Twice the area, with its sign. */
function turning(quad: Quad): number {
  return quad.reduce((sum, { x, y }, i) => {
    const next = quad[(i + 1) % 4] ?? { x, y };
    return sum + x * next.y - next.x * y;
  }, 0);
}

test('a corner goes where it is dragged, and no farther than the picture', () => {
  expect(movedCorner(START, 0, { x: 0.2, y: 0.15 })[0]).toEqual({ x: 0.2, y: 0.15 });
  expect(movedCorner(START, 2, { x: 1.7, y: 0.95 })[2]).toEqual({ x: 1, y: 0.95 });
});

test('a corner never folds the sheet over', () => {
  expect(movedCorner(START, 0, { x: 0.95, y: 0.95 })).toBe(START);
  const place = fc.record({
    x: fc.double({ min: -0.5, max: 1.5, noNaN: true }),
    y: fc.double({ min: -0.5, max: 1.5, noNaN: true }),
  });
  const move = fc.tuple(fc.integer({ min: 0, max: 3 }), place);
  fc.assert(
    fc.property(fc.array(move, { maxLength: 20 }), (moves) => {
      const moved = moves.reduce((quad, [corner, to]) => movedCorner(quad, corner, to), START);
      expect(turning(moved)).toBeGreaterThan(0);
      for (const { x, y } of moved) {
        expect(Math.min(x, y)).toBeGreaterThanOrEqual(0);
        expect(Math.max(x, y)).toBeLessThanOrEqual(1);
      }
    }),
  );
});
