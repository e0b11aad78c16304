import fc from 'fast-check';
import { expect, test } from 'vitest';
import { softMaximum } from '../../../../src/reading/recognizer/ctc/softMaximum.ts';

const scores = fc.array(fc.double({ min: -200, max: 0, noNaN: true }), { minLength: 1 });

test('lies between the mean and the greatest, nearer to the mean the softer it is', () => {
  fc.assert(
    fc.property(scores, (each) => {
      const mean = each.reduce((sum, one) => sum + one, 0) / each.length;
      const [hard, soft] = [softMaximum(each, 1), softMaximum(each, 100)];
      expect(hard).toBeLessThanOrEqual(Math.max(...each) + 1e-9);
      expect(soft).toBeLessThanOrEqual(hard + 1e-9);
      expect(soft).toBeGreaterThanOrEqual(mean - 1e-9);
    }),
  );
});

test('a text that no view can show is impossible, one that some can is not', () => {
  expect(softMaximum([-Infinity, -Infinity], 2)).toBe(-Infinity);
  expect(softMaximum([-Infinity, -3], 2)).toBeCloseTo(-3 - 2 * Math.log(2));
});
