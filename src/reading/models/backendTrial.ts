import type { GraphModel } from '@tensorflow/tfjs-converter';
import { dispose, type Tensor, tensor } from '@tensorflow/tfjs-core';
import { buildGraph, type GraphFiles } from './loadGraph.ts';

/** Something that can be run again and again on the backend it was made on. */
export interface BackendTrial {
  /** One run, awaited to the last value of its output. */
  run(): Promise<Float32Array>;
  dispose(): void;
}

const TIMED_RUNS = 5;
/** Largest difference of an output between two backends that count as agreeing. */
const TOLERANCE = 1e-2;

/** A trial of a real graph on the current backend, with a fixed pattern as the picture. */
export async function graphTrial(
  loaded: GraphFiles,
  shape: readonly number[],
): Promise<BackendTrial> {
  const graph = await buildGraph(loaded);
  const length = shape.reduce((product, side) => product * side, 1);
  const range = loaded.manifest.kind === 'detector' ? 255 : 1;
  const values = new Float32Array(length);
  // A linear congruential generator (Numerical Recipes): the same picture on every backend.
  let state = 1;
  for (let i = 0; i < length; i++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    values[i] = (state / 2 ** 32) * range;
  }
  const image = tensor(values, [...shape]);
  return {
    run: () => runOnce(graph, image),
    dispose() {
      image.dispose();
      graph.dispose();
    },
  };
}

async function runOnce(graph: GraphModel, image: Tensor): Promise<Float32Array> {
  const result: Tensor | Tensor[] = graph.execute({ image });
  try {
    const outputs = Array.isArray(result) ? result : [result];
    const parts = await Promise.all(outputs.map(async (output) => output.data<'float32'>()));
    const joined = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
    let offset = 0;
    for (const part of parts) {
      joined.set(part, offset);
      offset += part.length;
    }
    return joined;
  } finally {
    dispose(result);
  }
}

/** Makes the trial, runs it once to warm up, then gives the median time of further runs. */
export async function medianTimeMs(
  make: () => Promise<BackendTrial>,
): Promise<{ readonly runMs: number; readonly output: Float32Array }> {
  const trial = await make();
  try {
    const output = await trial.run();
    const times: number[] = [];
    for (let i = 0; i < TIMED_RUNS; i++) {
      const start = performance.now();
      await trial.run();
      times.push(performance.now() - start);
    }
    times.sort((a, b) => a - b);
    return { runMs: times[TIMED_RUNS >> 1] ?? Number.POSITIVE_INFINITY, output };
  } finally {
    trial.dispose();
  }
}

/** Whether two outputs have the same length and differ by at most 1e-2 everywhere. */
export function outputsAgree(a: Float32Array, b: Float32Array): boolean {
  if (a.length !== b.length) return false;
  // Written so that a NaN on either side counts as a difference.
  return a.every((value, i) => Math.abs(value - (b[i] ?? Number.NaN)) <= TOLERANCE);
}
