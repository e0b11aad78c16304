import { expect, test } from 'vitest';
import { screenOfHash } from '../../src/app/screens.ts';

test.each([
  ['', 'live'],
  ['#live', 'live'],
  ['#air', 'air'],
  ['#documents', 'documents'],
  ['#textbook', 'documents'],
  ['#notebook', 'notebook'],
  ['#nowhere', 'live'],
])('%s leads to %s', (hash, screen) => {
  expect(screenOfHash(hash)).toBe(screen);
});
