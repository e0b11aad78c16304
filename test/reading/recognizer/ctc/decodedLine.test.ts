import { expect, test } from 'vitest';
import { meanConfidence } from '../../../../src/reading/recognizer/ctc/decodedLine.ts';

const word = (text: string, confidence: number) => ({
  text,
  confidence,
  startStep: 0,
  endStep: 1,
  alternatives: [],
});

test('longer words count for more in the line’s confidence', () => {
  expect(meanConfidence([word('abc', 1), word('d', 0)])).toBeCloseTo(0.75);
  expect(meanConfidence([])).toBe(0);
});
