import type { GraphModel } from '@tensorflow/tfjs-converter';
import { dispose, type Tensor, tensor4d, tidy } from '@tensorflow/tfjs-core';
import { ReadingError } from '../errors.ts';
import type { Box } from '../geometry.ts';
import type { RasterImage } from '../image.ts';
import type { DetectorManifest } from '../models/manifest.ts';
import { type DetectorOutput, decodeOutput } from './decodeOutput.ts';
import type { Detection } from './detection.ts';
import { Letterbox, type LetterboxPlan, planLetterbox } from './letterbox.ts';
import { priorBoxes } from './priorBoxes.ts';

export interface DetectorOptions {
  readonly graph: GraphModel;
  readonly manifest: DetectorManifest;
  /**
   * Whether a place can have only one class (a word is print or handwriting, a heading is chapter
   * or title). Default true.
   */
  readonly classesCompete?: boolean;
}

export interface DetectOptions {
  /** Px that the long side of the picture (or of `region`), margins included, has in the graph's input. */
  readonly longSide: number;
  /** Part of the picture to look at, whole px; default all of it. */
  readonly region?: Box;
  /** Plain gray around that part, px of the picture; it counts for `longSide`. Default none. */
  readonly margin?: number;
  /** Default from the manifest. */
  readonly scoreThreshold?: number;
  /** Told how long the stages took, ms. */
  readonly onTimings?: (timings: DetectionTimings) => void;
}

export interface DetectionTimings {
  readonly letterboxMs: number;
  readonly graphMs: number;
  readonly decodeMs: number;
}

/** An SSD with its decoding: picture in, boxes out. */
export interface Detector<ClassName extends string = string> {
  readonly manifest: DetectorManifest;
  /** Boxes in px of the picture, best first. */
  detect(image: RasterImage, options: DetectOptions): Promise<Detection<ClassName>[]>;
  /** Frees the graph. */
  dispose(): void;
}

/** Priors of this many input sizes are kept: live, stills, and tiles at the picture's edges. */
const MAX_CACHED_SIZES = 8;

/**
 * A detector from its graph and manifest.
 * @throws ReadingError `model-invalid` (from `detect`) when the graph's output does not fit the
 *   manifest's prior boxes and classes
 */
export function createDetector<ClassName extends string = string>({
  graph,
  manifest,
  classesCompete = true,
}: DetectorOptions): Detector<ClassName> {
  const { classes, input, priors, scoreThreshold } = manifest.detector;
  const letterbox = new Letterbox();
  const priorsBySize = new Map<string, Float32Array>();

  function priorsOf({ width, height }: LetterboxPlan): Float32Array {
    const key = `${width}x${height}`;
    const known = priorsBySize.get(key);
    if (known !== undefined) return known;
    const made = priorBoxes(priors.levels, width, height);
    if (priorsBySize.size >= MAX_CACHED_SIZES) priorsBySize.clear();
    priorsBySize.set(key, made);
    return made;
  }

  async function run(values: Float32Array, { width, height }: LetterboxPlan) {
    const outputs = tidy((): Tensor[] => {
      const image = tensor4d(values, [1, height, width, 3]);
      const result = graph.execute({ image }, ['scores', 'boxes']);
      return Array.isArray(result) ? result : [result];
    });
    try {
      const [scores, boxes] = await Promise.all(
        outputs.map(async (output) => output.data<'float32'>()),
      );
      if (scores === undefined || boxes === undefined) throw unfit(manifest, 'has no output');
      return { scores, boxes };
    } finally {
      dispose(outputs);
    }
  }

  function decode(
    output: DetectorOutput,
    plan: LetterboxPlan,
    threshold: number,
    image: RasterImage,
  ): Detection<ClassName>[] {
    const priorTable = priorsOf(plan);
    const { boxes, scores } = output;
    if (
      boxes.length !== priorTable.length ||
      scores.length * 4 !== priorTable.length * classes.length
    ) {
      throw unfit(manifest, `gives ${boxes.length / 4} boxes for ${priorTable.length / 4} priors`);
    }
    return decodeOutput(output, manifest.detector, {
      priors: priorTable,
      plan,
      threshold,
      picture: image,
      classesCompete,
    });
  }

  return {
    manifest,
    async detect(image, options) {
      const start = performance.now();
      const region = options.region ?? { x: 0, y: 0, width: image.width, height: image.height };
      const plan = planLetterbox(region, options.longSide, input.multiple, options.margin);
      const values = letterbox.fill(image, plan);
      const filled = performance.now();
      const output = await run(values, plan);
      const ran = performance.now();
      const threshold = options.scoreThreshold ?? scoreThreshold;
      const found = decode(output, plan, threshold, image);
      options.onTimings?.({
        letterboxMs: filled - start,
        graphMs: ran - filled,
        decodeMs: performance.now() - ran,
      });
      return found;
    },
    dispose() {
      graph.dispose();
    },
  };
}

function unfit(manifest: DetectorManifest, what: string): ReadingError {
  return new ReadingError('model-invalid', { detail: `graph of ${manifest.name} ${what}` });
}
