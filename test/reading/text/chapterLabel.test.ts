import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isKeywordAlone, parseChapterLabel } from '../../../src/reading/text/chapterLabel.ts';
import { formatNumberWords } from '../../../src/reading/text/numberWords.ts';
import { formatRoman } from '../../../src/reading/text/romanNumerals.ts';

describe('parseChapterLabel', () => {
  it.each([
    ['Chapter 3', 'chapter', '3', ''],
    ['CHAPTER THREE', 'chapter', '3', ''],
    ['3', null, '3', ''],
    ['III', null, '3', ''],
    ['iv.', null, '4', ''],
    ['Chapter IV:', 'chapter', '4', ''],
    ['Appendix B', 'appendix', 'B', ''],
    ['APPENDIX C', 'appendix', 'C', ''],
    ['Appendix II', 'appendix', '2', ''],
    ['Unit 4', 'unit', '4', ''],
    ['Lesson 12', 'lesson', '12', ''],
    ['Part II', 'part', '2', ''],
    ['LECTURE V', 'lecture', '5', ''],
    ['One', null, '1', ''],
    ['Nineteen', null, '19', ''],
    ['3 Photosynthesis', null, '3', 'Photosynthesis'],
    ['3. Photosynthesis', null, '3', 'Photosynthesis'],
    ['Chapter 1. Introduction', 'chapter', '1', 'Introduction'],
    ['Chapter 1: Getting started with C', 'chapter', '1', 'Getting started with C'],
    ['Chapter 12 — The Cell', 'chapter', '12', 'The Cell'],
    ['II. The Growth of Cities', null, '2', 'The Growth of Cities'],
    ['Chapter I. In which we start', 'chapter', '1', 'In which we start'],
    ['Appendix A Copyright', 'appendix', 'A', 'Copyright'],
    ['Appendix A. Copyright', 'appendix', 'A', 'Copyright'],
    ['CHAPTER TWENTY-ONE', 'chapter', '21', ''],
    ['Chapter One Hundred and Five', 'chapter', '105', ''],
    ['Chapter the First', 'chapter', '1', ''],
    ['Third Lecture', 'lecture', '3', ''],
    ['2nd Lesson', 'lesson', '2', ''],
    ['Chapter No. 7', 'chapter', '7', ''],
    ['Chapter 05', 'chapter', '5', ''],
    ['C H A P T E R 6', 'chapter', '6', ''],
    ['— CHAPTER 1 —', 'chapter', '1', ''],
    ['CHAPTER1', 'chapter', '1', ''],
    ['Chap. 8', 'chapter', '8', ''],
  ])('takes %j apart', (line, kind, number, rest) => {
    expect(parseChapterLabel(line)).toMatchObject({ kind, number, rest });
  });

  it.each([
    ['Chapler 3', '3'],
    ['Chaptor 3', '3'],
    ['CHAPTEK VII', '7'],
    ['Chapter l', '1'],
    ['Chapter l0', '10'],
    ['Chapter 1O', '10'],
    ['Chapter S', '5'],
    ['Chapter Ill', '3'],
    ['CHAPTER VIl', '7'],
    ['CHAPTER Xl', '11'],
    ['CHAPTER TV', '4'],
    ['CHAPTER THRFE', '3'],
    ['Appendlx B', 'B'],
  ])('mends what a reader of print gets wrong: %j', (line, number) => {
    expect(parseChapterLabel(line)?.number).toBe(number);
  });

  it.each([
    '',
    '|',
    '3.2 Cell walls',
    '1.1 Introduction',
    'Section 12.7: Encodings',
    'Chapter 3.2',
    '2001: A Hacker’s Odyssey',
    'Chapters of a life',
    'Introduction',
    'I Robot',
    'Part of the whole',
    'Mix the paint',
    'MIX THE PAINT',
    'Two Sides of a Coin',
    'Section headings',
    'Partial differential equations',
    '1,000 ways',
    'A Context for Calculus',
    'Chapter',
    'Civil war',
    'i',
    'x.',
  ])('finds no label in %j', (line) => {
    expect(parseChapterLabel(line)).toBeNull();
  });

  it('takes a letter alone only where one is expected', () => {
    expect(parseChapterLabel('A')).toBeNull();
    expect(parseChapterLabel('A', { letter: true })?.number).toBe('A');
    expect(parseChapterLabel('C', { letter: true })?.number).toBe('C');
    expect(parseChapterLabel('Appendix')).toMatchObject({ kind: 'appendix', number: null });
  });

  it.each(['CHAPTER', 'C H A P T E R', '— Unit —', 'Lesson:', 'Part', 'CHAPTER |'])(
    'knows %j as a word alone',
    (text) => {
      expect(isKeywordAlone(text)).toBe(true);
    },
  );

  it.each(['Chapter 4', 'Chapter of', 'Light', '', '7'])('does not take %j for one', (text) => {
    expect(isKeywordAlone(text)).toBe(false);
  });

  it('counts appendices by capitals alone', () => {
    expect(parseChapterLabel('Appendix i')).toBeNull();
    expect(parseChapterLabel('Appendix I')?.number).toBe('1');
  });

  it('keeps the label as it is printed', () => {
    expect(parseChapterLabel('CHAPTER IV: The Sea')?.text).toBe('CHAPTER IV');
    expect(parseChapterLabel('Chapter Twenty-One')?.text).toBe('Chapter Twenty-One');
  });

  const keyword = fc.constantFrom('Chapter', 'Unit', 'Lesson', 'Lecture', 'Part', 'Module');
  const letterCase = fc.constantFrom(
    (text: string) => text,
    (text: string) => text.toUpperCase(),
    (text: string) => text.toLowerCase(),
    (text: string) => text.charAt(0).toUpperCase() + text.slice(1),
  );
  const ending = fc.constantFrom('', '.', ':', ' —', ' ');
  const title = fc.constantFrom('', 'Photosynthesis', 'The Cell', 'WAVES AND LIGHT');
  const number = fc.integer({ min: 1, max: 200 });
  const notation = fc.constantFrom(String, formatRoman, formatNumberWords);

  it('reads every number from 1 to 200 in every notation and case after a word', () => {
    fc.assert(
      fc.property(
        keyword,
        number,
        notation,
        letterCase,
        ending,
        (word, value, write, cased, end) => {
          const written = cased(`${word} ${write(value)}`);
          fc.pre(!written.endsWith(' l')); // a misread 1
          const label = parseChapterLabel(written + end);
          expect(label?.number).toBe(String(value));
          expect(label?.rest).toBe('');
        },
      ),
      { numRuns: 4000 },
    );
    for (let value = 1; value <= 200; value++) {
      for (const write of [String, formatRoman, formatNumberWords]) {
        for (const line of [`Chapter ${write(value)}`, `CHAPTER ${write(value).toUpperCase()}`]) {
          expect(parseChapterLabel(line)?.number, line).toBe(String(value));
        }
      }
    }
  });

  it('splits number and title wherever a mark stands between them', () => {
    fc.assert(
      fc.property(
        keyword,
        number,
        notation,
        letterCase,
        fc.constantFrom('. ', ': ', ' — ', ' - '),
        title,
        (word, value, write, cased, mark, words) => {
          const written = cased(`${word} ${write(value)}`);
          fc.pre(!written.endsWith(' l')); // a misread 1
          const label = parseChapterLabel(written + mark + words);
          expect(label?.number).toBe(String(value));
          expect(label?.rest).toBe(words);
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('never throws and never gives a number that is none', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), fc.boolean(), (line, letter) => {
        const label = parseChapterLabel(line, { letter });
        if (label?.number) expect(label.number).toMatch(/^(\d{1,3}|[A-Z])$/);
      }),
      { numRuns: 3000 },
    );
  });
});
