import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { InkComponent } from '../../../src/reading/lineImage/connectedInk.ts';
import { letterHeight } from '../../../src/reading/textbook/letterHeight.ts';
import { estimateCurve, STRAIGHT } from '../../../src/reading/textbook/straighten.ts';

const WIDTH = 600;
const HEIGHT = 120;

/** Letters of two lines that fall by `a u + b (u² - 1/3)`: x-height, ascenders, descenders. */
function lettersAlong(a: number, b: number): InkComponent[] {
  const letters: InkComponent[] = [];
  for (const line of [30, 75]) {
    for (let x = 20; x < WIDTH - 30; x += 17) {
      const u = (2 * (x + 6)) / WIDTH - 1;
      const fall = a * u + b * (u * u - 1 / 3);
      const rises = x % 3 === 0 ? 8 : 0;
      const falls = x % 7 === 0 ? 7 : 0;
      const y = Math.round(line + fall - rises);
      letters.push({ x, y, width: 12, height: 16 + rises + falls, area: 100 });
    }
  }
  return letters;
}

describe('estimateCurve', () => {
  it('finds slope and bend of lines', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -30, max: 30, noNaN: true }),
        fc.double({ min: -22, max: 22, noNaN: true }),
        (a, b) => {
          const curve = estimateCurve(lettersAlong(a, b), WIDTH, HEIGHT);
          expect(Math.abs(curve.a - a)).toBeLessThan(2.5);
          expect(Math.abs(curve.b - b)).toBeLessThan(3.5);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('leaves straight lines, single letters and nothing as they are', () => {
    expect(estimateCurve(lettersAlong(0, 0), WIDTH, HEIGHT)).toEqual(STRAIGHT);
    expect(estimateCurve([], WIDTH, HEIGHT)).toEqual(STRAIGHT);
    expect(estimateCurve(lettersAlong(10, 0).slice(0, 3), WIDTH, HEIGHT)).toEqual(STRAIGHT);
  });
});

describe('letterHeight', () => {
  it('is that of the usual letters, whatever stands beside them', () => {
    const letters = lettersAlong(0, 0);
    const plain = letterHeight(letters, HEIGHT);
    expect(plain).toBeGreaterThanOrEqual(16);
    expect(plain).toBeLessThanOrEqual(24);
    const numeral = { x: 580, y: 20, width: 40, height: 90, area: 900 };
    const rule = { x: 10, y: 110, width: 560, height: 3, area: 1680 };
    expect(letterHeight([...letters, numeral, rule], HEIGHT)).toBe(plain);
  });

  it('is unknown without ink', () => {
    expect(letterHeight([], HEIGHT)).toBeNull();
  });
});
