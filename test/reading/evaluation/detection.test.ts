import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { averagePrecision } from '../../../src/reading/evaluation/averagePrecision.ts';
import {
  bestOverlap,
  detectionRates,
  matchBoxes,
  sumBoxCounts,
} from '../../../src/reading/evaluation/matchBoxes.ts';
import type { Box } from '../../../src/reading/geometry.ts';

function at(x: number, width = 100): Box {
  return { x, y: 0, width, height: 10 };
}

describe('matching of boxes', () => {
  it('gives every box at most one partner', () => {
    const box = fc.record({
      x: fc.integer({ min: 0, max: 60 }),
      y: fc.integer({ min: 0, max: 60 }),
      width: fc.integer({ min: 1, max: 60 }),
      height: fc.integer({ min: 1, max: 60 }),
    });
    fc.assert(
      fc.property(fc.array(box, { maxLength: 8 }), fc.array(box, { maxLength: 8 }), (a, b) => {
        const partners = matchBoxes(a, b, 0.3).filter((partner) => partner !== null);
        expect(new Set(partners).size).toBe(partners.length);
        // As many pairs as seen from the other side: the matching is a largest one.
        const reverse = matchBoxes(b, a, 0.3).filter((partner) => partner !== null);
        expect(reverse.length).toBe(partners.length);
      }),
    );
  });

  it('finds both pairs where the greedy choice would leave one out', () => {
    // The first truth overlaps both; its better partner is the second truth's only one.
    const truths = [at(0), at(30)];
    const found = [at(28), at(-30)];
    expect(matchBoxes(truths, found, 0.5)).toEqual([1, 0]);
  });

  it('takes just the threshold and not less', () => {
    expect(matchBoxes([at(0)], [at(0, 50)], 0.5)).toEqual([0]);
    expect(matchBoxes([at(0)], [at(0, 49)], 0.5)).toEqual([null]);
  });

  it('names the best overlap for reading', () => {
    expect(bestOverlap(at(0), [at(40), at(10), at(-20)], 0.3)).toBe(1);
    expect(bestOverlap(at(0), [at(90)], 0.3)).toBeNull();
  });
});

describe('detection rates', () => {
  it('are recall, precision and their harmonic mean over all pictures', () => {
    const sum = sumBoxCounts([
      { truths: 6, found: 4, matched: 3 },
      { truths: 2, found: 4, matched: 2 },
    ]);
    const { recall, precision, f1 } = detectionRates(sum);
    expect(recall).toBeCloseTo(5 / 8);
    expect(precision).toBeCloseTo(5 / 8);
    expect(f1).toBeCloseTo(5 / 8);
  });

  it('are null where there is nothing to divide by', () => {
    expect(detectionRates({ truths: 0, found: 0, matched: 0 })).toEqual({
      recall: null,
      precision: null,
      f1: null,
    });
    expect(detectionRates({ truths: 2, found: 0, matched: 0 })).toEqual({
      recall: 0,
      precision: null,
      f1: 0,
    });
  });
});

describe('average precision', () => {
  it('is 1 for a perfect detector and 0 for one that finds nothing', () => {
    const perfect = [
      { truths: [at(0), at(300)], found: [at(0), at(300)].map((box) => ({ box, score: 0.9 })) },
    ];
    expect(averagePrecision(perfect, 0.5)).toBeCloseTo(1);
    expect(averagePrecision([{ truths: [at(0)], found: [] }], 0.5)).toBe(0);
  });

  it('is null without true boxes, though false ones are found', () => {
    expect(averagePrecision([{ truths: [], found: [{ box: at(0), score: 1 }] }], 0.5)).toBeNull();
  });

  it('follows the precision at 101 points of recall, by hand', () => {
    // By score: hit, miss, hit, miss, miss; four truths. Recall 0.25 at precision 1 serves the
    // points 0 … 0.25 (26), recall 0.5 at 2/3 the points 0.26 … 0.5 (25), the rest is 0.
    const pictures = [
      {
        truths: [at(0), at(200)],
        found: [
          { box: at(0), score: 0.9 },
          { box: at(1000), score: 0.8 },
        ],
      },
      {
        truths: [at(0), at(200)],
        found: [
          { box: at(205), score: 0.7 },
          { box: at(203), score: 0.6 },
          { box: at(2000), score: 0.5 },
        ],
      },
    ];
    expect(averagePrecision(pictures, 0.5)).toBeCloseTo((26 + (25 * 2) / 3) / 101, 12);
  });

  it('agrees with pycocotools on random boxes', () => {
    const file = new URL('../../golden/averagePrecision.json', import.meta.url);
    const golden: {
      pictures: { truths: number[][]; found: { box: number[]; score: number }[] }[];
      ap50: number;
      ap75: number;
    } = JSON.parse(readFileSync(file, 'utf8'));
    const boxOf = ([x = 0, y = 0, width = 0, height = 0]: number[]): Box => ({
      x,
      y,
      width,
      height,
    });
    const pictures = golden.pictures.map(({ truths, found }) => ({
      truths: truths.map(boxOf),
      found: found.map(({ box, score }) => ({ box: boxOf(box), score })),
    }));
    expect(averagePrecision(pictures, 0.5)).toBeCloseTo(golden.ap50, 9);
    expect(averagePrecision(pictures, 0.75)).toBeCloseTo(golden.ap75, 9);
  });

  it('counts a second box on the same truth as false', () => {
    const twice = [
      {
        truths: [at(0)],
        found: [
          { box: at(2), score: 0.9 },
          { box: at(0), score: 0.8 },
        ],
      },
    ];
    expect(averagePrecision(twice, 0.5)).toBeCloseTo(1);
    const falseFirst = [
      {
        truths: [at(0)],
        found: [
          { box: at(500), score: 0.9 },
          { box: at(0), score: 0.8 },
        ],
      },
    ];
    expect(averagePrecision(falseFirst, 0.5)).toBeCloseTo(0.5);
  });

  it('does not depend on how scores are scaled', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: 1, max: 1000 }), { minLength: 3, maxLength: 10 }),
        fc.array(fc.boolean(), { minLength: 10, maxLength: 10 }),
        (scores, hits) => {
          const of = (scale: (score: number) => number) =>
            averagePrecision(
              [
                {
                  truths: scores.map((_, i) => at(200 * i)),
                  found: scores.map((score, i) => ({
                    box: hits[i] ? at(200 * i) : at(-500),
                    score: scale(score),
                  })),
                },
              ],
              0.5,
            );
          expect(of((score) => score)).toBe(of((score) => score / 1e4));
        },
      ),
    );
  });
});
