import type { GraphModel } from '@tensorflow/tfjs-converter';
import { dispose, tensor4d, tidy } from '@tensorflow/tfjs-core';
import { ReadingError } from '../../errors.ts';
import type { Point } from '../../geometry.ts';
import type { RasterImage } from '../../image.ts';
import { fromRegion, type HandRegion, sampleRegion } from './handRegion.ts';

/**
 * The 21 joints of a hand, px of the picture, in MediaPipe's order: wrist, then four of each finger
 * from thumb to little finger, tips last.
 */
export type HandLandmarks = readonly Point[];

export const JOINTS = 21;
const SIDE = 224;
/** Presence below which the region holds no hand. */
const THRESHOLD = 0.5;
const OUTPUTS = ['Identity', 'Identity_1'];

/** Finds the joints of the hand in a region (Zhang et al. 2020, "MediaPipe Hands"). */
export class LandmarkFinder {
  readonly #graph: GraphModel;
  readonly #pixels = new Float32Array(SIDE * SIDE * 3);

  constructor(graph: GraphModel) {
    this.#graph = graph;
  }

  /** The joints, or null where there is no hand. @throws ReadingError `model-invalid` */
  async find(image: RasterImage, region: HandRegion): Promise<HandLandmarks | null> {
    sampleRegion(image, region, SIDE, this.#pixels);
    const outputs = tidy(() => {
      const found = this.#graph.execute(tensor4d(this.#pixels, [1, SIDE, SIDE, 3]), OUTPUTS);
      return Array.isArray(found) ? found : [found];
    });
    try {
      const [joints, presence] = await Promise.all(
        outputs.map(async (output) => output.data<'float32'>()),
      );
      if (joints?.length !== JOINTS * 3 || presence?.length !== 1) {
        throw new ReadingError('model-invalid', { detail: 'handlandmark-lite gives other shapes' });
      }
      if ((presence[0] ?? 0) < THRESHOLD) return null;
      return Array.from({ length: JOINTS }, (_, joint) =>
        fromRegion(region, (joints[joint * 3] ?? 0) / SIDE, (joints[joint * 3 + 1] ?? 0) / SIDE),
      );
    } finally {
      dispose(outputs);
    }
  }

  dispose(): void {
    this.#graph.dispose();
  }
}
