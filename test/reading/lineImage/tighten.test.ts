import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { loadOpenCvInNode } from '../../../src/cli/openCvInNode.ts';
import { LINE_MARGINS } from '../../../src/reading/lineImage/lineMargins.ts';
import type { OpenCv } from '../../../src/reading/lineImage/opencv.ts';
import { type TightLine, tightenLine } from '../../../src/reading/lineImage/tighten.ts';
import { countedOpenCv } from './countedOpenCv.ts';
import { numbersFrom, Paper } from './paper.ts';

let cv: OpenCv;
beforeAll(async () => {
  ({ cv } = await loadOpenCvInNode());
});

const BODY = 20;
/** Height of the drawn writing's ink: ascender 0.8 and descender 0.7 bodies, half a stroke each end. */
const INK_HEIGHT = BODY * 2.5 + BODY / 7;
const LETTERS = 14;
/** Height of a crop with the readers' margins, in heights of the ink. */
const FRAMED = 1 + 2 * LINE_MARGINS.vertical;
const INK_WIDTH = (LETTERS - 1) * BODY + 0.6 * BODY + BODY / 7;

/** A page with a written line whose body starts at `y`, paper around it. */
function page(y: number, seed = 1, slope = 0): Paper {
  return new Paper(420, 120, 225).writing(
    { x: 70, y, body: BODY, letters: LETTERS },
    50,
    numbersFrom(seed),
    slope,
  );
}

/** Expects the line's height with the margins, and its ink where the crop says it is. */
function expectLine({ image, left, right }: TightLine, tolerance = 0.1) {
  const scale = image.height / (FRAMED * INK_HEIGHT);
  expect(Math.abs(scale - 1)).toBeLessThan(tolerance);
  expect(Math.abs((right - left) / scale - INK_WIDTH)).toBeLessThan(2 * tolerance * INK_HEIGHT);
  expect(left).toBeGreaterThan((0.5 - tolerance) * INK_HEIGHT);
  expect(image.width - right).toBeGreaterThan((0.5 - tolerance) * INK_HEIGHT);
  expect(left).toBeLessThan(1.6 * INK_HEIGHT);
}

describe('tightenLine', () => {
  test('cuts a line with the readers’ margins, wherever it lies', () => {
    for (const y of [30, 48, 70]) expectLine(tightenLine(cv, page(y)));
  });

  test('says where the ink lay', () => {
    const { start, end, slope } = tightenLine(cv, page(48));
    expect(start).toBeCloseTo((70 - BODY / 14) / 420, 2);
    expect(end).toBeCloseTo((70 - BODY / 14 + INK_WIDTH) / 420, 2);
    expect(slope).toBe(0);
  });

  test('sees through noise, shadow, rules and light ink on dark', () => {
    const random = numbersFrom(9);
    expectLine(tightenLine(cv, page(48).noise(8, random)));
    expectLine(tightenLine(cv, page(48).shade(0.45).noise(3, random)));
    expectLine(tightenLine(cv, page(48).inverted().noise(3, random)));
    const ruled = page(48);
    for (const y of [8, 68, 112]) {
      for (let x = 0; x < 420; x++) if (ruled.at(x, y) > 150) ruled.fill(x, y, 1, 1, 170);
    }
    expectLine(tightenLine(cv, ruled.noise(3, random)));
  });

  test('leaves out what reaches in from the lines above and below', () => {
    const crowded = page(48);
    for (let x = 90; x < 340; x += 55) {
      crowded.fill(x, 0, 3, 9, 50).fill(x + 20, 111, 3, 9, 50);
    }
    expectLine(tightenLine(cv, crowded));
  });

  test('keeps ascenders, descenders and dots', () => {
    const dotted = new Paper(420, 120, 225);
    for (let x = 80; x < 320; x += 24) dotted.fill(x, 50, 4, 20, 50).fill(x, 39, 4, 4, 50);
    const { image } = tightenLine(cv, dotted);
    expect(Math.abs(image.height / FRAMED - 31)).toBeLessThan(4);
  });

  test('drops specks far from the line', () => {
    expectLine(tightenLine(cv, page(48).fill(8, 60, 4, 4, 50).fill(412, 50, 3, 3, 50)));
  });

  test('turns sloping lines level', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.03, max: 0.15, noNaN: true }),
        fc.boolean(),
        fc.integer({ min: 1, max: 50 }),
        (steep, down, seed) => {
          const slope = down ? steep : -steep;
          const tight = tightenLine(cv, page(down ? 30 : 60, seed, slope));
          expect(Math.abs(tight.slope - Math.atan(slope))).toBeLessThan(0.018);
        },
      ),
      { numRuns: 25 },
    );
  });

  test('leaves its own result as it is', () => {
    fc.assert(
      fc.property(fc.integer({ min: 26, max: 75 }), fc.integer({ min: 1, max: 500 }), (y, seed) => {
        const once = tightenLine(cv, page(y, seed).noise(2, numbersFrom(seed)));
        const twice = tightenLine(cv, once.image);
        expect(Math.abs(twice.image.width - once.image.width)).toBeLessThanOrEqual(3);
        expect(Math.abs(twice.image.height - once.image.height)).toBeLessThanOrEqual(2);
      }),
      { numRuns: 25 },
    );
  });

  test('returns paper without ink as it came', () => {
    const blank = new Paper(300, 60, 220).noise(2, numbersFrom(2));
    expect(tightenLine(cv, blank).image).toBe(blank);
    const dot = new Paper(3, 2, 220);
    expect(tightenLine(cv, dot).image).toBe(dot);
  });

  test('turns very small crops level and leaves them otherwise', () => {
    const sloping = new Paper(300, 30, 225).writing(
      { x: 40, y: 4, body: 7, letters: 28 },
      50,
      numbersFrom(1),
      0.045,
    );
    const tight = tightenLine(cv, sloping);
    expect(Math.abs(tight.slope - Math.atan(0.045))).toBeLessThan(0.015);
    expect(tight.image.width).toBe(600);
    expect(tight.image.height).toBeGreaterThan(40);
    expect(tight.image.height).toBeLessThan(60);
    expect(Math.abs(tightenLine(cv, tight.image).slope)).toBeLessThan(0.01);

    const small = new Paper(200, 24, 225).writing(
      { x: 60, y: 3, body: 6, letters: 10 },
      50,
      numbersFrom(1),
    );
    expect(tightenLine(cv, small).image).toBe(small);
  });

  test('leaves short words and lone characters as they are', () => {
    for (const letters of [1, 2, 4]) {
      const short = new Paper(200, 80, 225).writing(
        { x: 60, y: 30, body: 18, letters },
        50,
        numbersFrom(4),
        0.1,
      );
      expect(tightenLine(cv, short).image).toBe(short);
    }
    const dash = new Paper(90, 60, 225).fill(32, 30, 26, 4, 50);
    expect(tightenLine(cv, dash).image).toBe(dash);
    const long = new Paper(205, 67, 225).fill(28, 32, 150, 8, 50);
    expect(tightenLine(cv, long).image).toBe(long);
  });

  test('cuts out a short word that is lost in its crop', () => {
    const lost = new Paper(400, 160, 225).writing(
      { x: 150, y: 70, body: 14, letters: 7 },
      50,
      numbersFrom(4),
    );
    const { image, left, right } = tightenLine(cv, lost);
    expect(image.height).toBeLessThan(60);
    expect(right - left).toBeGreaterThan(0.3 * image.width);
  });

  test('repeats paper, not cut strokes, beyond the crop', () => {
    const cut = page(48);
    const tightCrop = new Paper(280, 76, 225);
    for (let y = 0; y < 76; y++)
      for (let x = 0; x < 280; x++) tightCrop.fill(x, y, 1, 1, cut.at(x + 66, y + 40));
    const { image } = tightenLine(cv, tightCrop);
    expect(image).not.toBe(tightCrop);
    const firstRow = image.data.subarray(0, image.width);
    expect(Math.min(...firstRow)).toBeGreaterThan(180);
  });

  test('leaves no Mat behind', () => {
    const counted = countedOpenCv(cv);
    for (let i = 0; i < 200; i++) tightenLine(counted.cv, page(30 + (i % 40), i, (i % 7) / 50));
    expect(counted.live()).toBe(0);
  }, 90_000);
});
