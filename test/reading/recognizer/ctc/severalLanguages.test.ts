import { expect, test } from 'vitest';
import type { CtcDecoder, LineViews } from '../../../../src/reading/recognizer/ctc/decoder.ts';
import { severalLanguages } from '../../../../src/reading/recognizer/ctc/severalLanguages.ts';

const VIEWS: LineViews = { pictures: [] };

function speaking(text: string, score: number): CtcDecoder {
  return {
    alphabet: ['a'],
    decode: () => ({ text, confidence: 1, words: [], clearest: 0 }),
    weigh: (_, weighed) => (weighed === text ? score : -Infinity),
  };
}

test.each([
  ['the first where it is the likelier one', -3, -4, 'the'],
  ['the second where that is', -4, -3, 'thé'],
  ['the first where they are even', -3, -3, 'the'],
])('a line is read in %s', (_, english, french, text) => {
  const decoder = severalLanguages([speaking('the', english), speaking('thé', french)]);
  expect(decoder.decode(VIEWS).text).toBe(text);
});

test('one language alone is read as by itself', () => {
  const only = speaking('the', -1);
  expect(severalLanguages([only])).toBe(only);
});
