import { describe, expect, test } from 'vitest';
import type { RasterImage } from '../../../src/reading/image.ts';
import { histogramOf, orderStatistic } from '../../../src/reading/lineImage/histogram.ts';
import { inkGray } from '../../../src/reading/lineImage/inkGray.ts';
import { numbersFrom, Paper } from './paper.ts';

type Colour = readonly [number, number, number];

/** Strokes of one colour on paper of another. */
function written(paper: Colour, ink: Colour): { picture: RasterImage; isInk: boolean[] } {
  const mask = new Paper(240, 60, 255).writing(
    { x: 20, y: 22, body: 16, letters: 12 },
    0,
    numbersFrom(1),
  );
  const data = new Uint8ClampedArray(mask.data.length * 4);
  const isInk = [...mask.data].map((gray) => gray === 0);
  for (const [i, inked] of isInk.entries()) data.set([...(inked ? ink : paper), 255], 4 * i);
  return { picture: { width: 240, height: 60, data }, isInk };
}

/** How far ink and paper lie apart, grays. */
function contrast(paper: Colour, ink: Colour): number {
  const { picture, isInk } = written(paper, ink);
  const { data } = inkGray(picture);
  return Math.abs((data[isInk.indexOf(true)] ?? 0) - (data[isInk.indexOf(false)] ?? 0));
}

describe('inkGray', () => {
  test('shows pens that luma hardly shows', () => {
    expect(contrast([250, 250, 248], [250, 235, 60])).toBeGreaterThan(150);
    expect(contrast([245, 245, 245], [170, 225, 250])).toBeGreaterThan(60);
  });

  test('shows coloured chalk', () => {
    expect(contrast([35, 60, 45], [60, 70, 190])).toBeGreaterThan(120);
  });

  test('is luma for dark ink, also under warm light', () => {
    expect(contrast([235, 210, 160], [40, 40, 60])).toBe(
      Math.round(0.299 * 235 + 0.587 * 210 + 0.114 * 160) -
        Math.round(0.299 * 40 + 0.587 * 40 + 0.114 * 60),
    );
  });
});

describe('orderStatistic', () => {
  test('is the value at floor(share * (n - 1)) of the sorted values', () => {
    const values = Uint8Array.from([7, 200, 3, 3, 90, 255, 0]);
    const sorted = [...values].sort((a, b) => a - b);
    for (const share of [0, 0.02, 0.34, 0.5, 0.99, 1]) {
      expect(orderStatistic(histogramOf(values), share)).toBe(sorted[Math.floor(share * 6)]);
    }
  });
});
