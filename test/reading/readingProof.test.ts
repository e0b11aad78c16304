import { expect, test } from 'vitest';
import { isProven, proofOf } from '../../src/reading/readingProof.ts';
import { shippedLineCalibration } from './detector/shippedLineCalibration.ts';

const { readingProof: weights } = shippedLineCalibration();

function reading(text: string, confidence: number) {
  return { text, confidence, words: [], engine: 'handwriting' as const };
}

test('a reading that makes sense proves a line, a lone odd character hardly', () => {
  expect(isProven({ score: 0.9 }, reading('hello', 0.95), weights)).toBe(true);
  expect(isProven({ score: 0.4 }, reading('hello world', 0.9), weights)).toBe(true);
  expect(isProven({ score: 0.4 }, reading('=', 0.1), weights)).toBe(false);
});

test('surer scores, surer readings and longer texts prove more', () => {
  const usual = proofOf(0.6, reading('on', 0.5), weights);
  expect(proofOf(0.8, reading('on', 0.5), weights)).toBeGreaterThan(usual);
  expect(proofOf(0.6, reading('on', 0.7), weights)).toBeGreaterThan(usual);
  expect(proofOf(0.6, reading('longer', 0.5), weights)).toBeGreaterThan(usual);
});
