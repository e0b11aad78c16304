import { expect, test } from 'vitest';
import { isRunningHeader } from '../../../src/reading/textbook/runningHeader.ts';

const text = { top: 40, letters: 14 };
const header = { box: { x: 80, y: 40, width: 300, height: 16 }, letters: 14 };

test.each([['117'], ['xii'], [null]])(
  'the highest line beside %s is the running header',
  (label) => {
    expect(isRunningHeader(header, label, text)).toBe(true);
  },
);

test('a chapter’s own label above it makes it a title', () => {
  expect(isRunningHeader(header, 'Chapter 3', text)).toBe(false);
});

test('large print, and print further down, is no running header', () => {
  expect(isRunningHeader({ ...header, letters: 24 }, '3', text)).toBe(false);
  const lower = { ...header, box: { ...header.box, y: 90 } };
  expect(isRunningHeader(lower, '3', text)).toBe(false);
});

test('without running text nothing is known', () => {
  expect(isRunningHeader(header, '3', { top: 40, letters: 0 })).toBe(false);
});
