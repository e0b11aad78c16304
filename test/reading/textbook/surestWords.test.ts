import { describe, expect, it } from 'vitest';
import type { PartLine } from '../../../src/reading/textbook/partReading.ts';
import { surestWords } from '../../../src/reading/textbook/surestWords.ts';

function line(y: number, confidence: number, ...words: readonly [string, number][]): PartLine {
  return {
    text: words.map(([text]) => text).join(' '),
    confidence,
    box: { x: 0, y, width: 100, height: 20 },
    inside: true,
    words: words.map(([text, sure], i) => ({
      text,
      confidence: sure,
      capitalHeightPx: 20,
      box: { x: 40 * i, y, width: 30, height: 20 },
    })),
  };
}

const textOf = (lines: readonly PartLine[]) => lines.map(({ text }) => text);

describe('surestWords', () => {
  it('takes each word from the reading that is surer of it', () => {
    const first = line(0, 0.9, ['Light', 0.95], ['ond', 0.6]);
    const second = line(2, 0.9, ['Lght', 0.5], ['and', 0.9]);
    expect(textOf(surestWords([first], [second]))).toEqual(['Light and']);
  });

  it('takes a far surer line whole, and keeps the others', () => {
    const first = [line(0, 0.9, ['Games', 0.9]), line(40, 0.2, ['x', 0.2], ['y', 0.2])];
    const second = [line(40, 0.95, ['and', 0.95], ['Sports', 0.95], ['I', 0.9])];
    expect(textOf(surestWords(first, second))).toEqual(['Games', 'and Sports I']);
  });

  it('mends a word that was cut short', () => {
    const first = line(0, 0.94, ['Generalization', 0.94]);
    const second = line(0, 0.94, ['Generalizations', 0.93]);
    expect(textOf(surestWords([first], [second]))).toEqual(['Generalizations']);
  });

  it('leaves lines alone that the other reading has not, or has as another number of words', () => {
    const first = line(0, 0.8, ['Light', 0.8]);
    expect(textOf(surestWords([first], [line(60, 0.95, ['Leaf', 0.95])]))).toEqual(['Light']);
    expect(textOf(surestWords([first], [line(0, 0.85, ['Li', 0.9], ['ght', 0.9])]))).toEqual([
      'Light',
    ]);
    expect(textOf(surestWords([], [first]))).toEqual(['Light']);
  });
});
