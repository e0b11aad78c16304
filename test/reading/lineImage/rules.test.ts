import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { loadOpenCvInNode } from '../../../src/cli/openCvInNode.ts';
import type { GrayImage } from '../../../src/reading/image.ts';
import { grayOfMat, matOfGray } from '../../../src/reading/lineImage/grayMat.ts';
import { openAlongRows } from '../../../src/reading/lineImage/lastingRuns.ts';
import { type OpenCv, withMats } from '../../../src/reading/lineImage/opencv.ts';
import { removeRules } from '../../../src/reading/lineImage/rules.ts';
import { countedOpenCv } from './countedOpenCv.ts';
import { numbersFrom, Paper } from './paper.ts';

let cv: OpenCv;
beforeAll(async () => {
  ({ cv } = await loadOpenCvInNode());
});

const [WIDTH, HEIGHT, PAPER, INK] = [420, 64, 230, 60];

function cleaned(paper: GrayImage, openCv = cv): GrayImage {
  return withMats((keep) => {
    const mat = keep(matOfGray(openCv, paper));
    removeRules(openCv, mat, mat);
    return grayOfMat(mat);
  });
}

/** Shares of ink that is left, and of the rule where it does not touch a stroke. */
function leftOver(rule: Paper, ink: Paper, result: GrayImage) {
  let [ruleBefore, ruleAfter, inkBefore, inkAfter] = [0, 0, 0, 0];
  for (let i = 0; i < result.data.length; i++) {
    const hasInk = (ink.data[i] ?? 0) < PAPER;
    const dark = Math.max(0, PAPER - (result.data[i] ?? 0));
    if (hasInk) {
      inkBefore += PAPER - (ink.data[i] ?? 0);
      inkAfter += Math.min(dark, PAPER - (ink.data[i] ?? 0));
    } else if ((rule.data[i] ?? 0) < PAPER && !nearInk(ink, i)) {
      ruleBefore += PAPER - (rule.data[i] ?? 0);
      ruleAfter += dark;
    }
  }
  return { rule: ruleAfter / ruleBefore, ink: inkAfter / inkBefore };
}

function nearInk(ink: Paper, i: number): boolean {
  for (let row = -4; row <= 4; row++) {
    for (let x = -1; x <= 1; x++)
      if ((ink.data[i + row * ink.width + x] ?? PAPER) < PAPER) return true;
  }
  return false;
}

function both(rule: Paper, ink: Paper): Paper {
  const paper = new Paper(rule.width, rule.height, PAPER);
  for (let i = 0; i < paper.data.length; i++) {
    paper.data[i] = Math.min(rule.data[i] ?? 0, ink.data[i] ?? 0);
  }
  return paper;
}

function writing(seed: number): Paper {
  return new Paper(WIDTH, HEIGHT, PAPER).writing(
    { x: 40, y: 24, body: 18, letters: 18 },
    INK,
    numbersFrom(seed),
  );
}

describe('removeRules', () => {
  test('takes away rules and keeps the strokes that cross them', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 6, max: HEIGHT - 8 }),
        fc.integer({ min: 1, max: 2 }),
        fc.integer({ min: 120, max: 210 }),
        fc.double({ min: -0.012, max: 0.012, noNaN: true }),
        fc.integer(),
        (y, thickness, gray, slope, seed) => {
          const rule = new Paper(WIDTH, HEIGHT, PAPER);
          for (let x = 0; x < WIDTH; x++) {
            rule.fill(x, Math.round(y + x * slope), 1, thickness, gray);
          }
          const ink = writing(seed);
          const left = leftOver(rule, ink, cleaned(both(rule, ink)));
          expect(left.rule).toBeLessThan(0.05);
          expect(left.ink).toBeGreaterThan(0.95);
        },
      ),
      // A dark rule along the tops of the letters.
      { numRuns: 60, examples: [[24, 1, 120, 0, 0]] },
    );
  });

  test('takes away squares', () => {
    const rule = new Paper(WIDTH, HEIGHT, PAPER);
    for (let y = 9; y < HEIGHT; y += 21) rule.fill(0, y, WIDTH, 1, 180);
    for (let x = 5; x < WIDTH; x += 21) rule.fill(x, 0, 1, HEIGHT, 180);
    const ink = writing(3);
    const left = leftOver(rule, ink, cleaned(both(rule, ink)));
    expect(left.rule).toBeLessThan(0.05);
    expect(left.ink).toBeGreaterThan(0.95);
  });

  test('leaves paper without rules as it is', () => {
    const ink = writing(4).noise(3, numbersFrom(5));
    const result = cleaned(ink);
    let changed = 0;
    for (let i = 0; i < ink.data.length; i++) {
      changed += Math.abs((ink.data[i] ?? 0) - (result.data[i] ?? 0));
    }
    expect(changed / ink.data.length).toBeLessThan(0.2);
  });

  test('keeps a dash', () => {
    const ink = new Paper(WIDTH, HEIGHT, PAPER).fill(100, 32, 50, 3, INK);
    expect(cleaned(ink).data).toEqual(ink.data);
  });

  test('leaves no Mat behind', () => {
    const counted = countedOpenCv(cv);
    for (let i = 0; i < 200; i++) {
      cleaned(writing(i).fill(0, 40, WIDTH, 1, 150), counted.cv);
    }
    expect(counted.live()).toBe(0);
  }, 90_000);
});

describe('openAlongRows', () => {
  test('is the greatest of the runs’ least values', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 12 }),
        fc.array(fc.integer({ min: 0, max: 255 }), { minLength: 1, maxLength: 40 }),
        (length, values) => {
          const pixels = Uint8Array.from(values);
          const into = new Uint8Array(pixels.length);
          openAlongRows(pixels, pixels.length, length, into);
          const at = (i: number) => values[i] ?? 255;
          const expected = values.map((_, x) => {
            let best = 0;
            for (let start = x - length + 1; start <= x; start++) {
              let least = 255;
              for (let i = start; i < start + length; i++) least = Math.min(least, at(i));
              best = Math.max(best, least);
            }
            return best;
          });
          expect([...into]).toEqual(expected);
        },
      ),
    );
  });
});
