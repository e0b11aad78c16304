import { describe, expect, test } from 'vitest';
import { classedInContext } from '../../../src/reading/detector/classContext.ts';
import type { SlopedWord } from '../../../src/reading/detector/wordChains.ts';
import { shippedLineCalibration } from './shippedLineCalibration.ts';

const { classContext } = shippedLineCalibration();

function word(y: number, height: number, handwriting: number, score = 0.9): SlopedWord {
  const box = { x: 100, y, width: 3 * height, height };
  return {
    box,
    center: { x: 100 + 1.5 * height, y: y + height / 2 },
    score,
    handwriting,
    slope: 0,
    ink: { width: box.width, height },
    usualHeight: height,
  };
}

/** Probability that the first word is handwriting beside the others. */
function seen(own: SlopedWord, others: readonly SlopedWord[]): number {
  return (
    classedInContext([[own], ...others.map((word) => [word])], classContext)[0]?.[0]?.handwriting ??
    Number.NaN
  );
}

const labels = [1, 2, 3, 4, 5].map((row) => word(60 * row, 30, 0.2));
const notes = [1, 2, 3, 4, 5].map((row) => word(60 * row, 30, 0.95));

describe('classedInContext', () => {
  test('what is unsure by itself is what the words of its height are', () => {
    const unsure = word(0, 31, 0.55);
    expect(seen(unsure, labels)).toBeLessThan(0.2);
    expect(seen(unsure, notes)).toBeGreaterThan(0.9);
  });

  test('a sure word keeps its class among words of the other', () => {
    expect(seen(word(0, 30, 0.97), labels)).toBeGreaterThan(0.5);
  });

  test('words of another height and faint ones have next to no say', () => {
    const unsure = word(0, 90, 0.55);
    expect(seen(unsure, labels)).toBeCloseTo(seen(unsure, []), 2);
    const faint = labels.map(({ box, handwriting }) => word(box.y, 30, handwriting, 0.03));
    expect(Math.abs(seen(word(0, 30, 0.55), faint) - seen(word(0, 30, 0.55), []))).toBeLessThan(
      0.01,
    );
  });

  test('a word alone stays what it was found as', () => {
    expect(seen(word(0, 30, 0.52), [])).toBeGreaterThan(0.5);
    expect(seen(word(0, 30, 0.48), [])).toBeLessThan(0.5);
  });

  test('the words of its own line have no say: a label stands before what is written', () => {
    const label = word(0, 30, 0.3);
    const [[beside] = []] = classedInContext(
      [[label, word(0, 30, 0.95), word(0, 30, 0.95)]],
      classContext,
    );
    expect(beside?.handwriting).toBeCloseTo(seen(label, []), 9);
  });

  test('the order of the lines does not matter', () => {
    const lines = [word(0, 30, 0.55), ...labels, word(400, 28, 0.9), word(470, 60, 0.4)].map(
      (one) => [one],
    );
    const classes = (given: typeof lines) =>
      classedInContext(given, classContext)
        .flat()
        .map(({ handwriting }) => handwriting);
    const backwards = classes([...lines].reverse()).reverse();
    for (const [i, value] of classes(lines).entries()) expect(backwards[i]).toBeCloseTo(value, 9);
  });
});
