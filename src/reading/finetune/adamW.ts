import { type HeadWeights, mapHead } from './headWeights.ts';

const FIRST_DECAY = 0.9;
const SECOND_DECAY = 0.999;
const EPSILON = 1e-8;
/** Not of biases, as in `training/detector/train.py`. */
const WEIGHT_DECAY = 0.02;
const GRADIENT_CLIP = 5;

/** Adam with decoupled weight decay (Loshchilov, Hutter 2019); gradients are clipped by their norm. */
export class AdamW {
  readonly #first: HeadWeights;
  readonly #second: HeadWeights;
  #steps = 0;

  constructor(head: HeadWeights) {
    this.#first = mapHead(head, (values) => new Float32Array(values.length));
    this.#second = mapHead(head, (values) => new Float32Array(values.length));
  }

  /** Moves the weights in place; a gradient that is not finite is left out. */
  step(head: HeadWeights, gradient: HeadWeights, rate: number): void {
    const norm = Math.sqrt(
      Object.values(gradient).reduce((sum, values) => sum + sumOfSquares(values), 0),
    );
    if (!Number.isFinite(norm)) return;
    const scale = Math.min(1, GRADIENT_CLIP / Math.max(norm, EPSILON));
    this.#steps += 1;
    const firstShare = 1 - FIRST_DECAY ** this.#steps;
    const secondShare = 1 - SECOND_DECAY ** this.#steps;
    mapHead(head, (weights, part) => {
      const [slopes, first, second] = [gradient[part], this.#first[part], this.#second[part]];
      const decay = part.endsWith('Bias') ? 0 : WEIGHT_DECAY;
      for (let i = 0; i < weights.length; i++) {
        const slope = (slopes[i] ?? 0) * scale;
        const mean = FIRST_DECAY * (first[i] ?? 0) + (1 - FIRST_DECAY) * slope;
        const square = SECOND_DECAY * (second[i] ?? 0) + (1 - SECOND_DECAY) * slope * slope;
        first[i] = mean;
        second[i] = square;
        const weight = weights[i] ?? 0;
        const moved = mean / firstShare / (Math.sqrt(square / secondShare) + EPSILON);
        weights[i] = weight - rate * (moved + decay * weight);
      }
      return weights;
    });
  }
}

function sumOfSquares(values: Float32Array): number {
  let sum = 0;
  for (const value of values) sum += value * value;
  return sum;
}
