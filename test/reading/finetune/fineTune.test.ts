import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { createDetector } from '../../../src/reading/detector/detector.ts';
import { FeatureView } from '../../../src/reading/finetune/cellFeatures.ts';
import { findHead } from '../../../src/reading/finetune/detectorHead.ts';
import {
  type FineTuned,
  type FineTuneProgress,
  fineTune,
} from '../../../src/reading/finetune/fineTune.ts';
import { judge, lossTargets } from '../../../src/reading/finetune/headTraining.ts';
import { intersectionOverUnion } from '../../../src/reading/geometry.ts';
import type { RasterImage } from '../../../src/reading/image.ts';
import { chooseBackend } from '../../../src/reading/models/backend.ts';
import { customDetectorModel } from '../../../src/reading/models/customModel.ts';
import { createCustomDetector } from '../../../src/reading/models/customModelDetector.ts';
import { buildGraph } from '../../../src/reading/models/loadGraph.ts';
import { type LoadedModel, loadBytes } from '../../../src/reading/models/loadModel.ts';
import { shippedModels } from '../models/shippedModels.ts';
import { WASM_FOLDER } from '../models/tfjsBackends.ts';
import { tinyDetector } from '../models/tinyModel.ts';

const SIDE = 256;
const NOWHERE = { x: 0, y: 0, width: 0, height: 0 };
/** Places of the disc in each picture: pictures differ, and are the same every time. */
const PLACES = [
  [70, 80],
  [180, 60],
  [90, 190],
  [200, 190],
  [130, 120],
  [60, 150],
] as const;
const RADIUS = 24;

/** A pale picture with a dark red disc. */
function disc([x, y]: (typeof PLACES)[number]): RasterImage {
  const data = new Uint8ClampedArray(SIDE * SIDE * 4).fill(255);
  for (let row = 0; row < SIDE; row++) {
    for (let column = 0; column < SIDE; column++) {
      if (Math.hypot(column - x, row - y) <= RADIUS) {
        data.set([150, 30, 40, 255], (row * SIDE + column) * 4);
      }
    }
  }
  return { data, width: SIDE, height: SIDE };
}

const images = PLACES.map(disc);
const pictures = PLACES.map(([x, y]) => ({
  // As a person drew it in a picture of twice the size.
  width: 2 * SIDE,
  height: 2 * SIDE,
  boxes: [
    {
      box: { x: 2 * (x - RADIUS), y: 2 * (y - RADIUS), width: 4 * RADIUS, height: 4 * RADIUS },
      className: 'disc',
    },
  ],
}));

let shipped: LoadedModel<'detector'>;
/** The shipped one as if made for small pictures; a class that it knows is trained at this size. */
let small: LoadedModel<'detector'>;

beforeAll(async () => {
  await chooseBackend({ wasmPaths: WASM_FOLDER });
  shipped = await loadBytes(shippedModels(), 'handwriting-detector', 'detector');
  const { detector } = shipped.manifest;
  const input = { liveLongSide: 128, stillLongSide: 128, multiple: 32 };
  small = { ...shipped, manifest: { ...shipped.manifest, detector: { ...detector, input } } };
});

function train(
  model: LoadedModel<'detector'>,
  options: Partial<Parameters<typeof fineTune>[1]> = {},
): Promise<FineTuned> {
  return fineTune(model, {
    classes: [{ name: 'disc', knownAs: ['disc'] }],
    pictures,
    open: async (index) => {
      const image = images[index];
      return image === undefined ? null : { image, heldOut: index === 0 };
    },
    about: { name: 'annotated-detector', version: '1' },
    rounds: 10,
    ...options,
  });
}

/** The discs as something that the model knows. */
const KNOWN = {
  classes: ['print', 'handwriting'].map((name) => ({ name, knownAs: [name] })),
  pictures: pictures.map(({ width, height, boxes }) => ({
    width,
    height,
    boxes: boxes.map(({ box }) => ({ box, className: 'handwriting' })),
  })),
};

const fileOf = ({ files }: FineTuned, name: string): string =>
  new TextDecoder().decode(files.find((file) => file.name === name)?.bytes);

/** Steps are counted, not seconds: they take as long as the machine needs. */
const PATIENT = 900_000;

describe('training the last layers', { timeout: PATIENT }, () => {
  it('learns a class that the model did not know, and finds it where it was not shown', async () => {
    const told: FineTuneProgress[] = [];
    const tensors: number[] = [];
    const before = tf.memory().numTensors;
    const tuned = await train(shipped, {
      onProgress: (progress) => {
        told.push(progress);
        if (progress.phase === 'training') tensors.push(tf.memory().numTensors);
      },
    });
    // Nothing piles up from step to step, and nothing is left.
    expect(new Set(tensors).size).toBe(1);
    expect(tf.memory().numTensors).toBe(before);

    const losses = told.flatMap((one) => (one.phase === 'training' ? [one.loss] : []));
    const mean = (part: readonly number[]) => part.reduce((sum, one) => sum + one, 0) / part.length;
    expect(losses).toHaveLength(30);
    expect(mean(losses.slice(-5))).toBeLessThan(0.6 * mean(losses.slice(0, 5)));

    expect(tuned).toMatchObject({ trained: 5, heldOut: 1, before: { ap50: 0, recall: 0 } });
    expect(tuned).toMatchObject({ trainedOn: [1, 2, 3, 4, 5], tooMany: 0, unopened: 0 });
    expect(tuned.classes).toEqual([{ name: 'disc', trained: 5, heldOut: 1 }]);
    expect(tuned.after.ap50).toBeGreaterThan(0.5);
    const manifest = JSON.parse(fileOf(tuned, 'manifest.json'));
    expect(manifest).toMatchObject({
      name: 'annotated-detector',
      detector: { classes: ['disc'], input: { liveLongSide: 512, stillLongSide: 512 } },
      metrics: { AP50: Math.round((tuned.after.ap50 ?? 0) * 1e4) / 1e4 },
    });
    expect(manifest.trainedOn.at(-1)).toBe('5 annotated pictures');

    // What is written finds what the head in memory finds.
    const detector = await createCustomDetector(tuned.files);
    const [image] = images;
    if (image === undefined) throw new Error('no picture');
    const found = await detector.detect(image, { longSide: 512, scoreThreshold: 0.05 });
    const model = customDetectorModel(tuned.files);
    const graph = await buildGraph(model);
    const head = findHead(model, graph);
    const { description, ...rest } = {
      shape: head.shape,
      weights: head.weights,
      description: detector.manifest.detector,
    };
    const features = new FeatureView(graph, head, description).look(image);
    const seen = {
      ...features,
      width: SIDE,
      height: SIDE,
      truths: [],
      targets: lossTargets(features, [], description),
    };
    const [judged] = await judge([seen], { ...rest, description });
    // The features are kept to a byte each: what is hardly likely may swap places.
    const [best, same] = [found[0], judged?.found[0]];
    expect(same?.score).toBeCloseTo(best?.score ?? Number.NaN, 1);
    expect(intersectionOverUnion(same?.box ?? NOWHERE, best?.box ?? NOWHERE)).toBeGreaterThan(0.9);
    detector.dispose();
    graph.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  it('trained no further, a model that knows the classes finds just what it found', async () => {
    const tuned = await train(small, { ...KNOWN, rounds: 0 });
    const [image] = images;
    if (image === undefined) throw new Error('no picture');
    const find = async (model: LoadedModel<'detector'>) => {
      const graph = await buildGraph(model);
      const detector = createDetector({ graph, manifest: model.manifest, classesCompete: false });
      const found = await detector.detect(image, { longSide: 128, scoreThreshold: 0.02 });
      detector.dispose();
      return found.map(({ box, className, score }) => ({ box, className, score }));
    };
    const before = await find(shipped);
    expect(before.length).toBeGreaterThan(0);
    expect(await find(customDetectorModel(tuned.files))).toEqual(before);
  });

  it('the same pictures give the same weights', async () => {
    const [one, other] = [
      await train(small, { ...KNOWN, rounds: 1 }),
      await train(small, { ...KNOWN, rounds: 1 }),
    ];
    expect(fileOf(one, 'manifest.json')).toBe(fileOf(other, 'manifest.json'));
  });

  it('stopped, it gives what it has, though nothing was measured yet; stopped before it began, nothing', async () => {
    const stop = new AbortController();
    const stoppedAfter = async (last: number) => {
      const stopped = new AbortController();
      let steps = 0;
      const tuned = await train(shipped, {
        rounds: 40,
        stop: stopped.signal,
        onProgress: ({ phase }) => {
          if (phase !== 'training') return;
          steps += 1;
          if (steps === last) stopped.abort();
        },
      });
      expect(steps).toBe(last);
      expect(customDetectorModel(tuned.files).manifest.detector.classes).toEqual(['disc']);
      return fileOf(tuned, 'weights.bin');
    };
    // So long a training is first measured after its sixth step.
    expect(await stoppedAfter(1)).not.toBe(await stoppedAfter(2));
    stop.abort();
    await expect(train(small, { ...KNOWN, stop: stop.signal })).rejects.toMatchObject({
      code: 'cancelled',
    });
  });

  it('goes on from a class that was renamed; memory says how many pictures it looks at', async () => {
    const classes = [{ name: 'ink', knownAs: ['ink', 'handwriting'] }];
    const boxed = pictures.map((picture) => ({
      ...picture,
      boxes: picture.boxes.map((one) => ({ ...one, className: 'ink' })),
    }));
    const looked: number[] = [];
    const run = (memory: number) =>
      train(small, {
        ...{ classes, pictures: boxed, memory, rounds: 0 },
        onProgress: (progress) => {
          if (progress.phase === 'looking') looked.push(progress.total);
        },
      });
    const all = await run(1e9);
    expect(new Set(looked)).toEqual(new Set([6]));
    const { weights, shape } = findHead(small, await buildGraph(small));
    const tuned = customDetectorModel(all.files);
    const head = findHead(tuned, await buildGraph(tuned));
    expect(head.shape).toEqual({ ...shape, classes: 1 });
    // The column of the class that it was, at each prior box.
    const was = small.manifest.detector.classes.indexOf('handwriting');
    expect([...head.weights.scoresBias]).toEqual(
      [...weights.scoresBias].filter((_, at) => at % shape.classes === was),
    );

    // 128 px at strides of the manifest: what one picture takes is known before it is opened.
    const cells = small.manifest.detector.priors.levels.reduce(
      (sum, { stride }) => sum + Math.ceil(128 / stride) ** 2,
      0,
    );
    looked.length = 0;
    const some = await run(4 * cells * shape.inputs);
    expect(new Set(looked)).toEqual(new Set([4]));
    expect(some).toMatchObject({ tooMany: 2, unopened: 0 });
    expect(some.trained + some.heldOut).toBe(4);
    await expect(run(cells * shape.inputs)).rejects.toMatchObject({ code: 'training-memory' });
  });

  it('a model that is built in another way, and pictures without boxes, are refused', async () => {
    const tiny = customDetectorModel(
      [...tinyDetector('mine')].map(([path, bytes]) => ({
        name: path.slice('mine/'.length),
        bytes,
      })),
    );
    await expect(train(tiny)).rejects.toMatchObject({ code: 'training-unfit' });
    const open = async (index: number) => {
      const image = images[index];
      return index > 0 || image === undefined ? null : { image, heldOut: false };
    };
    const before = tf.memory().numTensors;
    await expect(
      train(small, { pictures: [{ width: SIDE, height: SIDE, boxes: [] }], open }),
    ).rejects.toMatchObject({ code: 'training-pictures' });
    expect(tf.memory().numTensors).toBe(before);
  });
});
