import { describe, expect, it, test } from 'vitest';
import {
  isPageNumberBox,
  isRunningHeader,
  isUnderRunningHeader,
  type PageLine,
  type RunningText,
} from '../../../src/reading/textbook/runningHeader.ts';

function line(text: string, y: number, letters = 14): PageLine {
  return {
    text,
    box: { x: 80, y, width: 300, height: letters + 2 },
    letters,
    isNumbered: false,
    confidence: 0.9,
  };
}

const HEADER = line('Practical Programs', 40);
const text: RunningText = {
  letters: 14,
  pageHeight: 1000,
  lines: [HEADER, line('Water rises from the roots.', 90), line('It turns to sugar.', 110)],
};
const header = { box: HEADER.box, letters: 14 };
const above = { x: 80, y: 10, width: 90, height: 16 };

describe('a running header', () => {
  test.each([['117'], ['xii']])('is the highest line beside %s', (label) => {
    expect(isRunningHeader(header, { text: label, box: above }, text)).toBe(true);
  });

  it('is the highest line without any number', () => {
    expect(isRunningHeader(header, null, text)).toBe(true);
  });

  it('holds its chapter’s number on the same line, while a label above makes a title', () => {
    const beside = { ...HEADER.box, width: 70 };
    expect(isRunningHeader(header, { text: 'Chapter 11', box: beside }, text)).toBe(true);
    expect(isRunningHeader(header, { text: 'Chapter 11', box: above }, text)).toBe(false);
  });

  it('is neither large, nor further down, nor far above the text', () => {
    expect(isRunningHeader({ ...header, letters: 24 }, null, text)).toBe(false);
    const lower = { ...header, box: { ...header.box, y: 90 } };
    expect(isRunningHeader(lower, null, text)).toBe(false);
    const low = { ...text, pageHeight: 150 };
    expect(isRunningHeader(header, null, low)).toBe(false);
    const far = { ...text, lines: [HEADER, line('Water rises from the roots.', 180)] };
    expect(isRunningHeader(header, null, far)).toBe(false);
  });

  it('may be in capitals with a page number beside it', () => {
    const capitals = { ...header, letters: 22 };
    const numbered = (isNumbered: boolean) => ({
      ...text,
      lines: [{ ...line('PRACTICAL PROGRAMS', 40, 22), isNumbered }, ...text.lines.slice(1)],
    });
    expect(isRunningHeader(capitals, null, numbered(true))).toBe(true);
    expect(isRunningHeader(capitals, null, numbered(false))).toBe(false);
  });

  it('is measured by its ink where the reader gives an impossible size', () => {
    const misread = {
      ...text,
      lines: [line('Practical Pr0grarns', 40, 28), ...text.lines.slice(1)],
    };
    expect(isRunningHeader(header, null, misread)).toBe(true);
  });

  it('is not known without running text', () => {
    expect(isRunningHeader(header, null, { ...text, letters: 0 })).toBe(false);
  });
});

describe('a page number', () => {
  const numbered = { ...text, lines: [{ ...HEADER, isNumbered: true }, ...text.lines.slice(1)] };
  const atEnd = { x: 360, y: 42, width: 20, height: 12 };

  it('stands at the end of the highest line', () => {
    expect(isPageNumberBox(atEnd, numbered)).toBe(true);
    expect(isPageNumberBox(atEnd, text)).toBe(false);
    expect(isPageNumberBox({ ...atEnd, y: 92 }, numbered)).toBe(false);
    expect(isPageNumberBox({ ...HEADER.box, height: 12 }, numbered)).toBe(false);
  });
});

describe('a title under a running header', () => {
  const title = { box: { x: 80, y: 70, width: 200, height: 20 }, text: 'Requests' };

  it('is told by a small line above it', () => {
    expect(isUnderRunningHeader(title, text)).toBe(true);
    expect(isUnderRunningHeader(title, { ...text, lines: text.lines.slice(1) })).toBe(false);
  });

  test.each([
    ['Chapter 4: Requests 93', 'repeats the title'],
    ['CHAPTER', 'is a label'],
    ['Chapter 4', 'is a label'],
    ['— 17 —', 'has no word'],
  ])('is not told by %j, which %s', (words) => {
    expect(isUnderRunningHeader(title, { ...text, lines: [line(words, 40)] })).toBe(false);
  });
});
