import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { priorBoxes, priorCount } from '../../../src/reading/detector/priorBoxes.ts';

const LEVELS = [
  { stride: 8, boxes: [[10, 5] as const, [20, 5] as const] },
  { stride: 16, boxes: [[40, 20] as const, [80, 20] as const] },
];

const levels = fc.array(
  fc.record({
    stride: fc.constantFrom(4, 8, 16, 32, 64),
    boxes: fc.array(fc.tuple(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 1, max: 100 })), {
      minLength: 1,
      maxLength: 5,
    }),
  }),
  { minLength: 1, maxLength: 4 },
);

describe('priorBoxes', () => {
  it('goes through levels, rows, columns, boxes', () => {
    const priors = priorBoxes(LEVELS, 32, 16);
    const rows = Array.from({ length: priors.length / 4 }, (_, i) => [
      ...priors.subarray(i * 4, i * 4 + 4),
    ]);
    expect(rows.length).toBe(2 * 4 * 2 + 1 * 2 * 2);
    expect(rows.slice(0, 3)).toEqual([
      [4, 4, 10, 5],
      [4, 4, 20, 5],
      [12, 4, 10, 5],
    ]);
    // Second row of the first level comes after its four columns.
    expect(rows[8]).toEqual([4, 12, 10, 5]);
    expect(rows.slice(16)).toEqual([
      [8, 8, 40, 20],
      [8, 8, 80, 20],
      [24, 8, 40, 20],
      [24, 8, 80, 20],
    ]);
  });

  it('has as many as it says, every cell of every level, with a grid that rounds up', () => {
    fc.assert(
      fc.property(
        levels,
        fc.integer({ min: 1, max: 20 }),
        fc.integer({ min: 1, max: 20 }),
        (made, columns, rows) => {
          const width = columns * 32;
          const height = rows * 32;
          const priors = priorBoxes(made, width, height);
          expect(priors.length).toBe(4 * priorCount(made, width, height));
          let at = 0;
          for (const { stride, boxes } of made) {
            const across = Math.ceil(width / stride);
            const count = across * Math.ceil(height / stride) * boxes.length;
            for (const index of [0, count >> 1, count - 1]) {
              const [x, y, w, h] = priors.subarray((at + index) * 4, (at + index) * 4 + 4);
              const cell = Math.floor(index / boxes.length);
              expect(x).toBe(((cell % across) + 0.5) * stride);
              expect(y).toBe((Math.floor(cell / across) + 0.5) * stride);
              expect([w, h]).toEqual(boxes[index % boxes.length]);
            }
            at += count;
          }
        },
      ),
    );
  });
});
