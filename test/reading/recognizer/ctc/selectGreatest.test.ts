import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { selectGreatest } from '../../../../src/reading/recognizer/ctc/selectGreatest.ts';

describe('selectGreatest', () => {
  it('is the value at that place of the sorted ones, equal ones among them', () => {
    const values = fc.array(
      fc.oneof(
        fc.integer({ min: -3, max: 3 }),
        // -0 is equal to 0 and sorted before it.
        fc.double({ noNaN: true }).map((value) => value + 0),
      ),
      {
        minLength: 1,
        maxLength: 60,
      },
    );
    fc.assert(
      fc.property(values, fc.nat(), (all, some) => {
        const rank = 1 + (some % all.length);
        const sorted = Float64Array.from(all).sort().reverse();
        const found = selectGreatest(Float64Array.from([...all, 1e9]), all.length, rank);
        expect(found).toBe(sorted[rank - 1]);
      }),
    );
  });
});
