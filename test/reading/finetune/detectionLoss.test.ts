import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PRIOR_FIELDS, priorBoxes } from '../../../src/reading/detector/priorBoxes.ts';
import { detectionLoss } from '../../../src/reading/finetune/detectionLoss.ts';
import { priorTargets } from '../../../src/reading/finetune/priorTargets.ts';
import type { Box } from '../../../src/reading/geometry.ts';
import type { PriorLevel } from '../../../src/reading/models/detectorDescription.ts';

/** What the Python gives: `training/tests/test_finetune_golden.py`. */
interface Golden {
  readonly levels: readonly PriorLevel[];
  readonly variances: readonly [number, number, number, number];
  readonly width: number;
  readonly height: number;
  readonly corners: readonly (readonly [number, number, number, number])[];
  readonly labels: readonly number[];
  readonly positive: readonly number[];
  readonly target: readonly number[];
  readonly ignored: readonly number[];
  readonly scores: readonly number[];
  readonly boxes: readonly number[];
  readonly classLoss: number;
  readonly boxLoss: number;
  readonly byScore: readonly number[];
  readonly byBox: readonly number[];
}

const golden = JSON.parse(readFileSync('test/golden/detector-training.json', 'utf8')) as Golden;
const { levels, width, height, labels, variances } = golden;
const CLASSES = ['one', 'other'];

const boxOf = ([left, top, right, bottom]: Golden['corners'][number]): Box => ({
  x: left,
  y: top,
  width: right - left,
  height: bottom - top,
});
const truths = golden.corners.map(boxOf);

function targetsOf(boxes: readonly Box[]) {
  const targets = priorTargets(levels, width, height, boxes);
  const table = priorBoxes(levels, width, height);
  const rows = [...targets.positive].flatMap((prior) => [
    ...table.subarray(prior * PRIOR_FIELDS, (prior + 1) * PRIOR_FIELDS),
  ]);
  return { ...targets, labels, boxes, positivePriors: Float32Array.from(rows) };
}

const farthest = (got: Float32Array, wanted: readonly number[]): number =>
  Math.max(...wanted.map((value, i) => Math.abs(value - (got[i] ?? Number.NaN))));

describe('which priors stand for which box', () => {
  it('is what the training in Python says', () => {
    const { positive, target, ignored } = priorTargets(levels, width, height, truths);
    expect([...positive]).toEqual(golden.positive);
    expect([...target]).toEqual(golden.target);
    expect([...ignored]).toEqual(golden.ignored);
  });

  it('gives every box inside the picture a prior, none twice, and none that is ignored', () => {
    const box = fc.record({
      x: fc.double({ min: 0, max: 70, noNaN: true }),
      y: fc.double({ min: 0, max: 40, noNaN: true }),
      width: fc.double({ min: 3, max: 25, noNaN: true }),
      height: fc.double({ min: 3, max: 20, noNaN: true }),
    });
    fc.assert(
      fc.property(box, fc.array(box, { maxLength: 6 }), (first, others) => {
        const alone = priorTargets(levels, width, height, [first]);
        expect(alone.positive.length).toBeGreaterThan(0);
        const { positive, target, ignored } = priorTargets(levels, width, height, [
          first,
          ...others,
        ]);
        expect(new Set(positive).size).toBe(positive.length);
        expect(target.length).toBe(positive.length);
        const own = new Set(positive);
        expect([...ignored].filter((prior) => own.has(prior))).toEqual([]);
      }),
    );
  });

  it('gives a picture without boxes nothing to stand for', () => {
    expect(priorTargets(levels, width, height, []).positive).toHaveLength(0);
  });
});

describe('the loss', () => {
  const output = {
    scores: Float32Array.from(golden.scores),
    boxes: Float32Array.from(golden.boxes),
  };

  it('and its gradient are those of the training in Python', () => {
    const got = detectionLoss(
      output,
      targetsOf(truths),
      { classes: CLASSES, variances },
      golden.positive.length,
    );
    expect(got.classLoss).toBeCloseTo(golden.classLoss, 4);
    expect(got.boxLoss).toBeCloseTo(golden.boxLoss, 4);
    expect(farthest(got.byScore, golden.byScore)).toBeLessThan(1e-5);
    expect(farthest(got.byBox, golden.byBox)).toBeLessThan(1e-5);
  });

  it('falls along its gradient as fast as the gradient says', () => {
    const targets = targetsOf(truths);
    const about = { classes: CLASSES, variances };
    const lossOf = (scores: Float32Array, boxes: Float32Array): number => {
      const { classLoss, boxLoss } = detectionLoss({ scores, boxes }, targets, about, 1);
      return classLoss + boxLoss;
    };
    const { byScore, byBox } = detectionLoss(output, targets, about, 1);
    const step = 1e-3;
    const moved = (values: Float32Array, by: Float32Array, sign: number) =>
      values.map((value, i) => value + sign * step * (by[i] ?? 0));
    const change =
      lossOf(moved(output.scores, byScore, 1), moved(output.boxes, byBox, 1)) -
      lossOf(moved(output.scores, byScore, -1), moved(output.boxes, byBox, -1));
    const squares = [...byScore, ...byBox].reduce((sum, slope) => sum + slope * slope, 0);
    expect(change / (2 * step) / squares).toBeCloseTo(1, 2);
  });
});
