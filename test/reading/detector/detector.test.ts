import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  createDetector,
  type DetectionTimings,
  type Detector,
} from '../../../src/reading/detector/detector.ts';
import { detectStill } from '../../../src/reading/detector/tiles.ts';
import type { Box } from '../../../src/reading/geometry.ts';
import type { RasterImage } from '../../../src/reading/image.ts';
import { chooseBackend } from '../../../src/reading/models/backend.ts';
import { loadGraph } from '../../../src/reading/models/loadGraph.ts';
import { WASM_FOLDER } from '../models/tfjsBackends.ts';
import { filesIn, TINY_PRIOR, tinyDetector } from '../models/tinyModel.ts';

const BLACK = [0, 0, 0] as const;
const BLUE = [0, 0, 255] as const;

/** A white picture with coloured rectangles. */
function drawn(
  width: number,
  height: number,
  marks: readonly { box: Box; color: readonly [number, number, number] }[],
): RasterImage {
  const data = new Uint8ClampedArray(width * height * 4).fill(255);
  for (const { box, color } of marks) {
    for (let y = box.y; y < box.y + box.height; y++) {
      for (let x = box.x; x < box.x + box.width; x++) data.set(color, (y * width + x) * 4);
    }
  }
  return { width, height, data };
}

const tile = (column: number, row: number, side: number): Box => ({
  x: column * side,
  y: row * side,
  width: side,
  height: side,
});

async function tiny(): Promise<Detector<'ink' | 'blue'>> {
  return createDetector(
    await loadGraph(filesIn(tinyDetector()), 'tiny-detector', { kind: 'detector' }),
  );
}

beforeAll(async () => {
  await chooseBackend({ wasmPaths: WASM_FOLDER });
});

describe('createDetector', () => {
  it('finds what is there, by class, in px of the picture, best first', async () => {
    const detector = await tiny();
    // Twice the size of the input: one cell of 8 px is 16 px here.
    const image = drawn(128, 64, [
      { box: tile(1, 1, 16), color: BLACK },
      { box: tile(5, 2, 16), color: BLUE },
    ]);
    const found = await detector.detect(image, { longSide: 64 });
    expect(found.map(({ className }) => className)).toEqual(['blue', 'ink']);
    const [blue, ink] = found;
    expect(blue?.score).toBeCloseTo(1 / (1 + Math.exp(-4.75)), 4);
    expect(ink?.score).toBeCloseTo(1 / (1 + Math.exp(-4)), 4);
    expect(ink?.classScores[1]).toBeCloseTo(1 / (1 + Math.exp(8)), 4);
    const [width, height] = TINY_PRIOR;
    for (const [detection, center] of [
      [ink, { x: 24, y: 24 }],
      [blue, { x: 88, y: 40 }],
    ] as const) {
      expect(detection?.box.x).toBeCloseTo(center.x - width, 3);
      expect(detection?.box.y).toBeCloseTo(center.y - height, 3);
      expect(detection?.box.width).toBeCloseTo(2 * width, 3);
      expect(detection?.box.height).toBeCloseTo(2 * height, 3);
    }
    detector.dispose();
  });

  it('looks at a region only, and clips boxes to the picture', async () => {
    const detector = await tiny();
    const image = drawn(96, 96, [
      { box: tile(0, 0, 8), color: BLACK },
      { box: tile(6, 6, 8), color: BLACK },
    ]);
    const all = await detector.detect(image, { longSide: 96 });
    expect(all.map(({ box }) => box)).toContainEqual({ x: 0, y: 0, width: 10, height: 9 });
    const region = { x: 32, y: 32, width: 64, height: 64 };
    const part = await detector.detect(image, { longSide: 64, region });
    expect(part.map(({ box }) => box)).toEqual([{ x: 46, y: 47, width: 12, height: 10 }]);
    detector.dispose();
  });

  it('obeys a threshold of its own and says how long it took', async () => {
    const detector = await tiny();
    // A mid gray is ink with a logit of 4 − 0.15 · 40 = −2.
    const image = drawn(64, 32, [{ box: tile(2, 2, 8), color: [40, 40, 40] }]);
    const timings: DetectionTimings[] = [];
    const options = { longSide: 64, onTimings: (t: DetectionTimings) => timings.push(t) };
    expect(await detector.detect(image, options)).toEqual([]);
    const unsure = await detector.detect(image, { ...options, scoreThreshold: 0.1 });
    expect(unsure.length).toBe(1);
    expect(unsure[0]?.score).toBeCloseTo(1 / (1 + Math.exp(2)), 3);
    expect(timings.length).toBe(2);
    for (const stage of Object.values(timings[0] ?? {})) expect(stage).toBeGreaterThanOrEqual(0);
    detector.dispose();
  });

  it('keeps no tensor, and frees its graph', async () => {
    const empty = tf.memory().numTensors;
    const detector = await tiny();
    const image = drawn(64, 64, [{ box: tile(2, 2, 8), color: BLACK }]);
    await detector.detect(image, { longSide: 64 });
    const before = tf.memory().numTensors;
    const found = await Promise.all(
      [64, 32, 96, 64].map((longSide) => detector.detect(image, { longSide })),
    );
    expect(found[0]).toEqual(found[3]);
    expect(tf.memory().numTensors).toBe(before);
    detector.dispose();
    expect(tf.memory().numTensors).toBe(empty);
  });

  it('refuses a graph that does not fit its manifest', async () => {
    const { graph, manifest } = await loadGraph(filesIn(tinyDetector()), 'tiny-detector', {
      kind: 'detector',
    });
    const before = tf.memory().numTensors;
    const { detector: description } = manifest;
    const detector = createDetector({
      graph,
      manifest: {
        ...manifest,
        detector: { ...description, priors: { levels: [{ stride: 16, boxes: [[8, 8]] }] } },
      },
    });
    await expect(detector.detect(drawn(64, 64, []), { longSide: 64 })).rejects.toMatchObject({
      code: 'model-invalid',
    });
    expect(tf.memory().numTensors).toBe(before);
    detector.dispose();
  });
});

describe('detectStill', () => {
  it('looks closer where words are small, at every part of the picture', async () => {
    const detector = await tiny();
    // The prior is 10 px high: too low for one pass.
    const marks = [
      [40, 40],
      [200, 220],
      [350, 100],
      [430, 440],
    ].map(([x = 0, y = 0]) => ({ box: { x, y, width: 64, height: 64 }, color: BLACK }));
    const image = drawn(512, 512, marks);
    const regions: (Box | undefined)[] = [];
    const watched: typeof detector = {
      ...detector,
      detect(picture, options) {
        regions.push(options.region);
        return detector.detect(picture, options);
      },
    };
    const found = await detectStill(watched, image);
    expect(regions[0]).toBeUndefined();
    expect(regions.length).toBe(15);
    for (const region of regions.slice(1, 10)) expect(region?.width).toBeLessThan(300);
    const holds = (box: Box, { x, y, width, height }: Box) =>
      x + width / 2 > box.x &&
      x + width / 2 < box.x + box.width &&
      y + height / 2 > box.y &&
      y + height / 2 < box.y + box.height;
    for (const { box } of marks) expect(found.some((hit) => holds(box, hit.box))).toBe(true);
    for (const hit of found) expect(marks.some(({ box }) => holds(box, hit.box))).toBe(true);
    // A closer look gives smaller boxes than 12 × 10 px at a quarter of the size.
    expect(Math.min(...found.map(({ box }) => box.height))).toBeLessThan(25);
    detector.dispose();
  });

  it('looks closely and from a distance where the picture fits', async () => {
    const detector = await tiny();
    const sizes: number[] = [];
    const margins: (number | undefined)[] = [];
    const image = drawn(128, 96, [{ box: tile(3, 3, 8), color: BLACK }]);
    const found = await detectStill(
      {
        ...detector,
        detect(picture, options) {
          sizes.push(options.longSide);
          margins.push(options.margin);
          return detector.detect(picture, options);
        },
      },
      image,
    );
    const { stillLongSide } = detector.manifest.detector.input;
    expect(sizes).toEqual([1, 2, 4, 16 / 3, 6.4, 8, 32 / 3].map((part) => stillLongSide / part));
    // A fifth of the short side around what is seen from far away.
    expect(margins).toEqual([undefined, undefined, 19, 19, 19, 19, 19]);
    expect(found.length).toBe(1);
    detector.dispose();
  });
});
