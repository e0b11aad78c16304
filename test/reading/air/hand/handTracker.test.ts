import { expect, test } from 'vitest';
import type { HandLandmarks } from '../../../../src/reading/air/hand/handLandmarks.ts';
import {
  fromRegion,
  type HandRegion,
  regionOfBox,
  regionOfLandmarks,
  sampleRegion,
} from '../../../../src/reading/air/hand/handRegion.ts';
import { trackHand } from '../../../../src/reading/air/hand/handTracker.ts';
import type { RasterImage } from '../../../../src/reading/image.ts';
import { poseAt } from './handPoses.ts';

const FRAME: RasterImage = { width: 1280, height: 720, data: new Uint8ClampedArray(0) };
const HAND = poseAt({ tip: { x: 600, y: 300 }, gap: 0.5 });

/** Finders that know where the hand is; they find joints in regions that hold them, upright enough. */
function finders(handAt: (frame: number) => HandLandmarks | null, steepest = 0.5) {
  const calls = { searches: 0, looks: 0 };
  let frame = 0;
  const tracker = trackHand(
    {
      find: async () => {
        calls.searches += 1;
        const [wrist] = handAt(frame) ?? [];
        return wrist ? { x: wrist.x - 80, y: wrist.y - 200, width: 160, height: 200 } : null;
      },
      dispose() {},
    },
    {
      find: async (_, region: HandRegion) => {
        calls.looks += 1;
        const hand = handAt(frame);
        const own = hand && regionOfLandmarks(hand);
        if (!hand || !own) return null;
        const inside =
          Math.hypot(own.center.x - region.center.x, own.center.y - region.center.y) <
          region.size / 2;
        return inside && Math.abs(own.turn - region.turn) < steepest ? hand : null;
      },
      dispose() {},
    },
  );
  return {
    calls,
    async look() {
      const found = await tracker.look(FRAME);
      frame += 1;
      return found;
    },
  };
}

test('a hand is searched for once and then followed where it was', async () => {
  const { calls, look } = finders(() => HAND);
  for (let i = 0; i < 10; i++) expect(await look()).toEqual(HAND);
  expect(calls.searches).toBe(1);
  expect(calls.looks).toBe(2 + 9);
});

test('a slanted hand is found by trying other turns', async () => {
  const slanted = poseAt({ tip: { x: 600, y: 300 }, gap: 0.5, turn: 0.9 });
  const { look } = finders(() => slanted);
  expect(await look()).toEqual(slanted);
});

test('without a hand the whole picture is searched in every fourth frame only', async () => {
  const { calls, look } = finders(() => null);
  for (let i = 0; i < 12; i++) expect(await look()).toBeNull();
  expect(calls.searches).toBe(3);
});

test('a hand that leaves its region is searched for at once', async () => {
  const far = poseAt({ tip: { x: 200, y: 500 }, gap: 0.5 });
  const { calls, look } = finders((frame) => (frame < 3 ? HAND : far));
  for (let i = 0; i < 3; i++) await look();
  expect(await look()).toEqual(far);
  expect(calls.searches).toBe(2);
});

test('a region is turned as the hand is, and holds all of its joints', () => {
  for (const turn of [-1.2, 0, 0.7, 2.5]) {
    const hand = poseAt({ tip: { x: 600, y: 300 }, gap: 0.5, turn });
    const region = regionOfLandmarks(hand);
    if (!region) throw new Error('no region');
    expect(Math.cos(region.turn - turn)).toBeGreaterThan(0.99);
    for (const { x, y } of hand) {
      expect(Math.hypot(x - region.center.x, y - region.center.y)).toBeLessThan(region.size / 1.4);
    }
  }
});

test('a region is sampled as it lies: turned, and black beside the picture', () => {
  const [width, height] = [40, 30];
  const data = new Uint8ClampedArray(width * height * 4);
  for (let p = 0; p < width * height; p++) {
    data.set([(p % width) * 6, Math.floor(p / width) * 8, 77, 255], p * 4);
  }
  const side = 8;
  const into = new Float32Array(side * side * 3);
  const region = { ...regionOfBox({ x: 15, y: 10, width: 10, height: 10 }, Math.PI / 2), size: 16 };
  sampleRegion({ width, height, data }, region, side, into);
  // Turned by a quarter: across the sample is down the picture.
  const at = (column: number, row: number) =>
    Array.from(into.subarray((row * side + column) * 3, (row * side + column) * 3 + 2));
  const place = fromRegion(region, 2.5 / side, 5.5 / side);
  const [red = 0, green = 0] = at(2, 5);
  expect(red * 255).toBeCloseTo((place.x - 0.5) * 6, 1);
  expect(green * 255).toBeCloseTo((place.y - 0.5) * 8, 1);
  sampleRegion(
    { width, height, data },
    { center: { x: -50, y: -50 }, size: 8, turn: 0 },
    side,
    into,
  );
  expect(into.every((value) => value === 0)).toBe(true);
});
