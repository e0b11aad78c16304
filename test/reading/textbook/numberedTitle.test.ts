import { expect, test } from 'vitest';
import { splitNumberedTitle } from '../../../src/reading/textbook/numberedTitle.ts';

test.each([
  ['9. Vector Spaces', '9', 'Vector Spaces'],
  ['A. Quick-Start Guide', 'A', 'Quick-Start Guide'],
  ['IV — The Sea', '4', 'The Sea'],
  ['Chapter 9 Vector Spaces', '9', 'Vector Spaces'],
])('%j is chapter %s, %j', (text, number, title) => {
  expect(splitNumberedTitle(text)).toMatchObject({ label: { number }, title });
});

test.each([
  'Vector Spaces',
  '101 Ways to Wonderland',
  'A Brief History',
  '9.2 Bases',
  'Chapter 9',
  '',
])('%j holds no number', (text) => {
  expect(splitNumberedTitle(text)).toBeNull();
});
