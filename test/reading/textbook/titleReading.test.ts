import { describe, expect, it } from 'vitest';
import type { PartLine } from '../../../src/reading/textbook/partReading.ts';
import { titleOf } from '../../../src/reading/textbook/titleReading.ts';

/** A line of words of equal width at y, each 40 px wide and 20 px high. */
function line(y: number, ...words: readonly string[]): PartLine {
  return {
    text: words.join(' '),
    confidence: 0.95,
    box: { x: 0, y, width: 50 * words.length, height: 20 },
    inside: true,
    words: words.map((text, i) => ({
      text,
      confidence: 0.95,
      capitalHeightPx: 14,
      box: { x: 50 * i, y, width: 40, height: 20 },
    })),
  };
}

/** A label's upright box that reaches over the first word of the line at 30. */
const ACROSS = { box: { x: -10, y: 0, width: 60, height: 60 }, number: '9' };

describe('titleOf', () => {
  it('keeps words of its own that the upright box of a turned label covers', () => {
    expect(titleOf([line(30, 'Category', 'theory')], ACROSS).text).toBe('Category theory');
  });

  it('leaves the words of the label out, whether it is read whole, by its word or its number', () => {
    const within = { box: { x: -10, y: 0, width: 110, height: 60 }, number: '9' };
    expect(titleOf([line(30, 'Chapter', '9', 'Categories')], within).text).toBe('Categories');
    expect(titleOf([line(30, 'Chapter', 'Categories')], ACROSS).text).toBe('Categories');
    expect(titleOf([line(30, '9', 'Categories')], ACROSS).text).toBe('Categories');
  });

  it('leaves out a line that lies in the label alone', () => {
    const lines = [line(0, 'Chaptr'), line(60, 'Categories', 'again')];
    expect(titleOf(lines, ACROSS).text).toBe('Categories again');
  });
});
