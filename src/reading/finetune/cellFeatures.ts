import type { GraphModel } from '@tensorflow/tfjs-converter';
import * as tf from '@tensorflow/tfjs-core';
import { Letterbox, type LetterboxPlan, planLetterbox } from '../detector/letterbox.ts';
import { priorCount } from '../detector/priorBoxes.ts';
import { ReadingError } from '../errors.ts';
import type { RasterImage } from '../image.ts';
import type { DetectorDescription } from '../models/detectorDescription.ts';
import type { DetectorHead } from './detectorHead.ts';

/** What the last layers of a detector see of a picture. */
export interface CellFeatures {
  readonly plan: LetterboxPlan;
  /** `[cells, inputs]`, levels after each other; 255 is 6. */
  readonly packed: Uint8Array;
}

/** The features come out of ReLU6: a byte of each holds them to 0.012. */
const MOST = 6;
const STEPS = 255;

/** Runs a detector's graph as far as its last layers; what it gives never changes while those do. */
export class FeatureView {
  readonly #letterbox = new Letterbox();
  readonly #graph: GraphModel;
  readonly #head: DetectorHead;
  readonly #description: DetectorDescription;

  constructor(graph: GraphModel, head: DetectorHead, description: DetectorDescription) {
    this.#graph = graph;
    this.#head = head;
    this.#description = description;
  }

  /** Bytes that the features of a picture of this size take. */
  bytesOf(size: { readonly width: number; readonly height: number }): number {
    const { input, priors } = this.#description;
    const { shape } = this.#head;
    const plan = planLetterbox({ x: 0, y: 0, ...size }, input.stillLongSide, input.multiple);
    return (priorCount(priors.levels, plan.width, plan.height) / shape.priors) * shape.inputs;
  }

  /** @throws ReadingError `training-unfit` where the graph has other cells than prior boxes */
  look(image: RasterImage): CellFeatures {
    const { input, priors } = this.#description;
    const { shape, levels } = this.#head;
    const region = { x: 0, y: 0, width: image.width, height: image.height };
    const plan = planLetterbox(region, input.stillLongSide, input.multiple);
    const values = this.#letterbox.fill(image, plan);
    const features = tf.tidy(() => {
      const run = this.#graph.execute(
        { image: tf.tensor4d(values, [1, plan.height, plan.width, 3]) },
        levels.map(({ features }) => features),
      );
      const cells = (Array.isArray(run) ? run : [run]).map((level) =>
        tf.reshape(level, [-1, shape.inputs]),
      );
      return tf.concat(cells, 0);
    });
    const packed = packedOf(features.dataSync<'float32'>());
    features.dispose();
    const cells = packed.length / shape.inputs;
    if (cells * shape.priors !== priorCount(priors.levels, plan.width, plan.height)) {
      throw new ReadingError('training-unfit', { detail: 'it has other cells than prior boxes' });
    }
    return { plan, packed };
  }
}

function packedOf(values: Float32Array): Uint8Array {
  const packed = new Uint8Array(values.length);
  for (let i = 0; i < values.length; i++) packed[i] = Math.round(((values[i] ?? 0) * STEPS) / MOST);
  return packed;
}

export function unpacked(packed: Uint8Array): Float32Array {
  const values = new Float32Array(packed.length);
  for (let i = 0; i < packed.length; i++) values[i] = ((packed[i] ?? 0) * MOST) / STEPS;
  return values;
}
