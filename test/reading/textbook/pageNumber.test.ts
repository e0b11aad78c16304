import { describe, expect, it } from 'vitest';
import type { PrintedLine, PrintedWord } from '../../../src/reading/recognizer/printed.ts';
import { withoutPageNumber } from '../../../src/reading/textbook/pageNumber.ts';

function word(text: string, x: number, capitalHeightPx = 20): PrintedWord {
  const box = { x, y: 100, width: text.length * 12, height: capitalHeightPx };
  return { text, box, confidence: 0.9, capitalHeightPx };
}

function lineOf(...words: PrintedWord[]): PrintedLine {
  const box = { x: 0, y: 100, width: 600, height: 20 };
  return { text: words.map(({ text }) => text).join(' '), box, confidence: 0.9, words };
}

describe('withoutPageNumber', () => {
  it('drops a number far from the heading', () => {
    const line = withoutPageNumber(lineOf(word('Foreword', 50), word('3', 580, 12)));
    expect(line.text).toBe('Foreword');
    expect(line.box).toEqual({ x: 50, y: 100, width: 96, height: 20 });
    expect(withoutPageNumber(lineOf(word('xii', 20, 12), word('Preface', 300))).text).toBe(
      'Preface',
    );
  });

  it('keeps the number of a chapter and numbers that belong to a title', () => {
    for (const line of [
      lineOf(word('7', 20), word('Waves', 300)),
      lineOf(word('Catch', 50), word('22', 122)),
      lineOf(word('42', 50)),
      lineOf(word('Light', 50), word('Colour', 500)),
    ]) {
      expect(withoutPageNumber(line)).toBe(line);
    }
  });
});
