import { describe, expect, it } from 'vitest';
import type { PrintedLine } from '../../../src/reading/recognizer/printed.ts';
import { findHeadings } from '../../../src/reading/textbook/headings.ts';
import { joinTitleLines } from '../../../src/reading/textbook/titleText.ts';
import { body, line, PAGE_HEIGHT } from './printedPage.ts';

function headingsOf(lines: readonly PrintedLine[]) {
  const { titles, labels } = findHeadings(lines, PAGE_HEIGHT, 0);
  const text = (heading: (typeof titles)[number] | undefined) =>
    joinTitleLines((heading?.lines ?? []).map((part) => part.text));
  return { title: text(titles[0]), titles: titles.map(text), label: text(labels[0]), labels };
}

describe('findHeadings', () => {
  it('takes the lines of one size for one title, after its label', () => {
    const head = [
      line('CHAPTER IV', 200, 17),
      line('The Conservation of', 260, 22),
      line('Energy and Momentum', 290, 22),
    ];
    expect(headingsOf([...head, ...body(400)])).toMatchObject({
      label: 'CHAPTER IV',
      title: 'The Conservation of Energy and Momentum',
    });
  });

  it('ends a title before the heading of the first section', () => {
    const head = [line('Chapter 10: Lists', 60, 20), line('Section 10.1: Arrays', 90, 18)];
    expect(headingsOf([...head, ...body(400)]).title).toBe('Lists');
  });

  it('joins a word with the number below it', () => {
    const head = [line('LECCIÓN', 150, 12), line('4', 172, 15), line('La luz', 230, 24)];
    expect(headingsOf([...head, ...body(400)])).toMatchObject({
      label: 'LECCIÓN 4',
      title: 'La luz',
    });
  });

  it('gives boxes of the label and of the title alone', () => {
    const { titles, labels } = findHeadings(
      [line('5 Moving Charges', 150, 18), ...body(400)],
      PAGE_HEIGHT,
      0,
    );
    expect(labels[0]?.lines[0]?.box).toMatchObject({ x: 90, y: 150, height: 18 });
    expect(labels[0]?.lines[0]?.box.width).toBeCloseTo(18 * 0.7);
    expect(titles[0]?.lines[0]?.box.x).toBeCloseTo(90 + 18 * 1.2);
  });

  it('takes no number of the text for a label', () => {
    const list = [line('1 apples', 200), line('2 pears', 216), line('3 plums', 232)];
    expect(headingsOf([...list, ...body(300)]).labels).toEqual([]);
  });

  it('finds nothing on an empty page', () => {
    expect(findHeadings([], PAGE_HEIGHT, 0)).toEqual({ titles: [], labels: [] });
  });
});
