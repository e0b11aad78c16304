import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  decodeBox,
  encodeBox,
  pickCandidates,
  sigmoid,
} from '../../../src/reading/detector/decode.ts';

const VARIANCES = [0.1, 0.1, 0.2, 0.2] as const;
const PRIORS = new Float32Array([100, 50, 40, 10, 12, 4, 16, 8]);

describe('decodeBox', () => {
  it('gives the prior itself for a regression of zeros', () => {
    expect(decodeBox(new Float32Array(8), PRIORS, 0, VARIANCES)).toEqual({
      x: 80,
      y: 45,
      width: 40,
      height: 10,
    });
  });

  it('follows the formulas of the SSD paper', () => {
    const regressions = new Float32Array([0, 0, 0, 0, 5, -10, Math.log(2) / 0.2, 0]);
    const box = decodeBox(regressions, PRIORS, 1, VARIANCES);
    // Centre moved by half a width and a height, and twice as wide.
    expect(box.x).toBeCloseTo(12 + 8 - 16, 4);
    expect(box.y).toBeCloseTo(4 - 8 - 4, 4);
    expect(box.width).toBeCloseTo(32, 4);
    expect(box.height).toBeCloseTo(8, 4);
  });

  it('is the inverse of encodeBox', () => {
    const side = fc.double({ min: 1, max: 300, noNaN: true });
    const place = fc.double({ min: -200, max: 1000, noNaN: true });
    fc.assert(
      fc.property(place, place, side, side, fc.constantFrom(0, 1), (x, y, width, height, prior) => {
        const box = { x, y, width, height };
        const regressions = new Float32Array(8);
        regressions.set(encodeBox(box, PRIORS, prior, VARIANCES), prior * 4);
        const back = decodeBox(regressions, PRIORS, prior, VARIANCES);
        expect(back.x).toBeCloseTo(x, 1);
        expect(back.y).toBeCloseTo(y, 1);
        expect(back.width / width).toBeCloseTo(1, 4);
        expect(back.height / height).toBeCloseTo(1, 4);
      }),
    );
  });

  it('holds wild regressions to a finite box', () => {
    const regressions = new Float32Array([0, 0, 1e9, -1e9, 0, 0, 0, 0]);
    const { width, height } = decodeBox(regressions, PRIORS, 0, VARIANCES);
    expect(width).toBeCloseTo(40 * Math.exp(4), 3);
    expect(height).toBeCloseTo(10 * Math.exp(-4), 3);
  });
});

describe('pickCandidates', () => {
  it('takes each prior once, with its best class, best first', () => {
    const logits = new Float32Array([-9, -9, 1, 2, 3, -9, 0.1, 0]);
    expect(pickCandidates(logits, 2, 0.5, 10)).toEqual([
      { prior: 2, classIndex: 0, score: sigmoid(3) },
      { prior: 1, classIndex: 1, score: sigmoid(2) },
      { prior: 3, classIndex: 0, score: sigmoid(Math.fround(0.1)) },
    ]);
  });

  it('agrees with scoring everything first', () => {
    fc.assert(
      fc.property(
        fc.array(fc.float({ min: -8, max: 8, noNaN: true }), { maxLength: 90 }),
        fc.integer({ min: 1, max: 3 }),
        fc.double({ min: 0.05, max: 0.95, noNaN: true }),
        (values, classes, threshold) => {
          const logits = new Float32Array(
            values.slice(0, values.length - (values.length % classes)),
          );
          const expected: number[] = [];
          for (let prior = 0; prior < logits.length / classes; prior++) {
            const best = Math.max(...logits.subarray(prior * classes, (prior + 1) * classes));
            if (best >= Math.log(threshold / (1 - threshold))) expected.push(sigmoid(best));
          }
          expected.sort((a, b) => b - a);
          const scores = pickCandidates(logits, classes, threshold, 1000).map(({ score }) => score);
          expect(scores).toEqual(expected);
          expect(pickCandidates(logits, classes, threshold, 2).length).toBe(
            Math.min(2, expected.length),
          );
        },
      ),
    );
  });

  it('never picks a NaN', () => {
    expect(pickCandidates(new Float32Array([Number.NaN, Number.NaN]), 1, 0.1, 10)).toEqual([]);
  });
});
