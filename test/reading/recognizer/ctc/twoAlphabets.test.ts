import { describe, expect, test } from 'vitest';
import { ALPHABET } from '../../../../src/reading/recognizer/ctc/alphabet.ts';
import { createCtcDecoder, type View } from '../../../../src/reading/recognizer/ctc/decoder.ts';
import { shippedCalibration } from '../shippedCalibration.ts';

const ALL = ALPHABET.length + 1;
const PLAIN = ALPHABET.indexOf('ä') + 1;
const decoder = createCtcDecoder({
  alphabet: ALPHABET,
  blank: 0,
  settings: shippedCalibration().decoder,
});

/** What a net of so many classes makes of a text: each character at one step, a blank after it. */
function viewOf(text: string, classes: number, certainty = 8): View {
  const steps = 2 * text.length;
  const logits = new Float32Array(steps * classes);
  [...text].forEach((character, i) => {
    logits[2 * i * classes + ALPHABET.indexOf(character) + 1] = certainty;
    logits[(2 * i + 1) * classes] = certainty;
  });
  return { logits, steps, classes };
}

describe('nets of two alphabets', () => {
  test('one that knows no accents reads none where it is alone', () => {
    expect(decoder.decode({ pictures: [viewOf('Grusse', PLAIN)] }).text).toBe('Grusse');
  });

  test('one that knows them says which letters have them, and the other agrees', () => {
    const line = { pictures: [viewOf('Grusse', PLAIN)], beside: [viewOf('Grüsse', ALL)] };
    const { text, confidence } = decoder.decode(line);
    expect(text).toBe('Grüsse');
    expect(confidence).toBeGreaterThan(0.8);
  });

  test('what the other is unsure of is left to the first', () => {
    const line = { pictures: [viewOf('Grusse', PLAIN)], beside: [viewOf('Cnüssc', ALL, 6)] };
    expect(decoder.decode(line).text).toMatch(/^G/);
  });
});
