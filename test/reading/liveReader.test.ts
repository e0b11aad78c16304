import { readFileSync } from 'node:fs';
import { beforeAll, expect, test } from 'vitest';
import { loadOpenCvInNode } from '../../src/cli/openCvInNode.ts';
import type { Detection } from '../../src/reading/detector/detection.ts';
import type { Box } from '../../src/reading/geometry.ts';
import type { RasterImage } from '../../src/reading/image.ts';
import type { OpenCv } from '../../src/reading/lineImage/opencv.ts';
import { createLiveReader } from '../../src/reading/liveReader.ts';
import { parseManifest } from '../../src/reading/models/manifest.ts';
import type { ReadLinesOptions } from '../../src/reading/recognizer/lineReader.ts';
import type { LineClass } from '../../src/reading/results.ts';

const manifest = parseManifest(readFileSync('public/models/handwriting-detector/manifest.json'));
if (manifest.kind !== 'detector') throw new Error('no detector');
const detectorManifest = manifest;
const FIRST: Box = { x: 40, y: 40, width: 200, height: 30 };
const SECOND: Box = { x: 40, y: 140, width: 200, height: 30 };
const THIRD: Box = { x: 40, y: 240, width: 200, height: 30 };

let cv: OpenCv;
beforeAll(async () => {
  ({ cv } = await loadOpenCvInNode());
});

/** A live reader of pictures whose lines are where a test says, all read with one confidence. */
function watch(confidence: number) {
  const boxes: Box[] = [];
  const coming = { current: false };
  const words = { current: true };
  const asked: { readonly lines: number; readonly options: ReadLinesOptions | undefined }[] = [];
  const live = createLiveReader({
    detector: {
      manifest: detectorManifest,
      detect: async () =>
        boxes.map(
          (box): Detection<LineClass> => ({
            box,
            className: 'handwriting',
            score: 0.9,
            classScores: [0.9, 0.01],
          }),
        ),
      dispose() {},
    },
    lineReader: {
      isLoading: () => coming.current,
      knowsWords: () => words.current,
      async readLines(lines, _, options) {
        asked.push({ lines: lines.length, options });
        return lines.map(() => ({ text: 'ink', confidence, words: [], engine: 'handwriting' }));
      },
    },
    loadOpenCv: async () => ({ cv }),
    engine: 'auto',
  });
  const data = new Uint8ClampedArray(640 * 360 * 4).fill(255);
  const frame: RasterImage = { width: 640, height: 360, data };
  /** All that is read in a frame at this time. */
  const readAt = async (timeMs: number) => {
    await live.see(frame, timeMs);
    const before = asked.length;
    while ((await live.read(4)) !== null);
    return asked.slice(before);
  };
  return { boxes, readAt, coming, words };
}

const HURRIED: ReadLinesOptions = { budget: 'live' };
const CAREFUL: ReadLinesOptions = { budget: 'still' };

test('new lines are read together in a hurry, unsure ones again one by one with care', async () => {
  const { boxes, readAt } = watch(0.5);
  boxes.push(FIRST, SECOND);
  expect(await readAt(0)).toEqual([{ lines: 2, options: HURRIED }]);
  expect(await readAt(100)).toEqual([]);
  const twice = [
    { lines: 1, options: CAREFUL },
    { lines: 1, options: CAREFUL },
  ];
  expect(await readAt(500)).toEqual(twice);
  expect(await readAt(1000)).toEqual(twice);
  expect(await readAt(1500)).toEqual([]);
});

test('a line that is sure is left alone', async () => {
  const { boxes, readAt } = watch(0.95);
  boxes.push(FIRST, SECOND);
  expect(await readAt(0)).toHaveLength(1);
  for (const timeMs of [500, 1000]) expect(await readAt(timeMs)).toEqual([]);
});

test('lines read before words were known are read once more when they are', async () => {
  const { boxes, readAt, words } = watch(0.95);
  boxes.push(FIRST, SECOND);
  words.current = false;
  expect(await readAt(0)).toEqual([{ lines: 2, options: HURRIED }]);
  expect(await readAt(500)).toEqual([]);
  words.current = true;
  // The frame in which they are known is the last of the old votes.
  await readAt(1000);
  expect(await readAt(1500)).toEqual([{ lines: 2, options: HURRIED }]);
  expect(await readAt(2000)).toEqual([]);
});

test('what is new comes before care', async () => {
  const { boxes, readAt } = watch(0.5);
  boxes.push(FIRST, SECOND);
  await readAt(0);
  boxes.push(THIRD);
  const [first, ...others] = await readAt(500);
  expect(first).toEqual({ lines: 1, options: HURRIED });
  expect(others).toEqual([
    { lines: 1, options: CAREFUL },
    { lines: 1, options: CAREFUL },
  ]);
});

test('unsure lines wait with their votes for a net that is on its way, new ones do not', async () => {
  const { boxes, readAt, coming } = watch(0.5);
  boxes.push(FIRST);
  coming.current = true;
  expect(await readAt(0)).toEqual([{ lines: 1, options: HURRIED }]);
  expect(await readAt(500)).toEqual([]);
  boxes.push(SECOND);
  expect(await readAt(1000)).toEqual([{ lines: 1, options: HURRIED }]);
  coming.current = false;
  expect(await readAt(1500)).toHaveLength(2);
  expect(await readAt(2000)).toHaveLength(2);
  expect(await readAt(2500)).toEqual([]);
});

test('the faint outline of a sheet, seen from far away, takes no word away', async () => {
  const near: Detection<LineClass> = {
    box: FIRST,
    className: 'handwriting',
    score: 0.9,
    classScores: [0.9, 0.01],
  };
  const sheet = { ...near, box: { x: 5, y: 5, width: 630, height: 350 }, score: 0.15 };
  const live = createLiveReader({
    detector: {
      manifest: detectorManifest,
      detect: async (_, { margin, scoreThreshold = 0 }) =>
        [margin === undefined ? near : sheet].filter(({ score }) => score >= scoreThreshold),
      dispose() {},
    },
    lineReader: { isLoading: () => false, knowsWords: () => true, readLines: async () => [] },
    loadOpenCv: async () => ({ cv }),
    engine: 'auto',
  });
  const data = new Uint8ClampedArray(640 * 360 * 4).fill(255);
  const { lines } = await live.see({ width: 640, height: 360, data }, 0);
  expect(lines.map(({ box }) => box.width)).toEqual([FIRST.width]);
});
