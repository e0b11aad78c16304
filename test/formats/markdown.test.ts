import { describe, expect, it } from 'vitest';
import { escapeMarkdown, pagesToMarkdown, picturesToMarkdown } from '../../src/formats/markdown.ts';
import { body, opener, picture } from './samples.ts';

describe('Markdown', () => {
  it.each([
    ['2 * 3 * 4', '2 \\* 3 \\* 4'],
    ['# not a heading', '\\# not a heading'],
    ['- not a list', '\\- not a list'],
    ['+ nor this', '\\+ nor this'],
    ['1. nor this', '1\\. nor this'],
    ['12) nor this', '12\\) nor this'],
    ['> no quote', '\\> no quote'],
    ['a_b_c `d` [e](f)', 'a\\_b\\_c \\`d\\` \\[e\\](f)'],
    ['<b>&amp;</b>', '\\<b\\>\\&amp;\\</b\\>'],
    ['===', '\\==='],
    ['---', '\\---'],
    ['10:30 - a well-known 3.5', '10:30 - a well-known 3.5'],
  ])('shows %j as it was read', (text, escaped) => {
    expect(escapeMarkdown(text)).toBe(escaped);
  });

  it('of pictures keeps the lines, under a heading each where there are several', () => {
    expect(picturesToMarkdown([picture('a.jpg', ['one', 'two'])])).toBe('one\\\ntwo\n');
    expect(picturesToMarkdown([picture('a_b.jpg', ['one']), picture('c.jpg', [])])).toBe(
      '## a\\_b.jpg\n\none\n\n## c.jpg\n\n',
    );
  });

  it('of pages is a table of contents without the body pages', () => {
    expect(
      pagesToMarkdown([
        opener('1.jpg', 'Chapter 1', 'Light'),
        body('2.jpg'),
        opener('3.jpg', null, 'Preface'),
        opener('4.jpg', 'II', null),
      ]),
    ).toBe('- **Chapter 1** Light\n- Preface\n- **II**\n');
  });
});
