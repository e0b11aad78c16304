import { describe, expect, it } from 'vitest';
import {
  judgeOpener,
  type PageTruth,
  sameNumber,
  sameTitle,
} from '../../../src/reading/evaluation/chapterTitle.ts';
import type { TextbookPage } from '../../../src/reading/results.ts';

const BOX = { x: 0, y: 0, width: 10, height: 10 };

function page(number: string | null, title: string | null): TextbookPage {
  return {
    kind: 'opener',
    width: 100,
    height: 100,
    chapter: number === null ? null : { text: number, number, box: BOX, confidence: 1 },
    title: title === null ? null : { text: title, box: BOX, confidence: 1 },
    timings: {},
    certainty: 0.9,
    needsCheck: false,
  };
}

const BODY: TextbookPage = {
  kind: 'body',
  width: 100,
  height: 100,
  timings: {},
  certainty: 0.9,
  needsCheck: false,
};

describe('chapter numbers', () => {
  it.each([
    ['3', 'III'],
    ['3', 'iii'],
    ['12', 'Twelve'],
    ['21', 'twenty-one'],
    ['7', '07'],
    ['B', 'b'],
    ['XIV', '14.'],
  ])('%s and %s are the same', (a, b) => {
    expect(sameNumber(a, b)).toBe(true);
    expect(sameNumber(b, a)).toBe(true);
  });

  it.each([
    ['3', '8'],
    ['A', 'B'],
    ['2', 'A'],
    ['11', '1'],
  ])('%s and %s are not', (a, b) => {
    expect(sameNumber(a, b)).toBe(false);
  });

  it('none is right when none is claimed, and only then', () => {
    expect(sameNumber(null, null)).toBe(true);
    expect(sameNumber(null, '1')).toBe(false);
    expect(sameNumber('1', null)).toBe(false);
  });
});

describe('titles', () => {
  it('ignore case, spaces and punctuation', () => {
    expect(sameTitle('C++: The Basics', 'c the BASICS')).toBe(true);
    expect(sameTitle('Infinity – and beyond', 'INFINITYAND BEYOND')).toBe(true);
    expect(sameTitle('ﬁrst steps', 'First Steps')).toBe(true);
    expect(sameTitle('First Steps', 'First Step')).toBe(false);
    expect(sameTitle(null, null)).toBe(true);
    expect(sameTitle('Title', null)).toBe(false);
  });
});

describe('verdict on an opener', () => {
  const truth: PageTruth = {
    kind: 'opener',
    chapter: { text: 'CHAPTER THREE', number: '3' },
    title: { text: 'Light and Shade' },
  };

  it('judges chapter and title apart', () => {
    expect(judgeOpener(truth, page('III', 'LIGHT AND SHADE'))).toEqual({
      chapterRight: true,
      titleRight: true,
    });
    expect(judgeOpener(truth, page('8', 'Light and Shade')).chapterRight).toBe(false);
    expect(judgeOpener(truth, page('3', 'Light and')).titleRight).toBe(false);
  });

  it('takes the number from the label where the truth gives none apart', () => {
    const bare: PageTruth = { ...truth, chapter: { text: 'Chapter IV', number: null } };
    expect(judgeOpener(bare, page('4', null)).chapterRight).toBe(true);
    expect(judgeOpener(bare, page(null, null)).chapterRight).toBe(false);
  });

  it('is wrong for a page taken for a body page, except for what is not there', () => {
    expect(judgeOpener(truth, BODY)).toEqual({ chapterRight: false, titleRight: false });
    expect(judgeOpener({ ...truth, chapter: null }, BODY).chapterRight).toBe(true);
  });

  it('is wrong where a chapter is claimed that is not there', () => {
    expect(judgeOpener({ ...truth, chapter: null }, page('1', null)).chapterRight).toBe(false);
  });
});
