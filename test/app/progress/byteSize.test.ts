import { expect, test } from 'vitest';
import { byteSize, loadedOf } from '../../../src/app/progress/byteSize.ts';

test('sizes have one unit for both figures', () => {
  expect(byteSize(1_240_000, 4_000_000)).toBe('1.2 of 4.0 MB');
  expect(byteSize(0, 640_000)).toBe('0 of 640 kB');
});

test('parts add up', () => {
  const parts = [
    { loadedBytes: 10, totalBytes: 20 },
    { loadedBytes: 5, totalBytes: 5 },
  ];
  expect(loadedOf(parts)).toEqual({ loadedBytes: 15, totalBytes: 25 });
  expect(loadedOf([])).toEqual({ loadedBytes: 0, totalBytes: 0 });
});
