import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanTitle, joinTitleLines, titleKey } from '../../../src/reading/textbook/titleText.ts';

describe('joinTitleLines', () => {
  it.each([
    [['Discrete Probability', 'Distributions'], 'Discrete Probability Distributions'],
    [['The Special The-', 'ory of Relativity'], 'The Special Theory of Relativity'],
    [['Businesses, Non-', 'Profits'], 'Businesses, Non-Profits'],
    [
      ['Clocks and Measuring-Rods', 'on a Rotating Body'],
      'Clocks and Measuring-Rods on a Rotating Body',
    ],
    [['~~ —', 'Light and Colour', '| * |'], 'Light and Colour'],
    [['— Light —'], 'Light'],
    [['SIMPLEST CASES.'], 'SIMPLEST CASES.'],
    [['What is logic?'], 'What is logic?'],
    [['The ‘string’ Data Type'], 'The ‘string’ Data Type'],
    [['“Facts” and Figures'], '“Facts” and Figures'],
    [['‘Light and Colour'], 'Light and Colour'],
    [['Energy (and Work)'], 'Energy (and Work)'],
    [['Using  the   Library'], 'Using the Library'],
    [['Deﬁnitions'], 'Definitions'],
    [['—', '|'], ''],
    [[], ''],
  ])('makes one title of %j', (lines, title) => {
    expect(joinTitleLines(lines)).toBe(title);
  });

  it('keeps every letter and digit, whatever the lines', () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[\w .,:;!?'"()|~*-]{0,20}$/)), (lines) => {
        expect(titleKey(joinTitleLines(lines))).toBe(titleKey(lines.join('')));
      }),
    );
  });

  it('is settled after once', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[\w .,:;!?'"()|~*-]{0,30}$/), (title) => {
        const once = cleanTitle(title);
        expect(cleanTitle(once)).toBe(once);
      }),
    );
  });
});

describe('titleKey', () => {
  it('ignores case, spaces, marks and accents', () => {
    expect(titleKey('The “Café” — a Study')).toBe(titleKey('THE CAFE: A STUDY'));
  });
});
