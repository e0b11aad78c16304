import { describe, expect, it } from 'vitest';
import type { Detection } from '../../../src/reading/detector/detection.ts';
import type { Detector } from '../../../src/reading/detector/detector.ts';
import { findStillLines } from '../../../src/reading/detector/stillLines.ts';
import {
  type Box,
  boundingBox,
  intersectionOverUnion,
  type Quad,
  quadSlope,
  rotatedRectangle,
  unionOfBoxes,
} from '../../../src/reading/geometry.ts';
import type { RasterImage } from '../../../src/reading/image.ts';
import type { LineClass } from '../../../src/reading/results.ts';
import { numbersFrom } from './drawnWords.ts';

const RADIANS = Math.PI / 180;
const WIDTH = 640;
const HEIGHT = 520;
const WORD_HEIGHT = 20;

/** Each word is a turned rectangle in a colour of its own: red is its number, blue says it is one. */
const GREEN = 0;
const BLUE = 200;

interface Sheet {
  readonly center: { readonly x: number; readonly y: number };
  readonly degrees: number;
  readonly lines: number;
  readonly words: number;
  readonly pitch: number;
}

function sheet({ center, degrees, lines, words, pitch }: Sheet, seed: number): Quad[][] {
  const next = numbersFrom(seed);
  const slope = degrees * RADIANS;
  return Array.from({ length: lines }, (_, row) => {
    const across = (row - (lines - 1) / 2) * pitch;
    let along = -0.5 * words * 62;
    return Array.from({ length: words }, () => {
      const width = 35 + 30 * next();
      const middle = along + width / 2;
      along += width + 12;
      const place = {
        x: center.x + middle * Math.cos(slope) - across * Math.sin(slope),
        y: center.y + middle * Math.sin(slope) + across * Math.cos(slope),
      };
      return rotatedRectangle(place, width, WORD_HEIGHT, slope);
    });
  });
}

function drawn(words: readonly Quad[]): RasterImage {
  const data = new Uint8ClampedArray(WIDTH * HEIGHT * 4).fill(255);
  for (const [number, quad] of words.entries()) {
    const { x, y, width, height } = boundingBox(quad);
    for (let row = Math.floor(y); row <= y + height; row++) {
      for (let column = Math.floor(x); column <= x + width; column++) {
        if (column < 0 || row < 0 || column >= WIDTH || row >= HEIGHT) continue;
        if (!isIn(quad, column + 0.5, row + 0.5)) continue;
        data.set([number, GREEN, BLUE], (row * WIDTH + column) * 4);
      }
    }
  }
  return { width: WIDTH, height: HEIGHT, data };
}

function isIn(quad: Quad, x: number, y: number): boolean {
  return quad.every((a, i) => {
    const b = quad[(i + 1) % 4] ?? a;
    return (b.x - a.x) * (y - a.y) >= (b.y - a.y) * (x - a.x);
  });
}

/** Finds the words of such drawings, also in a turned view, and notes what it was shown. */
function seer(shown: RasterImage[] = []): Detector<LineClass> {
  return {
    manifest: {
      detector: { input: { stillLongSide: 640 }, iouThreshold: 0.45 },
    } as Detector<LineClass>['manifest'],
    async detect(image) {
      shown.push(image);
      const bounds = new Map<number, [number, number, number, number]>();
      for (let at = 0, pixel = 0; at < image.data.length; at += 4, pixel++) {
        if (image.data[at + 1] !== GREEN || image.data[at + 2] !== BLUE) continue;
        const x = pixel % image.width;
        const y = Math.floor(pixel / image.width);
        const known = bounds.get(image.data[at] ?? 0) ?? [x, y, x, y];
        bounds.set(image.data[at] ?? 0, [
          Math.min(known[0], x),
          Math.min(known[1], y),
          Math.max(known[2], x + 1),
          Math.max(known[3], y + 1),
        ]);
      }
      return [...bounds.values()].map(
        ([left, top, right, bottom]): Detection<LineClass> => ({
          box: { x: left, y: top, width: right - left, height: bottom - top },
          className: 'handwriting',
          score: 0.9,
          classScores: [0.9, 0.1],
        }),
      );
    },
    dispose() {},
  };
}

function trueBoxes(lines: readonly Quad[][]): Box[] {
  return lines.map((words) => unionOfBoxes(words.map((quad) => boundingBox(quad))));
}

describe('findStillLines', () => {
  it.each([-28, -20, -12, 12, 20, 28])('finds dense lines of slope %i°', async (degrees) => {
    const lines = sheet(
      { center: { x: 320, y: 260 }, degrees, lines: 8, words: 5, pitch: WORD_HEIGHT + 4 },
      3,
    );
    const found = await findStillLines(seer(), drawn(lines.flat()));
    expect(found.length).toBe(lines.length);
    for (const box of trueBoxes(lines)) {
      const best = found.reduce((a, b) =>
        intersectionOverUnion(a.box, box) > intersectionOverUnion(b.box, box) ? a : b,
      );
      expect(intersectionOverUnion(best.box, box)).toBeGreaterThan(0.85);
      expect(Math.abs(quadSlope(best.quad) / RADIANS - degrees)).toBeLessThan(1.5);
    }
  });

  it('takes a view for each of two sheets, and each line once', async () => {
    const lines = [
      ...sheet({ center: { x: 170, y: 140 }, degrees: 22, lines: 4, words: 4, pitch: 30 }, 5),
      ...sheet({ center: { x: 470, y: 390 }, degrees: -16, lines: 4, words: 4, pitch: 30 }, 6),
    ];
    const shown: RasterImage[] = [];
    const image = drawn(lines.flat());
    const found = await findStillLines(seer(shown), image);
    expect(new Set(shown.filter((seen) => seen !== image)).size).toBe(2);
    expect(found.length).toBe(lines.length);
    for (const box of trueBoxes(lines)) {
      expect(found.some((line) => intersectionOverUnion(line.box, box) > 0.8)).toBe(true);
    }
  });

  it('looks at level writing as it is', async () => {
    const lines = sheet(
      { center: { x: 320, y: 260 }, degrees: 2, lines: 8, words: 5, pitch: 34 },
      7,
    );
    const shown: RasterImage[] = [];
    const image = drawn(lines.flat());
    const found = await findStillLines(seer(shown), image);
    expect(found.length).toBe(lines.length);
    expect(shown.every((seen) => seen === image)).toBe(true);
  });

  it('gives unlikely lines only when asked', async () => {
    const [[quad] = []] = sheet(
      { center: { x: 320, y: 260 }, degrees: 0, lines: 1, words: 1, pitch: 30 },
      8,
    );
    const unsure: Detector<LineClass> = {
      ...seer(),
      detect: async (image, options) =>
        (await seer().detect(image, options)).map((word) => ({ ...word, score: 0.3 })),
    };
    const image = drawn(quad === undefined ? [] : [quad]);
    expect(await findStillLines(unsure, image)).toEqual([]);
    expect((await findStillLines(unsure, image, { leastScore: 0.02 })).length).toBe(1);
  });
});
