import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { withCleanMargins } from '../../../src/reading/lineImage/cleanMargins.ts';
import type { NormalisedLine } from '../../../src/reading/lineImage/normalise.ts';

const HEIGHT = 6;

/** A line with ink in the given columns. */
function lineWith(width: number, columns: readonly number[]): NormalisedLine {
  const data = new Float32Array(width * HEIGHT);
  for (const x of columns) data[2 * width + x] = 1;
  return { width, height: HEIGHT, data };
}

const inkedColumns = ({ width, data }: NormalisedLine): readonly number[] => [
  ...new Set([...data].flatMap((value, i) => (value > 0 ? [i % width] : []))),
];

describe('clean margins', () => {
  test('ink at both edges gets paper beside it', () => {
    const padded = withCleanMargins(lineWith(10, [0, 9]), 8, 4);
    expect(padded).toMatchObject({ width: 26, height: HEIGHT, before: 8, after: 8 });
    expect(inkedColumns(padded)).toEqual([8, 17]);
  });

  test('a line that has its margins stays as it is', () => {
    const line = lineWith(30, [8, 21]);
    expect(withCleanMargins(line, 8, 4)).toEqual({ ...line, before: 0, after: 0 });
  });

  test('an empty line stays as it is', () => {
    expect(withCleanMargins(lineWith(5, []), 8, 4)).toMatchObject({ width: 5, before: 0 });
  });

  test('the ink is only moved, by whole steps, and has enough paper on both sides', () => {
    const lines = fc
      .integer({ min: 1, max: 40 })
      .chain((width) =>
        fc.tuple(
          fc.constant(width),
          fc.uniqueArray(fc.integer({ min: 0, max: width - 1 }), { minLength: 1 }),
        ),
      );
    fc.assert(
      fc.property(lines, fc.integer({ min: 0, max: 20 }), ([width, columns], margin) => {
        const { before, after, ...padded } = withCleanMargins(lineWith(width, columns), margin, 4);
        const sorted = [...columns].sort((a, b) => a - b);
        expect(inkedColumns(padded)).toEqual(sorted.map((x) => x + before));
        expect([before % 4, after % 4]).toEqual([0, 0]);
        expect((sorted[0] ?? 0) + before).toBeGreaterThanOrEqual(margin);
        expect(padded.width - 1 - ((sorted.at(-1) ?? 0) + before)).toBeGreaterThanOrEqual(margin);
      }),
    );
  });
});
