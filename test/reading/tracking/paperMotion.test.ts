import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  estimatePaperMotion,
  fitSimilarity,
  moved,
  STANDSTILL,
} from '../../../src/reading/tracking/paperMotion.ts';
import { paragraph, placed } from './movingPaper.ts';

const HERE = { dx: 0, dy: 0 };
const NO_SHIFT = { x: 0, y: 0 };

describe('paper motion', () => {
  it('is null where no line can be the same', () => {
    expect(estimatePaperMotion([], [], null)).toBeNull();
    const small = placed({ x: 0, y: 0, width: 100, height: 10 }, HERE);
    const large = placed({ x: 0, y: 0, width: 900, height: 90 }, HERE);
    expect(estimatePaperMotion([small], [large], null)).toBeNull();
  });

  it('finds any shift of a ragged paragraph, also with a third of the lines gone', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 3, max: 10 }),
        fc.integer({ min: -300, max: 300 }),
        fc.integer({ min: -300, max: 300 }),
        fc.integer({ min: 0, max: 2 }),
        (count, dx, dy, gone) => {
          const lines = paragraph(count);
          const before = lines.map((line) => placed(line, HERE));
          const after = lines
            .filter((_, i) => i % 3 !== gone)
            .map((line) => placed(line, { dx, dy }));
          const found = estimatePaperMotion(before, after, null);
          expect(found?.motion.dx).toBeCloseTo(dx, 3);
          expect(found?.motion.dy).toBeCloseTo(dy, 3);
          expect(found?.support).toBeCloseTo(after.length, 3);
        },
      ),
    );
  });

  it('takes even lines to stay where they are rather than to be their neighbours', () => {
    const even = Array.from({ length: 6 }, (_, i) => ({
      x: 50,
      y: 60 * i,
      width: 400,
      height: 40,
    }));
    const all = even.map((line) => placed(line, HERE));
    for (const missed of [0, 5]) {
      const seen = all.filter((_, i) => i !== missed);
      // Seen from the five, the six fit as well one line further up or down.
      expect(estimatePaperMotion(seen, all, NO_SHIFT)?.motion.dy).toBeCloseTo(0, 6);
      expect(estimatePaperMotion(all, seen, NO_SHIFT)?.motion.dy).toBeCloseTo(0, 6);
    }
  });

  it('finds turn and scale', () => {
    const lines = paragraph(6);
    const before = lines.map((line) => placed(line, HERE));
    const after = lines.map((line) => placed(line, { dx: 5, dy: 3, turn: 0.02, scale: 1.03 }));
    const motion = estimatePaperMotion(before, after, null)?.motion ?? STANDSTILL;
    before.forEach((quad, i) => {
      quad.forEach((corner, at) => {
        const target = after[i]?.[at as 0 | 1 | 2 | 3];
        const { x, y } = moved(corner, motion);
        expect(Math.hypot(x - (target?.x ?? 0), y - (target?.y ?? 0))).toBeLessThan(1);
      });
    });
  });

  it('is told by the start of a line that grows', () => {
    const short = { x: 100, y: 100, width: 200, height: 40 };
    const found = estimatePaperMotion(
      [placed(short, HERE)],
      [placed({ ...short, width: 290 }, { dx: 4, dy: 2 })],
      NO_SHIFT,
    );
    expect(found?.motion.dx).toBeCloseTo(4, 6);
    expect(found?.motion.dy).toBeCloseTo(2, 6);
  });
});

describe('similarity fit', () => {
  it('gives back any similarity near the identity', () => {
    const near = fc.double({ min: -0.12, max: 0.12, noNaN: true });
    const shift = fc.double({ min: -200, max: 200, noNaN: true });
    fc.assert(
      fc.property(near, near, shift, shift, (grow, b, dx, dy) => {
        const truth = { a: 1 + grow, b, dx, dy };
        const pairs = [
          { x: 0, y: 0 },
          { x: 300, y: 20 },
          { x: 40, y: 200 },
          { x: 320, y: 260 },
        ].map((before) => ({ before, after: moved(before, truth), weight: 1 }));
        const fitted = fitSimilarity(pairs);
        expect(fitted?.a).toBeCloseTo(truth.a, 9);
        expect(fitted?.b).toBeCloseTo(truth.b, 9);
        expect(fitted?.dx).toBeCloseTo(dx, 6);
        expect(fitted?.dy).toBeCloseTo(dy, 6);
      }),
    );
  });

  it('is a plain shift where two points are all there is', () => {
    const pairs = [
      { before: { x: 0, y: 0 }, after: { x: 3, y: 4 }, weight: 1 },
      { before: { x: 10, y: 0 }, after: { x: 13, y: 6 }, weight: 1 },
    ];
    expect(fitSimilarity(pairs)).toEqual({ a: 1, b: 0, dx: 3, dy: 5 });
    expect(fitSimilarity([])).toBeNull();
  });
});
