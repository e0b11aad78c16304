import fc from 'fast-check';
import { expect, test } from 'vitest';
import { lossCurve } from '../../../../src/app/annotate/train/lossCurve.ts';

test('the curve stays in its field, goes on to the right, and is whole at the last step', () => {
  const losses = fc.array(fc.double({ min: 0, max: 50, noNaN: true }), {
    minLength: 1,
    maxLength: 700,
  });
  fc.assert(
    fc.property(losses, fc.nat({ max: 900 }), (values, more) => {
      const steps = values.length + more;
      const points = lossCurve(values, steps, 480, 120);
      expect(points.length).toBeLessThanOrEqual(121);
      points.forEach(([x, y], at) => {
        expect(x).toBeGreaterThanOrEqual(points[at - 1]?.[0] ?? 0);
        expect(x).toBeLessThanOrEqual(480);
        expect(y).toBeGreaterThanOrEqual(0);
        expect(y).toBeLessThanOrEqual(120);
      });
      if (more === 0 && values.length > 1) expect(points.at(-1)?.[0]).toBeCloseTo(480, 6);
    }),
  );
});

test('falling losses fall', () => {
  const heights = lossCurve([4, 3, 2, 1], 4, 300, 100).map(([, y]) => y);
  expect(heights).toEqual([0, 25, 50, 75]);
});
