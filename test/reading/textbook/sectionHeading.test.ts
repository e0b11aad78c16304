import { expect, test } from 'vitest';
import { isSectionHeading } from '../../../src/reading/textbook/sectionHeading.ts';

test.each(['3.2 Mirrors', 'Section 6.2: Colours', '11.5', 'B.1 Tables', '§ 4 Light', '— 12 . 7'])(
  '%j heads a section',
  (text) => {
    expect(isSectionHeading(text)).toBe(true);
  },
);

test.each([
  '3 Mirrors',
  'Chapter 3. 1905',
  '3. Mirrors',
  'A. Tables',
  'Light 2.0',
  'Section 4',
  '',
])('%j does not', (text) => {
  expect(isSectionHeading(text)).toBe(false);
});
