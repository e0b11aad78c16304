import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseChapterLabel } from '../../../src/reading/text/chapterLabel.ts';
import { westernDigits } from '../../../src/reading/text/foreignNumbers.ts';

describe('labels in other languages', () => {
  it.each([
    ['Chapitre 4', 'chapter', '4'],
    ['CHAPITRE PREMIER', 'chapter', '1'],
    ['Leçon 12', 'lesson', '12'],
    ['Unité IV', 'unit', '4'],
    ['Kapitel Drei', 'chapter', '3'],
    ['Lektion 7', 'lesson', '7'],
    ['Teil II', 'part', '2'],
    ['CAPÍTULO 9', 'chapter', '9'],
    ['Unidad dos', 'unit', '2'],
    ['Capitolo quinto', 'chapter', '5'],
    ['Lição 3', 'lesson', '3'],
    ['अध्याय ७', 'chapter', '7'],
    ['पाठ १२', 'lesson', '12'],
    ['अध्याय तीन', 'chapter', '3'],
    ['प्रकरण पहिला', 'chapter', '1'],
    ['Project 4', 'project', '4'],
    ['THEME 2', 'theme', '2'],
  ])('%s', (text, kind, number) => {
    expect(parseChapterLabel(text)).toMatchObject({ kind, number, text });
  });

  it('keeps the label as it is printed before its title', () => {
    expect(parseChapterLabel('अध्याय ७: जल')).toMatchObject({ text: 'अध्याय ७', rest: 'जल' });
    expect(parseChapterLabel('७ जल')).toMatchObject({ text: '७', number: '7', rest: 'जल' });
  });

  it('takes foreign number words for numbers only after a label’s word', () => {
    expect(parseChapterLabel('Once upon a Time')).toBeNull();
    expect(parseChapterLabel('Un monde nouveau')).toBeNull();
    expect(parseChapterLabel('Temas de hoy')).toBeNull();
  });

  it('keeps the length of every text', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 12 }), (text) => {
        expect(westernDigits(text)).toHaveLength(text.length);
      }),
    );
  });
});
