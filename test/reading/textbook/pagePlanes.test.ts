import { expect, test } from 'vitest';
import type { RasterImage } from '../../../src/reading/image.ts';
import { pagePlanes } from '../../../src/reading/textbook/pagePlanes.ts';

type Colour = readonly [number, number, number];

/** A ground with a bar of print across its middle. */
function drawn(ground: Colour, print: Colour): RasterImage {
  const [width, height] = [40, 30];
  const data = new Uint8ClampedArray(width * height * 4);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const colour = y > 12 && y < 18 ? print : ground;
      data.set([...colour, 255], (y * width + x) * 4);
    }
  }
  return { width, height, data };
}

const ALL = { x: 0, y: 0, width: 40, height: 30 };

test('black on white is read in luma', () => {
  const planes = pagePlanes(drawn([255, 255, 255], [0, 0, 0]));
  expect(planes.clearest(ALL)).toBe(planes.gray);
});

test('white on yellow is read in blue, where it stands out', () => {
  const planes = pagePlanes(drawn([255, 230, 0], [255, 255, 255]));
  const { data } = planes.clearest(ALL);
  expect(data[0]).toBe(0);
  expect(data[15 * 40]).toBe(255);
});

test('a plain part has no clearer plane than luma', () => {
  const planes = pagePlanes(drawn([10, 200, 90], [10, 200, 90]));
  expect(planes.clearest(ALL)).toBe(planes.gray);
});
