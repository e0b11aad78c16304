import { expect, test } from 'vitest';
import { quadOfBox } from '../../../src/reading/geometry.ts';
import type { RasterImage } from '../../../src/reading/image.ts';
import { turnPicture } from '../../../src/reading/orientation/quarterTurn.ts';
import { meanConfidence, uprightTurn } from '../../../src/reading/orientation/uprightTurn.ts';
import type { FoundLine, LineReading } from '../../../src/reading/results.ts';

/** A picture whose first pixel says, by its brightness, that it stands upright. */
const upright: RasterImage = { width: 3, height: 2, data: new Uint8ClampedArray(24) };
upright.data[0] = 255;

const box = { x: 0, y: 0, width: 100, height: 20 };
const line: FoundLine = {
  quad: quadOfBox(box),
  box,
  lineClass: 'handwriting',
  classProbability: 1,
  score: 1,
};

function reading(confidence: number, text = 'words'): LineReading {
  return { text, confidence, words: [], engine: 'handwriting' };
}

/** Reads with `sure` where the picture stands upright and with `unsure` where it does not. */
function search(sure: number, unsure: number, text = 'words') {
  const looked: number[] = [];
  return {
    looked,
    findLines: async () => [line],
    readLines: async ({ data, width }: RasterImage) => {
      const isUpright = data[0] === 255 && width === 3;
      looked.push(isUpright ? sure : unsure);
      return [reading(isUpright ? sure : unsure, text)];
    },
  };
}

test.each([1, 2, 3] as const)(
  'a picture that lies turned by %d quarters is set upright',
  async (turn) => {
    const lying = turnPicture(upright, ((4 - turn) % 4) as 0 | 1 | 2 | 3);
    expect(await uprightTurn(lying, search(0.9, 0.2))).toBe(turn);
  },
);

test('a short number is never turned by a guess', async () => {
  const lying = turnPicture(upright, 2);
  expect(await uprightTurn(lying, search(0.9, 0.2, '100'))).toBe(0);
  expect(await uprightTurn(lying, search(0.9, 0.2, '10001'))).toBe(2);
});

test('a picture that reads well is left alone and looked at once', async () => {
  const once = search(0.8, 0.1);
  expect(await uprightTurn(upright, once)).toBe(0);
  expect(once.looked).toEqual([0.8]);
});

test('where no turn reads clearly surer the picture stays as it is', async () => {
  const lying = turnPicture(upright, 2);
  expect(await uprightTurn(lying, search(0.3, 0.2))).toBe(0);
});

test('confidence counts by length, and nothing read is no confidence', () => {
  expect(meanConfidence([reading(1, 'abc'), reading(0, 'a'), undefined])).toBeCloseTo(0.75);
  expect(meanConfidence([])).toBe(0);
  expect(meanConfidence([reading(0.9, '')])).toBe(0);
});
