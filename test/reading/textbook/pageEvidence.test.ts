import { describe, expect, it } from 'vitest';
import { capitalHeight } from '../../../src/reading/recognizer/letterSize.ts';
import type { PrintedLine } from '../../../src/reading/recognizer/printed.ts';
import { findOpening } from '../../../src/reading/textbook/pageEvidence.ts';

const PAGE_HEIGHT = 1000;
const BODY_SIZE = 10;

/** A line as the whole page's reading gives it; `size` is the height of its capitals. */
function line(text: string, y: number, size = BODY_SIZE, x = 90): PrintedLine {
  let left = x;
  const words = text.split(' ').map((word) => {
    const width = word.length * size * 0.7;
    // as high as its letters reach
    const height = size / capitalHeight(word, 1);
    const box = { x: left, y: y + (height < size ? size - height : 0), width, height };
    left += width + 0.5 * size;
    return { text: word, box, confidence: 0.95, capitalHeightPx: size };
  });
  return {
    text,
    words,
    confidence: 0.95,
    box: { x, y, width: left - x - 0.5 * size, height: size },
  };
}

function body(from: number): PrintedLine[] {
  const lines: PrintedLine[] = [];
  for (let y = from; y < PAGE_HEIGHT - 60; y += 16) {
    lines.push(line('Water rises from the roots and sugar leaves for where it is needed.', y));
  }
  return lines;
}

describe('findOpening', () => {
  it.each<[string, PrintedLine[], string | null, string]>([
    [
      'label above title',
      [line('Chapter 3', 200, 17), line('Light and Colour', 260, 22)],
      '3',
      'Light and Colour',
    ],
    [
      'a title of two lines',
      [
        line('CHAPTER IV', 200, 17),
        line('The Conservation of', 260, 22),
        line('Energy and Momentum', 290, 22),
      ],
      '4',
      'The Conservation of Energy and Momentum',
    ],
    ['both on one line', [line('5 Moving Charges', 150, 18)], '5', 'Moving Charges'],
    [
      'a word and both on one line',
      [line('Chapter 2. Getting Started', 100, 20)],
      '2',
      'Getting Started',
    ],
    [
      'a big digit beside the title',
      [line('7', 180, 40, 90), line('Heat Engines', 195, 22, 150)],
      '7',
      'Heat Engines',
    ],
    [
      'a title in small capitals',
      [line('CHAPTER II', 200, 14), line('ON THE ROOTS OF EQUATIONS', 240, 10.5)],
      '2',
      'ON THE ROOTS OF EQUATIONS',
    ],
    ['an appendix', [line('Appendix B', 150, 20), line('Tables', 200, 24)], 'B', 'Tables'],
    [
      'a word above its number',
      [line('CHAPTER', 150, 12), line('TWO', 172, 15), line('Waves', 230, 24)],
      '2',
      'Waves',
    ],
    ['a preface', [line('Preface', 200, 22)], null, 'Preface'],
    [
      'a label under a running header',
      [line('Physics for All', 40), line('Unit 6', 150, 16), line('Waves', 190, 26)],
      '6',
      'Waves',
    ],
  ])('finds %s', (_, head, number, title) => {
    const opening = findOpening([...head, ...body(400)], PAGE_HEIGHT);
    expect(opening.score).toBeGreaterThan(0.45);
    expect(opening.label?.label.number ?? null).toBe(number);
    expect(opening.title?.text).toBe(title);
  });

  it.each<[string, PrintedLine[]]>([
    ['plain text', []],
    ['a running header', [line('CHAPTER 3. LIGHT AND COLOUR 45', 40)]],
    ['a running header without title', [line('Chapter 3', 40)]],
    ['a page number', [line('45', 40)]],
    ['a section heading', [line('3.2 Mirrors', 120, 15)]],
    ['a section that says so', [line('Section 12.7: Lenses', 120, 15)]],
    ['a heading in the middle of the text', [...body(60).slice(0, 20), line('Mirrors', 390, 15)]],
    [
      'a reference to a chapter',
      [line('Chapter 3 shows why light bends at a surface of glass.', 120)],
    ],
  ])('finds no opening on a page with %s', (_, head) => {
    expect(findOpening([...head, ...body(430)], PAGE_HEIGHT).score).toBeLessThan(0.45);
  });

  it('ends a title before the heading of the first section', () => {
    const head = [line('Chapter 10: Lists', 60, 20), line('Section 10.1: Arrays', 90, 18)];
    expect(findOpening([...head, ...body(400)], PAGE_HEIGHT).title?.text).toBe('Lists');
  });

  it('finds nothing on an empty page', () => {
    expect(findOpening([], PAGE_HEIGHT)).toEqual({ label: null, title: null, score: 0 });
  });

  it('gives boxes of the label and of the title alone', () => {
    const opening = findOpening([line('5 Moving Charges', 150, 18), ...body(400)], PAGE_HEIGHT);
    expect(opening.label?.box).toMatchObject({ x: 90, y: 150, height: 18 });
    expect(opening.label?.box.width).toBeCloseTo(18 * 0.7);
    expect(opening.title?.box.x).toBeCloseTo(90 + 18 * 1.2);
  });
});
