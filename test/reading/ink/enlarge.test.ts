import { beforeAll, expect, test } from 'vitest';
import { loadOpenCvInNode } from '../../../src/cli/openCvInNode.ts';
import { enlargeMiddle } from '../../../src/reading/ink/enlarge.ts';
import type { OpenCv } from '../../../src/reading/ink/opencv.ts';
import { countedOpenCv } from './countedOpenCv.ts';

let cv: OpenCv;
beforeAll(async () => {
  ({ cv } = await loadOpenCvInNode());
});

test('enlarges the middle of a line to its height, in proportion', () => {
  const [width, height, cut] = [30, 20, 4];
  const data = Float32Array.from({ length: width * height }, (_, i) => {
    const [x, y] = [i % width, Math.floor(i / width)];
    return y < cut || y >= height - cut ? 9 : x >= 15 ? 1 : 0;
  });
  const counted = countedOpenCv(cv);
  const large = enlargeMiddle(counted.cv, { width, height, data }, cut);
  expect([large.width, large.height, large.data.length]).toEqual([50, 20, 1000]);
  // Nothing of the rows that were cut, and the edge at the same share of the width.
  expect(Math.max(...large.data)).toBe(1);
  expect(large.data.subarray(500, 524).every((ink) => ink < 0.5)).toBe(true);
  expect(large.data.subarray(526, 550).every((ink) => ink > 0.5)).toBe(true);
  expect(counted.live()).toBe(0);
});
