import { describe, expect, test } from 'vitest';
import type { EntrySummary } from '../../../src/app/notebook/entry.ts';
import { excerptOf, searchEntries } from '../../../src/app/notebook/searchEntries.ts';

function entry(text: string, name: string | null = null): EntrySummary {
  return {
    ...{ id: text, kind: 'live', name, createdMs: 0, changedMs: 0, text, count: 1 },
    ...{ isOpen: false, deletedMs: null },
  };
}

describe('search', () => {
  const entries = [entry('Crème brûlée\neggs'), entry('milk', 'Shopping'), entry('Eggs and ham')];
  test.each([
    ['', 3],
    ['  ', 3],
    ['eggs', 2],
    ['EGGS creme', 1],
    ['shopping', 1],
    ['bread', 0],
  ])('%s finds %i', (query, count) => {
    expect(searchEntries(entries, query)).toHaveLength(count);
  });
});

test('an excerpt is what follows the title, or begins where the query is found', () => {
  const text = 'one\ntwo\n\nthree\nfour\nfive';
  expect(excerptOf(text, '')).toBe('two · three · four');
  expect(excerptOf(text, 'FOUR')).toBe('four · five');
  expect(excerptOf('one', '')).toBe('');
});
