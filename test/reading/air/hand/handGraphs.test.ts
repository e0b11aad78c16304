import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, sep } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, test } from 'vitest';
import {
  createHandTracker,
  type HandTracker,
} from '../../../../src/reading/air/hand/handTracker.ts';
import { PinchPen } from '../../../../src/reading/air/hand/pinchPen.ts';
import { chooseBackend } from '../../../../src/reading/models/backend.ts';
import { HUMAN_PACKAGE, loadHandPicture } from '../../../air/handPicture.ts';

const FRAME = { width: 1280, height: 720 } as const;

let tracker: HandTracker;
let handHeldUp: Awaited<ReturnType<typeof loadHandPicture>>;

beforeAll(async () => {
  const wasm = createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm/package.json');
  await chooseBackend({ wasmPaths: join(dirname(wasm), 'dist') + sep, override: 'wasm' });
  tracker = await createHandTracker({
    read: async (path) =>
      new Uint8Array(readFileSync(join(HUMAN_PACKAGE, 'models', path.replace(/^hand\//, '')))),
  });
  handHeldUp = await loadHandPicture(FRAME);
});

test('thumb and index finger are found and followed while the hand moves and turns', async () => {
  const tensors = tf.memory().numTensors;
  const pen = new PinchPen();
  for (let frame = 0; frame < 12; frame++) {
    const [x, y, turn] = [520 + frame * 14, 350, 0.25 * Math.sin(frame / 4)];
    const hand = await tracker.look(handHeldUp(x, y, turn));
    const [thumb, index] = [hand?.[4], hand?.[8]];
    if (!thumb || !index) throw new Error(`no hand in frame ${frame}`);
    // Where the tips are in the drawing, seen from the middle of the part that is shown.
    const tipOf = (dx: number, dy: number) => ({
      x: x + dx * Math.cos(turn) - dy * Math.sin(turn),
      y: y + dx * Math.sin(turn) + dy * Math.cos(turn),
    });
    const [trueIndex, trueThumb] = [tipOf(4, -126), tipOf(84, -48)];
    expect(Math.hypot(index.x - trueIndex.x, index.y - trueIndex.y)).toBeLessThan(24);
    expect(Math.hypot(thumb.x - trueThumb.x, thumb.y - trueThumb.y)).toBeLessThan(24);
    // The hand is open.
    expect(pen.see(hand, frame * 33)?.pinched).toBe(false);
  }
  expect(tf.memory().numTensors).toBe(tensors);
});

test('a hand is found anew wherever it is held up, with its forearm in the picture', async () => {
  const places = [
    [700, 350, 0.2],
    [400, 300, -0.3],
    [800, 400, 0.3],
  ] as const;
  for (const [x, y, turn] of places) {
    tracker.reset();
    const index = (await tracker.look(handHeldUp(x, y, turn)))?.[8];
    const [dx, dy] = [(index?.x ?? 0) - x, (index?.y ?? 0) - y];
    // The index finger points up from the palm, as the hand is turned.
    expect(dy * Math.cos(turn) - dx * Math.sin(turn)).toBeLessThan(-100);
  }
});

test('a picture without a hand has none', async () => {
  tracker.reset();
  const data = new Uint8ClampedArray(FRAME.width * FRAME.height * 4).fill(200);
  expect(await tracker.look({ ...FRAME, data })).toBeNull();
});
