import fc from 'fast-check';
import { expect, test } from 'vitest';
import { printable } from '../../src/cli/console.ts';

test.each([
  ['a b-ü😀.png', 'a b-ü😀.png'],
  ['\x1b]0;title\x07\x1b[2J.png', '\\x1b]0;title\\x07\\x1b[2J.png'],
  ['two\nrows\t.png', 'two\\x0arows\\x09.png'],
  ['\x9b2J', '\\x9b2J'],
  ['gpj.\u202egnp', 'gpj.\\u202egnp'],
])('%j is shown as %s', (text, shown) => {
  expect(printable(text)).toBe(shown);
});

test('nothing that a terminal obeys is left in any text', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 0x2100 })), (codes) => {
      const text = String.fromCodePoint(...codes);
      expect(printable(text)).not.toMatch(/\p{Cc}/u);
      expect(printable(printable(text))).toBe(printable(text));
    }),
  );
});
