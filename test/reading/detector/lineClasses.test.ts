import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { splitByClass } from '../../../src/reading/detector/lineClasses.ts';
import type { SlopedWord } from '../../../src/reading/detector/wordChains.ts';
import { shippedLineCalibration } from './shippedLineCalibration.ts';

const { classChange } = shippedLineCalibration();
const HEIGHT = 30;

/** Words of one row, each so many heights behind the one before it. */
function row(
  words: readonly { gap: number; handwriting: number; height?: number }[],
): SlopedWord[] {
  let x = 0;
  return words.map(({ gap, handwriting, height = HEIGHT }) => {
    x += gap * HEIGHT;
    const box = { x, y: -height / 2, width: 90, height };
    x += box.width;
    return {
      box,
      center: { x: box.x + box.width / 2, y: 0 },
      score: 0.8,
      handwriting,
      slope: 0,
      ink: { width: box.width, height },
      usualHeight: HEIGHT,
    };
  });
}

const sizes = (parts: readonly (readonly SlopedWord[])[]) => parts.map((words) => words.length);

describe('splitByClass', () => {
  test('parts a printed label from what is written beside it', () => {
    const label = { gap: 0.3, handwriting: 0.05, height: 22 };
    const value = { gap: 1.5, handwriting: 0.95 };
    expect(sizes(splitByClass(row([label, value]), classChange))).toEqual([1, 1]);
    expect(sizes(splitByClass(row([label, label, value]), classChange))).toEqual([2, 1]);
  });

  test('keeps a line whole whose class is told alike, however wide its gaps', () => {
    const words = [0.3, 1.9, 0.4, 1.5].map((gap) => ({ gap, handwriting: 0.9 }));
    expect(sizes(splitByClass(row(words), classChange))).toEqual([4]);
  });

  test('one word taken for the other class does not split a line of usual gaps', () => {
    const words = [0.9, 0.9, 0.2, 0.9, 0.9].map((handwriting) => ({ gap: 0.4, handwriting }));
    expect(sizes(splitByClass(row(words), classChange))).toEqual([5]);
  });

  test('gives every word once, in order', () => {
    const word = fc.record({
      gap: fc.double({ min: -0.5, max: 4, noNaN: true }),
      handwriting: fc.double({ min: 0, max: 1, noNaN: true }),
      height: fc.double({ min: 8, max: 60, noNaN: true }),
    });
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 12 }), (words) => {
        const placed = row(words);
        const parts = splitByClass(placed, classChange);
        expect(parts.flat()).toEqual(placed);
        expect(parts.every((part) => part.length > 0)).toBe(true);
      }),
    );
  });
});
