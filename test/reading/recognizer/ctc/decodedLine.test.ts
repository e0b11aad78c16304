import { describe, expect, test } from 'vitest';
import {
  type DecodedLine,
  meanConfidence,
  withRivals,
} from '../../../../src/reading/recognizer/ctc/decodedLine.ts';

const word = (text: string, confidence: number) => ({
  text,
  confidence,
  startStep: 0,
  endStep: 1,
  alternatives: [],
});

const line: DecodedLine = {
  text: 'dear cot',
  confidence: 0.9,
  words: [
    { ...word('dear', 0.8), alternatives: [{ text: 'clear', probability: 0.2 }] },
    word('cot', 1),
  ],
};

describe('a line against other texts of it', () => {
  test('words that others have in a word’s place share its probability', () => {
    const { text, words } = withRivals(line, [
      { text: 'dear cat', share: 0.3 },
      { text: 'clear cat', share: 0.1 },
    ]);
    expect(text).toBe('dear cot');
    expect(words[0]?.confidence).toBeCloseTo(0.9 * 0.8);
    expect(words[0]?.alternatives).toEqual([
      { text: 'clear', probability: expect.closeTo(0.9 * 0.2 + 0.1) },
    ]);
    expect(words[1]?.confidence).toBeCloseTo(0.6);
    expect(words[1]?.alternatives).toEqual([{ text: 'cat', probability: expect.closeTo(0.4) }]);
  });

  test('a text of another number of words says nothing of any word', () => {
    const { words } = withRivals(line, [{ text: 'dearcot', share: 0.5 }]);
    expect(words).toEqual(line.words);
  });

  test('keeps four others at most, the likeliest first, and none that is next to impossible', () => {
    const shares = [0.02, 0.05, 0.001, 0.04, 0.03, 0.06];
    const { words } = withRivals(
      { ...line, words: [word('cot', 1)] },
      shares.map((share, i) => ({ text: `c${i}t`, share })),
    );
    expect(words[0]?.alternatives.map(({ text }) => text)).toEqual(['c5t', 'c1t', 'c3t', 'c4t']);
  });

  test('longer words count for more in the line’s confidence', () => {
    expect(meanConfidence([word('abc', 1), word('d', 0)])).toBeCloseTo(0.75);
    expect(meanConfidence([])).toBe(0);
  });
});
