import { expect, test } from 'vitest';
import { foundLinks } from '../../../src/app/transcript/foundLinks.ts';

const hrefs = (text: string): readonly string[] => foundLinks(text).map(({ href }) => href);

test('addresses and numbers are found in their order, without the stop after them', () => {
  expect(
    hrefs(
      'write to anna.b@mill.org, see www.mill.org/shop. or https://a.bc/d?e=1, call +49 30 123-4567',
    ),
  ).toEqual([
    'mailto:anna.b@mill.org',
    'https://www.mill.org/shop',
    'https://a.bc/d?e=1',
    'tel:+49301234567',
  ]);
});

test('dates, prices, short numbers and plain words are none', () => {
  expect(
    hrefs('on 2026-11-30 or 30/11/2026 pay 12.50 for 3 of 2000, e.g. bread.and butter'),
  ).toEqual([]);
});

test('what stands twice is given once', () => {
  expect(hrefs('call 030 1234567 or 0301234567')).toEqual(['tel:0301234567']);
});
