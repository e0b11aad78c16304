import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { setLine, type WordToSet } from '../../../../src/app/desk/overlay/lineSetting.ts';

/** Words that lie one after the other along a line, with text of any width. */
const lines = fc
  .array(
    fc.record({
      gap: fc.double({ min: 0.01, max: 1, noNaN: true }),
      ink: fc.double({ min: 0.05, max: 3, noNaN: true }),
      width: fc.double({ min: 0.3, max: 12, noNaN: true }),
    }),
    { minLength: 1, maxLength: 14 },
  )
  .map((words): readonly WordToSet[] => {
    const whole = words.reduce((sum, { gap, ink }) => sum + gap + ink, 0);
    let at = 0;
    return words.map(({ gap, ink, width }) => {
      const start = at + gap / whole;
      at = start + ink / whole;
      return { start, end: at, width };
    });
  });
const lengths = fc.double({ min: 1, max: 40, noNaN: true });

describe('setLine', () => {
  test('words stand in order, apart from one another, inside the line', () => {
    fc.assert(
      fc.property(lines, lengths, (words, length) => {
        const set = setLine(words, length);
        let end = 0;
        for (const { left, width } of set.words) {
          expect(left).toBeGreaterThanOrEqual(end - 1e-9);
          end = left + width;
        }
        expect(end).toBeLessThanOrEqual(length + 1e-6);
        expect(set.fontSize).toBeLessThan(0.8);
      }),
    );
  });

  test('each word is as wide as its letters at their size and stretch', () => {
    fc.assert(
      fc.property(lines, lengths, (words, length) => {
        const set = setLine(words, length);
        set.words.forEach(({ width, stretch }, i) => {
          expect(width).toBeCloseTo((words[i]?.width ?? 0) * set.fontSize * stretch, 6);
        });
      }),
    );
  });

  test('letters that fit their ink lie exactly on it', () => {
    const words = [
      { start: 0, end: 0.4, width: 6 },
      { start: 0.5, end: 0.9, width: 6 },
    ];
    const { fontSize, words: set } = setLine(words, 10);
    expect(fontSize).toBeCloseTo(2 / 3, 6);
    expect(set.map(({ left }) => left)).toEqual([0, 5]);
    for (const { width } of set) expect(width).toBeCloseTo(4, 6);
  });

  test('much text over little ink is narrowed to the line, not let out of it', () => {
    const { fontSize, words } = setLine([{ start: 0, end: 1, width: 30 }], 3);
    expect(fontSize).toBeGreaterThan(0.4);
    expect(words[0]?.width).toBeCloseTo(3, 6);
  });
});
