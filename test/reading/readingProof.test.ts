import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  evidenceOf,
  type ProvableLine,
  proofOf,
  provenLines,
} from '../../src/reading/readingProof.ts';
import { shippedLineCalibration } from './detector/shippedLineCalibration.ts';

const { readingProof } = shippedLineCalibration();

function line(text: string, confidence: number, score: number, width = 25 * text.length) {
  return { box: { x: 0, y: 0, width, height: 50 }, score, reading: { text, confidence } };
}

const proof = (one: ProvableLine, others: readonly ProvableLine[] = []): number =>
  proofOf(evidenceOf(one, [one, ...others]), readingProof);
const shown = (lines: readonly ProvableLine[]): string[] =>
  provenLines(lines, readingProof).map(({ reading }) => reading.text);

test('a reading that makes sense proves a line, a lone odd character hardly', () => {
  expect(shown([line('hello', 0.95, 0.9)])).toEqual(['hello']);
  expect(shown([line('hello world', 0.9, 0.6)])).toEqual(['hello world']);
  expect(shown([line('=', 0.1, 0.4)])).toEqual([]);
  expect(shown([line('', 0.9, 0.9)])).toEqual([]);
});

test.each(['7', '0', '11', '42', '365'])('a number alone on a sheet is shown: %s', (text) => {
  expect(shown([line(text, 0.95, 0.75)])).toEqual([text]);
});

test('keys and tiles are not shown: crowds of single wide characters', () => {
  const keys = [...'QWERTZUIOP'].map((letter) => line(letter, 0.9, 0.6, 55));
  expect(shown(keys)).toEqual([]);
});

test('a short word is believed beside words more than beside signs', () => {
  const short = line('to', 0.6, 0.5);
  const words = ['there', 'again', 'letters'].map((text) => line(text, 0.9, 0.8));
  const signs = ['o', '=', 'e'].map((text) => line(text, 0.5, 0.5, 60));
  expect(proof(short, words)).toBeGreaterThan(proof(short, signs));
});

test('lines of another size say little', () => {
  const short = line('to', 0.6, 0.5);
  const letters = [...'abcdefgh'].map((letter) => line(letter, 0.9, 0.6, 60));
  const far = letters.map((one) => ({ ...one, box: { ...one.box, width: 600, height: 500 } }));
  const change = (others: readonly ProvableLine[]) => Math.abs(proof(short, others) - proof(short));
  expect(change(far)).toBeLessThan(change(letters));
});

test('surer scores, surer readings and longer texts prove more', () => {
  const part = fc.double({ min: 0.05, max: 0.85, noNaN: true });
  fc.assert(
    fc.property(part, part, (score, confidence) => {
      const usual = proof(line('on', confidence, score));
      expect(proof(line('on', confidence, score + 0.1))).toBeGreaterThan(usual);
      expect(proof(line('on', confidence + 0.1, score))).toBeGreaterThan(usual);
      expect(proof(line('one', confidence, score))).toBeGreaterThan(usual);
    }),
  );
});
