import { describe, expect, it } from 'vitest';
import { loadOpenCvInNode } from '../../../src/cli/openCvInNode.ts';
import type { GrayImage } from '../../../src/reading/image.ts';
import { withoutOrnaments } from '../../../src/reading/textbook/ornaments.ts';
import { countedOpenCv } from '../lineImage/countedOpenCv.ts';

const LETTER = 28;
type Rect = readonly [x: number, y: number, width: number, height: number];

function picture(rects: readonly Rect[]): GrayImage {
  const [width, height] = [400, 160];
  const data = new Uint8Array(width * height).fill(250);
  for (const [x, y, w, h] of rects) {
    for (let row = y; row < y + h; row++) data.fill(10, row * width + x, row * width + x + w);
  }
  return { width, height, data };
}

async function isLeft(rect: Rect, others: readonly Rect[] = []): Promise<boolean> {
  const { cv } = await loadOpenCvInNode();
  const image = picture([rect, ...others]);
  const { data, width } = withoutOrnaments(cv, image, LETTER);
  return (data[rect[1] * width + rect[0]] ?? 255) < 128;
}

describe('withoutOrnaments', () => {
  it.each<[string, Rect]>([
    ['an upright rule', [30, 20, 3, 120]],
    ['a level rule', [30, 80, 300, 3]],
    ['a solid square', [40, 90, 24, 24]],
  ])('takes %s away', async (_, rect) => {
    expect(await isLeft(rect)).toBe(false);
  });

  it('takes a frame away and leaves the letter in it', async () => {
    const frame: Rect[] = [
      [20, 20, 300, 2],
      [20, 120, 300, 2],
      [20, 20, 2, 100],
      [318, 20, 2, 102],
    ];
    expect(await isLeft([20, 20, 300, 2], frame)).toBe(false);
    expect(await isLeft([100, 60, 5, LETTER], frame)).toBe(true);
  });

  it.each<[string, Rect]>([
    ['an I', [100, 60, 5, LETTER]],
    ['a dash', [100, 75, 40, 4]],
    ['a stop', [100, 84, 5, 5]],
  ])('leaves %s', async (_, rect) => {
    expect(await isLeft(rect)).toBe(true);
  });

  it('gives its memory back', async () => {
    const counted = countedOpenCv((await loadOpenCvInNode()).cv);
    withoutOrnaments(counted.cv, picture([[30, 20, 3, 120]]), LETTER);
    expect(counted.live()).toBe(0);
  });
});
