import type { GraphModel } from '@tensorflow/tfjs-converter';
import { dispose, mul, sub, tensor4d, tidy } from '@tensorflow/tfjs-core';
import { Letterbox, planLetterbox } from '../../detector/letterbox.ts';
import { ReadingError } from '../../errors.ts';
import type { Box } from '../../geometry.ts';
import type { RasterImage } from '../../image.ts';

/** Side of the graph's input, px: its shapes are fixed. */
const SIDE = 320;
/** Classes of the graph: open, closed, pinching and pointing hands, faces, tips. */
const CLASSES = 7;
const FACE = 4;
/** Score below which a box is no hand; low, because the joints are the real test. */
const THRESHOLD = 0.2;

/** Where pixels enter: behind the graph's own loop that resizes, which would cost a copy. */
const INPUT = 'StatefulPartitionedCall/map/TensorArrayV2Stack/TensorListStack';
const OUTPUTS = [
  'StatefulPartitionedCall/Postprocessor/Slice',
  'StatefulPartitionedCall/Postprocessor/ExpandDims_1',
];

/** Finds a hand anywhere in a picture. */
export class HandDetector {
  readonly #graph: GraphModel;
  readonly #letterbox = new Letterbox();

  constructor(graph: GraphModel) {
    this.#graph = graph;
  }

  /** Box of the surest hand, px of the picture, or null. @throws ReadingError `model-invalid` */
  async find(image: RasterImage): Promise<Box | null> {
    const whole = { x: 0, y: 0, width: image.width, height: image.height };
    const plan = planLetterbox(whole, SIDE, SIDE);
    const pixels = this.#letterbox.fill(image, plan);
    const outputs = tidy(() => {
      const input = sub(mul(tensor4d(pixels, [1, SIDE, SIDE, 3]), 2 / 255), 1);
      const found = this.#graph.execute({ [INPUT]: input }, OUTPUTS);
      return Array.isArray(found) ? found : [found];
    });
    try {
      const [scores, boxes] = await Promise.all(
        outputs.map(async (output) => output.data<'float32'>()),
      );
      if (!scores || !boxes || scores.length * 4 !== boxes.length * CLASSES) {
        throw new ReadingError('model-invalid', { detail: 'handtrack gives other shapes' });
      }
      const best = surestHand(scores);
      if (best === null) return null;
      const [top = 0, left = 0, bottom = 0, right = 0] = boxes.subarray(best * 4, best * 4 + 4);
      return {
        x: left * SIDE * plan.scaleX,
        y: top * SIDE * plan.scaleY,
        width: (right - left) * SIDE * plan.scaleX,
        height: (bottom - top) * SIDE * plan.scaleY,
      };
    } finally {
      dispose(outputs);
    }
  }

  dispose(): void {
    this.#graph.dispose();
  }
}

/** The box with the highest score of any class but faces. */
function surestHand(scores: Float32Array): number | null {
  let best: number | null = null;
  let highest = THRESHOLD;
  for (let at = 0; at < scores.length; at++) {
    const score = scores[at] ?? 0;
    if (score <= highest || at % CLASSES === FACE) continue;
    highest = score;
    best = Math.floor(at / CLASSES);
  }
  return best;
}
