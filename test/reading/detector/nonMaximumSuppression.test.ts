import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { suppressNonMaxima } from '../../../src/reading/detector/nonMaximumSuppression.ts';
import { intersectionOverUnion } from '../../../src/reading/geometry.ts';

const whole = (least: number, most: number) => fc.integer({ min: least, max: most });
const items = fc.array(
  fc.record({
    box: fc.record({
      x: whole(0, 60),
      y: whole(0, 60),
      width: whole(1, 40),
      height: whole(1, 40),
    }),
    className: fc.constantFrom('handwriting', 'print'),
    // Few values, so that equal scores happen.
    score: fc.constantFrom(0.3, 0.5, 0.7, 0.9),
  }),
  { maxLength: 25 },
);
const options = fc.record({
  iouThreshold: fc.constantFrom(0.2, 0.45, 0.7),
  acrossClasses: fc.boolean(),
});

describe('suppressNonMaxima', () => {
  const word = { x: 0, y: 0, width: 40, height: 10 };
  const almost = { x: 2, y: 0, width: 40, height: 10 };
  const beside = { x: 50, y: 0, width: 40, height: 10 };

  it('keeps the best of overlapping boxes', () => {
    const kept = suppressNonMaxima(
      [
        { box: almost, className: 'print', score: 0.6 },
        { box: word, className: 'print', score: 0.8 },
        { box: beside, className: 'print', score: 0.5 },
      ],
      { iouThreshold: 0.45, acrossClasses: false },
    );
    expect(kept.map(({ box }) => box)).toEqual([word, beside]);
  });

  it('lets classes compete only where asked', () => {
    const both = [
      { box: word, className: 'print', score: 0.6 },
      { box: almost, className: 'handwriting', score: 0.8 },
    ];
    expect(suppressNonMaxima(both, { iouThreshold: 0.45, acrossClasses: false }).length).toBe(2);
    expect(suppressNonMaxima(both, { iouThreshold: 0.45, acrossClasses: true })).toEqual([both[1]]);
  });

  it('changes nothing the second time', () => {
    fc.assert(
      fc.property(items, options, (boxes, how) => {
        const once = suppressNonMaxima(boxes, how);
        expect(suppressNonMaxima(once, how)).toEqual(once);
      }),
    );
  });

  it('does not depend on the order', () => {
    fc.assert(
      fc.property(
        items.chain((boxes) =>
          fc.tuple(
            fc.constant(boxes),
            fc.shuffledSubarray(boxes, { minLength: boxes.length, maxLength: boxes.length }),
          ),
        ),
        options,
        ([boxes, shuffled], how) => {
          expect(suppressNonMaxima(shuffled, how)).toEqual(suppressNonMaxima(boxes, how));
        },
      ),
    );
  });

  it('leaves no overlap, and drops nothing without a better one in its place', () => {
    fc.assert(
      fc.property(items, options, (boxes, how) => {
        const kept = suppressNonMaxima(boxes, how);
        const rivals = (a: (typeof boxes)[number], b: (typeof boxes)[number]) =>
          (how.acrossClasses || a.className === b.className) &&
          intersectionOverUnion(a.box, b.box) > how.iouThreshold;
        for (const [i, a] of kept.entries()) {
          for (const b of kept.slice(i + 1)) expect(rivals(a, b)).toBe(false);
        }
        for (const box of boxes) {
          if (kept.includes(box)) continue;
          expect(kept.some((better) => better.score >= box.score && rivals(better, box))).toBe(
            true,
          );
        }
      }),
    );
  });
});
