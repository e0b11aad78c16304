import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pageRanges } from '../../../../src/app/documents/intake/pageRanges.ts';

test.each([
  ['1-3, 7', [1, 2, 3, 7]],
  [' 4 – 5 ;2,', [2, 4, 5]],
  ['3,3,2-4', [2, 3, 4]],
  ['10', [10]],
])('%s names its pages, rising and once', (written, pages) => {
  expect(pageRanges(written, 10)).toEqual(pages);
});

test.each(['', ' , ', '0', '11', '5-3', '2-11', 'all', '1..3', '-4'])(
  '“%s” names no pages of ten',
  (written) => expect(pageRanges(written, 10)).toBeNull(),
);

test('whatever is written, only pages of the file come out', () => {
  fc.assert(
    fc.property(
      fc.stringMatching(/^[0-9,; -]{0,20}$/),
      fc.integer({ min: 1, max: 400 }),
      (s, n) => {
        for (const page of pageRanges(s, n) ?? []) {
          expect(Number.isInteger(page) && page >= 1 && page <= n).toBe(true);
        }
      },
    ),
  );
});
