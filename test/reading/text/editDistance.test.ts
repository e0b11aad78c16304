import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { editDistance, textsDiffer } from '../../../src/reading/text/editDistance.ts';

const word = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 9 });

describe('editDistance', () => {
  it.each([
    ['kitten', 'sitting', 3],
    ['', 'abc', 3],
    ['flaw', 'lawn', 2],
    ['same', 'same', 0],
  ])('of %s and %s is %i', (a, b, edits) => {
    expect(editDistance(a, b)).toBe(edits);
    expect(editDistance([...a], [...b])).toBe(edits);
  });

  it('is a metric', () => {
    fc.assert(
      fc.property(word, word, word, (a, b, c) => {
        const ab = editDistance(a, b);
        expect(ab).toBe(editDistance(b, a));
        expect(ab === 0).toBe(a.join('') === b.join(''));
        expect(editDistance(a, c)).toBeLessThanOrEqual(ab + editDistance(b, c));
      }),
    );
  });

  it('lies between the difference of the lengths and the longer length', () => {
    fc.assert(
      fc.property(word, word, (a, b) => {
        const edits = editDistance(a, b);
        expect(edits).toBeGreaterThanOrEqual(Math.abs(a.length - b.length));
        expect(edits).toBeLessThanOrEqual(Math.max(a.length, b.length));
      }),
    );
  });

  it('grows by at most one with one edit', () => {
    fc.assert(
      fc.property(word, word, fc.nat(), (a, b, at) => {
        const edited: string[] = [...a];
        edited.splice(at % (a.length + 1), 1, 'z');
        expect(
          Math.abs(editDistance<string>(edited, b) - editDistance<string>(a, b)),
        ).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe('textsDiffer', () => {
  it('goes by the share of the longer text, case aside', () => {
    expect(textsDiffer('lemons', 'lemon', 0.25)).toBe(false);
    expect(textsDiffer('Lemons', 'lemons', 0)).toBe(false);
    expect(textsDiffer('lemons', 'melons', 0.25)).toBe(true);
    expect(textsDiffer('tea', 'a cup of tea', 0.25)).toBe(true);
    expect(textsDiffer('', 'a', 0.5)).toBe(true);
    expect(textsDiffer('', '', 0)).toBe(false);
  });
});
