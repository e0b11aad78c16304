import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { headGradient, runHead } from '../../../src/reading/finetune/headRun.ts';
import {
  copyOfHead,
  HEAD_PARTS,
  type HeadShape,
  type HeadWeights,
  withClasses,
} from '../../../src/reading/finetune/headWeights.ts';
import { chooseBackend } from '../../../src/reading/models/backend.ts';
import { WASM_FOLDER } from '../models/tfjsBackends.ts';

const SHAPE: HeadShape = { inputs: 3, hidden: 4, priors: 2, classes: 2 };
const CELLS = 5;

/** Numbers between -1 and 1 that are the same every time. */
function numbers(length: number, seed: number): Float32Array {
  return Float32Array.from({ length }, (_, i) => Math.sin(12.9 * (i + 1) + 78.2 * seed));
}

const head: HeadWeights = {
  inner: numbers(12, 1),
  innerBias: numbers(4, 2).map((value) => value + 1),
  scores: numbers(16, 3),
  scoresBias: numbers(4, 4),
  boxes: numbers(32, 5),
  boxesBias: numbers(8, 6),
};
const features = numbers(CELLS * SHAPE.inputs, 7).map((value) => 2 + 2 * value);
const wantedScores = numbers(CELLS * 4, 8);
const wantedBoxes = numbers(CELLS * 8, 9);

/** Half the squared distance of an output from what is wanted, in Float64. */
function distance(weights: HeadWeights): number {
  const { scores, boxes } = runHead(features, weights, SHAPE);
  const half = (got: Float32Array, wanted: Float32Array): number =>
    got.reduce((sum, value, i) => sum + (value - (wanted[i] ?? 0)) ** 2 / 2, 0);
  return half(scores, wantedScores) + half(boxes, wantedBoxes);
}

describe.each(['wasm', 'cpu'] as const)('the last layers on %s', (backend) => {
  beforeAll(async () => {
    await chooseBackend({ wasmPaths: WASM_FOLDER, override: backend });
  });

  it('change a loss as finite differences say', () => {
    const gradient = headGradient(features, head, SHAPE, ({ scores, boxes }) => ({
      byScore: scores.map((value, i) => value - (wantedScores[i] ?? 0)),
      byBox: boxes.map((value, i) => value - (wantedBoxes[i] ?? 0)),
    }));
    const step = 1e-2;
    for (const part of HEAD_PARTS) {
      for (let at = 0; at < head[part].length; at++) {
        const moved = (by: number): HeadWeights => {
          const other = copyOfHead(head);
          other[part][at] = (other[part][at] ?? 0) + by;
          return other;
        };
        const slope = (distance(moved(step)) - distance(moved(-step))) / (2 * step);
        const told = gradient[part][at] ?? Number.NaN;
        expect(Math.abs(told - slope), `${part} ${at}`).toBeLessThan(0.02 * (1 + Math.abs(slope)));
      }
    }
  });

  it('leave no tensor behind', () => {
    const before = tf.memory().numTensors;
    runHead(features, head, SHAPE);
    headGradient(features, head, SHAPE, ({ scores, boxes }) => ({ byScore: scores, byBox: boxes }));
    expect(tf.memory().numTensors).toBe(before);
  });
});

describe('a head for other classes', () => {
  it('keeps those that it knew, in their new places, and starts the others at one in a hundred', async () => {
    await chooseBackend({ wasmPaths: WASM_FOLDER });
    const other = withClasses(head, SHAPE, [null, 1, 0]);
    const before = runHead(features, head, SHAPE).scores;
    const after = runHead(features, other, { ...SHAPE, classes: 3 }).scores;
    for (let prior = 0; prior < CELLS * SHAPE.priors; prior++) {
      const [fresh = 0, second = 0, first = 0] = after.subarray(prior * 3, prior * 3 + 3);
      expect(1 / (1 + Math.exp(-fresh))).toBeCloseTo(0.01, 5);
      expect(first).toBeCloseTo(before[prior * 2] ?? Number.NaN, 5);
      expect(second).toBeCloseTo(before[prior * 2 + 1] ?? Number.NaN, 5);
    }
  });
});
