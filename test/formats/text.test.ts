import { describe, expect, it } from 'vitest';
import { pagesToText, picturesToText } from '../../src/formats/text.ts';
import { body, opener, picture } from './samples.ts';

describe('plain text', () => {
  it('of one picture is its transcript alone', () => {
    expect(picturesToText([picture('a.jpg', ['first line', 'second line'])])).toBe(
      'first line\nsecond line\n',
    );
    expect(picturesToText([picture('a.jpg', [])])).toBe('');
  });

  it('of several pictures names each', () => {
    expect(picturesToText([picture('a.jpg', ['one']), picture('b.jpg', ['two'])])).toBe(
      'a.jpg\n\none\n\nb.jpg\n\ntwo\n',
    );
  });

  it('of pages has a line each', () => {
    expect(pagesToText([opener('1.jpg', 'Chapter 3', 'Sound')])).toBe('Chapter 3 · Sound\n');
    expect(pagesToText([opener('1.jpg', 'Chapter 3', null), body('2.jpg')])).toBe(
      '1.jpg: Chapter 3\n2.jpg: no chapter opening on this page\n',
    );
  });
});
