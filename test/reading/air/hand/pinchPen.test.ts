import { expect, test } from 'vitest';
import { PinchPen, type PinchPose } from '../../../../src/reading/air/hand/pinchPen.ts';
import { poseAt } from './handPoses.ts';

const FRAME_MS = 1000 / 30;
const PLACE = { x: 640, y: 360 };

/** A sequence of gaps as a hand closes and opens, one each frame. */
function pinchedOver(gaps: readonly number[], palm = 120, turn = 0): boolean[] {
  const pen = new PinchPen();
  return gaps.map((gap, i) => {
    const pose = pen.see(poseAt({ tip: PLACE, gap, palm, turn }), i * FRAME_MS);
    return pose?.pinched ?? false;
  });
}

test('fingers that close put the pen down, fingers that part lift it', () => {
  expect(pinchedOver([0.9, 0.6, 0.35, 0.2, 0.15, 0.3, 0.5, 0.9])).toEqual([
    false,
    false,
    false,
    true,
    true,
    true,
    false,
    false,
  ]);
});

test('joints that tremble about the threshold do not make the pen flutter', () => {
  const trembling = Array.from({ length: 40 }, (_, i) => 0.33 + 0.05 * Math.sin(i * 2.3));
  const states = pinchedOver([0.1, ...trembling]);
  expect(states.every((down) => down)).toBe(true);
  const fromOpen = pinchedOver([0.9, ...trembling.map((gap) => gap + 0.04)]);
  expect(fromOpen.some((down) => down)).toBe(false);
});

test.each([
  [60, 0],
  [240, 0.6],
  [120, -0.9],
])('a palm of %i px turned by %f pinches alike', (palm, turn) => {
  expect(pinchedOver([0.8, 0.2, 0.2, 0.8], palm, turn)).toEqual([false, true, true, false]);
});

test('the tip stays where it is while the fingers close', () => {
  const pen = new PinchPen();
  for (const [i, gap] of [1, 0.7, 0.4, 0.1].entries()) {
    const tip = pen.see(poseAt({ tip: PLACE, gap }), i * FRAME_MS)?.tip;
    expect(tip?.x).toBeCloseTo(PLACE.x);
    expect(tip?.y).toBeCloseTo(PLACE.y);
  }
});

/** A circle of 100 px in two thirds of a second, as letters are written. */
function circleAt(timeMs: number): { x: number; y: number } {
  const turn = (2 * Math.PI * timeMs) / 660;
  return { x: 640 + 50 * Math.cos(turn), y: 360 + 50 * Math.sin(turn) };
}

test('between two looks the pen goes on as it went: nearer to the hand than standing still', () => {
  const pen = new PinchPen();
  let [predicted, standing, count] = [0, 0, 0];
  let last = circleAt(0);
  for (let frame = 0; frame < 60; frame++) {
    const timeMs = frame * FRAME_MS;
    const truth = circleAt(timeMs);
    if (frame % 2 === 0) {
      pen.see(poseAt({ tip: truth, gap: 0.1 }), timeMs);
      last = truth;
      continue;
    }
    const tip = pen.between(timeMs)?.tip;
    if (frame < 3 || !tip) continue;
    predicted += Math.hypot(tip.x - truth.x, tip.y - truth.y);
    standing += Math.hypot(last.x - truth.x, last.y - truth.y);
    count += 1;
  }
  expect(count).toBeGreaterThan(20);
  expect(predicted).toBeLessThan(0.6 * standing);
});

test('one or two lost frames do not break a stroke, more do', () => {
  const pen = new PinchPen();
  const seen: (PinchPose | null)[] = [];
  for (let frame = 0; frame < 12; frame++) {
    const timeMs = frame * FRAME_MS;
    const lost = frame === 4 || frame === 5 || frame > 7;
    seen.push(pen.see(lost ? null : poseAt({ tip: circleAt(timeMs), gap: 0.1 }), timeMs));
  }
  expect(seen.slice(0, 10).every((pose) => pose?.pinched)).toBe(true);
  expect(seen.slice(10)).toEqual([null, null]);
});

test('a hand that comes back elsewhere is not thought to have flown there', () => {
  const pen = new PinchPen();
  pen.see(poseAt({ tip: { x: 100, y: 100 }, gap: 0.1 }), 0);
  pen.see(null, FRAME_MS);
  pen.see(poseAt({ tip: { x: 900, y: 500 }, gap: 0.9 }), 2 * FRAME_MS);
  expect(pen.between(3 * FRAME_MS)?.tip.x).toBeCloseTo(900);
});
