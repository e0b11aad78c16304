import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  Letterbox,
  type LetterboxPlan,
  planLetterbox,
} from '../../../src/reading/detector/letterbox.ts';
import { resampling } from '../../../src/reading/detector/resampling.ts';
import type { RasterImage } from '../../../src/reading/image.ts';
import { numbersFrom } from './drawnWords.ts';

function pictureOf(
  width: number,
  height: number,
  color: (x: number, y: number) => readonly [number, number, number],
): RasterImage {
  const data = new Uint8ClampedArray(width * height * 4);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) data.set([...color(x, y), 255], (y * width + x) * 4);
  }
  return { width, height, data };
}

function noise(width: number, height: number, seed: number): RasterImage {
  const next = numbersFrom(seed);
  return pictureOf(width, height, () => [next() * 256, next() * 256, next() * 256]);
}

const whole = ({ width, height }: RasterImage) => ({ x: 0, y: 0, width, height });

function pixel(values: Float32Array, plan: LetterboxPlan, x: number, y: number): number[] {
  return [...values.subarray((y * plan.width + x) * 3, (y * plan.width + x) * 3 + 3)];
}

/** Mean of each channel over the content of an input. */
function contentMean(values: Float32Array, plan: LetterboxPlan): number[] {
  const sums = [0, 0, 0];
  for (let y = 0; y < plan.contentHeight; y++) {
    for (let x = 0; x < plan.contentWidth; x++) {
      for (const [channel, value] of pixel(values, plan, x, y).entries()) {
        sums[channel] = (sums[channel] ?? 0) + value;
      }
    }
  }
  return sums.map((sum) => sum / (plan.contentWidth * plan.contentHeight));
}

describe('planLetterbox', () => {
  it('fits a 720p frame exactly', () => {
    expect(planLetterbox({ x: 0, y: 0, width: 1280, height: 720 }, 512, 32)).toMatchObject({
      contentWidth: 512,
      contentHeight: 288,
      width: 512,
      height: 288,
      scaleX: 2.5,
      scaleY: 2.5,
    });
  });

  it('pads to the multiple and never loses content', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 6000 }),
        fc.integer({ min: 1, max: 6000 }),
        fc.integer({ min: 32, max: 1024 }),
        (width, height, longSide) => {
          const plan = planLetterbox({ x: 0, y: 0, width, height }, longSide, 32);
          expect(plan.width % 32).toBe(0);
          expect(plan.height % 32).toBe(0);
          expect(Math.max(plan.contentWidth, plan.contentHeight)).toBe(longSide);
          expect(plan.width - plan.contentWidth).toBeLessThan(32);
          expect(plan.height - plan.contentHeight).toBeLessThan(32);
          expect(plan.contentWidth * plan.scaleX).toBeCloseTo(width, 6);
          expect(plan.contentHeight * plan.scaleY).toBeCloseTo(height, 6);
        },
      ),
    );
  });

  it('leaves a margin on all sides, and the picture in it unchanged', () => {
    const image = pictureOf(40, 20, (x, y) => [x * 5, y * 10, 50]);
    const plan = planLetterbox(whole(image), 60, 32, 10);
    expect(plan).toMatchObject({ contentX: 10, contentY: 10, contentWidth: 40, contentHeight: 20 });
    expect(plan).toMatchObject({ width: 64, height: 64, scaleX: 1, scaleY: 1 });
    const values = new Letterbox().fill(image, plan);
    expect(pixel(values, plan, 10, 10)).toEqual([0, 0, 50]);
    expect(pixel(values, plan, 49, 29)).toEqual([195, 190, 50]);
    for (const [x, y] of [
      [9, 10],
      [10, 9],
      [50, 29],
      [49, 30],
      [63, 63],
    ] as const) {
      expect(pixel(values, plan, x, y)).toEqual([114, 114, 114]);
    }
  });
});

describe('resampling', () => {
  it('has weights that sum to 1 and stay inside the row', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 3000 }),
        fc.integer({ min: 1, max: 1100 }),
        (size, length) => {
          const { start, first, weights } = resampling(size, length);
          let sound = true;
          for (let i = 0; i < length; i++) {
            const taps = weights.subarray(first[i], first[i + 1]);
            const sum = taps.reduce((total, weight) => total + weight, 0);
            const begin = start[i] ?? -1;
            sound &&= Math.abs(sum - 1) < 1e-4 && taps.every((weight) => weight >= 0);
            sound &&= begin >= 0 && begin + taps.length <= size;
          }
          expect(sound).toBe(true);
        },
      ),
    );
  });
});

describe('Letterbox', () => {
  it('averages areas: a half covered pixel counts half', () => {
    const image = pictureOf(5, 5, (x) => [x * 10, 200 - x * 10, x === 2 ? 100 : 0]);
    const plan = planLetterbox(whole(image), 2, 2);
    const values = new Letterbox().fill(image, plan);
    // Columns 0, 1 and half of 2: (0 + 10 + 20 / 2) / 2.5 = 8.
    const [red, green, blue] = pixel(values, plan, 0, 0);
    expect(red).toBeCloseTo(8, 1);
    expect(green).toBeCloseTo(192, 1);
    expect(blue).toBeCloseTo(20, 1);
  });

  it('keeps the picture as it is at its own size, in RGB order', () => {
    const image = noise(64, 32, 1);
    const plan = planLetterbox(whole(image), 64, 32);
    const values = new Letterbox().fill(image, plan);
    const expected = Float32Array.from(image.data.filter((_, i) => i % 4 < 3));
    for (const [i, value] of values.entries()) expect(value).toBeCloseTo(expected[i] ?? -1, 3);
  });

  it('enlarges small pictures smoothly', () => {
    const image = pictureOf(2, 1, (x) => [x * 200, 0, 0]);
    const plan = planLetterbox(whole(image), 8, 8);
    const values = new Letterbox().fill(image, plan);
    const reds = Array.from({ length: 8 }, (_, x) => pixel(values, plan, x, 0)[0] ?? -1);
    // As OpenCV's INTER_LINEAR: pixel centres at 0.25, 0.75, … of the source.
    expect(reds.map(Math.round)).toEqual([0, 0, 25, 75, 125, 175, 200, 200]);
  });

  it('keeps the mean of every channel, and the padding gray', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 40, max: 400 }),
        fc.integer({ min: 40, max: 400 }),
        fc.integer({ min: 1, max: 1000 }),
        (width, height, seed) => {
          const image = noise(width, height, seed);
          const plan = planLetterbox(whole(image), 32, 32);
          const values = new Letterbox().fill(image, plan);
          const sums = [0, 0, 0];
          for (let i = 0; i < image.data.length; i++) {
            if (i % 4 < 3) sums[i % 4] = (sums[i % 4] ?? 0) + (image.data[i] ?? 0);
          }
          const mean = contentMean(values, plan);
          for (const channel of [0, 1, 2]) {
            expect(mean[channel]).toBeCloseTo((sums[channel] ?? 0) / (width * height), 0);
          }
          if (plan.contentWidth < plan.width) {
            expect(pixel(values, plan, plan.width - 1, 0)).toEqual([114, 114, 114]);
          }
          if (plan.contentHeight < plan.height) {
            expect(pixel(values, plan, 0, plan.height - 1)).toEqual([114, 114, 114]);
          }
        },
      ),
      { numRuns: 40 },
    );
  });

  it('keeps white white and black black at any reduction', () => {
    for (const value of [0, 255]) {
      for (const [width, height] of [
        [97, 1900],
        [1000, 9],
        [333, 777],
      ] as const) {
        const image = pictureOf(width, height, () => [value, value, value]);
        const plan = planLetterbox(whole(image), 32, 32);
        for (const mean of contentMean(new Letterbox().fill(image, plan), plan)) {
          expect(mean).toBeCloseTo(value, 3);
        }
      }
    }
  });

  it('sees a region as if it were cut out, and needs no aligned bytes', () => {
    const image = noise(90, 80, 3);
    const region = { x: 17, y: 23, width: 50, height: 40 };
    const cut = pictureOf(50, 40, (x, y) => {
      const at = ((y + 23) * 90 + x + 17) * 4;
      return [image.data[at] ?? 0, image.data[at + 1] ?? 0, image.data[at + 2] ?? 0];
    });
    const shifted = new Uint8ClampedArray(new ArrayBuffer(image.data.length + 1), 1);
    shifted.set(image.data);
    const letterbox = new Letterbox();
    const plan = planLetterbox(region, 32, 32);
    const seen = letterbox.fill({ ...image, data: shifted }, plan).slice();
    expect(seen).toEqual(letterbox.fill(cut, planLetterbox(whole(cut), 32, 32)));
  });

  it('leaves nothing of the picture before in a reused buffer', () => {
    const letterbox = new Letterbox();
    const white = pictureOf(64, 40, () => [255, 255, 255]);
    const black = pictureOf(64, 40, () => [0, 0, 0]);
    const plan = planLetterbox(whole(white), 32, 32);
    letterbox.fill(white, plan);
    expect(letterbox.fill(black, plan)).toEqual(new Letterbox().fill(black, plan));
    const other = planLetterbox(whole(white), 64, 32);
    expect(letterbox.fill(white, other)).toEqual(new Letterbox().fill(white, other));
  });
});
