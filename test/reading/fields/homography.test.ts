import { describe, expect, test } from 'vitest';
import {
  type Homography,
  homographyOf,
  isSeen,
  mapPoint,
} from '../../../src/reading/fields/homography.ts';

const SHEET = { width: 1000, height: 700 };

describe('a sheet seen by a camera', () => {
  test('points move with it', () => {
    const twice: Homography = [2, 0, 10, 0, 2, 20, 0, 0, 1];
    expect(mapPoint(twice, { x: 3, y: 4 })).toEqual({ x: 16, y: 28 });
    // The scale of a homography says nothing.
    expect(mapPoint([-2, 0, -10, 0, -2, -20, 0, 0, -1], { x: 3, y: 4 })).toEqual({ x: 16, y: 28 });
  });

  test.each<[string, Homography, boolean]>([
    ['straight', [1, 0, 0, 0, 1, 0, 0, 0, 1], true],
    ['upside down', [-1, 0, 900, 0, -1, 900, 0, 0, 1], true],
    ['leaning', [1, 0, 0, 0, 1, 0, 0, 0.0005, 1], true],
    ['mirrored', [-1, 0, 900, 0, 1, 0, 0, 0, 1], false],
    ['from the table’s edge', [1, 0, 0, 0, 1, 0, 0, 0.005, 1], false],
    ['half behind the camera', [1, 0, 0, 0, 1, 0, -0.002, 0, 1], false],
  ])('%s: %s', (_, homography, expected) => {
    expect(isSeen(homography, SHEET)).toBe(expected);
  });

  test('is nine numbers', () => {
    expect(homographyOf([1, 0, 0, 0, 1, 0, 0, 0, 1])).toHaveLength(9);
    expect(homographyOf([1, 0, 0, 0, 1, 0, 0, 0])).toBeNull();
    expect(homographyOf([1, 0, 0, 0, 1, 0, 0, Number.NaN, 1])).toBeNull();
  });
});
