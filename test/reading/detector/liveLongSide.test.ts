import { expect, test } from 'vitest';
import { nextLiveLongSide } from '../../../src/reading/detector/liveLongSide.ts';

const NEARER = 512;
const CLOSER = 768;
const FRAME = { width: 1280, height: 720 };
/** Words so many px high where 512 px are looked at. */
const words = (...heights: readonly number[]) =>
  heights.map((height) => ({ box: { x: 0, y: 0, width: 90, height: (height * 1280) / 512 } }));

test('small writing is looked at more closely, other writing is not', () => {
  expect(nextLiveLongSide(NEARER, words(8, 9, 30), FRAME, NEARER)).toBe(CLOSER);
  expect(nextLiveLongSide(NEARER, words(20, 22, 8), FRAME, NEARER)).toBe(NEARER);
  expect(nextLiveLongSide(CLOSER, words(20, 22, 8), FRAME, NEARER)).toBe(NEARER);
});

test('writing at the edge of what is small does not make it go to and fro', () => {
  expect(nextLiveLongSide(CLOSER, words(14), FRAME, NEARER)).toBe(CLOSER);
  expect(nextLiveLongSide(NEARER, words(14), FRAME, NEARER)).toBe(NEARER);
});

test('where nothing is found every other look is a closer one', () => {
  expect(nextLiveLongSide(NEARER, [], FRAME, NEARER)).toBe(CLOSER);
  expect(nextLiveLongSide(CLOSER, [], FRAME, NEARER)).toBe(NEARER);
});
