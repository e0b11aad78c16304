import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ALPHABET } from '../../../../src/reading/recognizer/ctc/alphabet.ts';
import { createCtcDecoder } from '../../../../src/reading/recognizer/ctc/decoder.ts';
import {
  expectedClasses,
  keepExpected,
} from '../../../../src/reading/recognizer/ctc/expectedText.ts';
import { shippedCalibration } from '../shippedCalibration.ts';
import { spelledLogits } from './peakedLogits.ts';

const { decoder: settings } = shippedCalibration();
const decoder = createCtcDecoder({ alphabet: ALPHABET, blank: 0, settings });
const classes = ALPHABET.length + 1;

describe('a text of an expected kind', () => {
  it('is a number where the ink looks a little more like letters', () => {
    const { logits, steps } = spelledLogits('lO.S', ALPHABET, [
      { at: 0, other: '1', behind: 2 },
      { at: 1, other: '0', behind: 2 },
      { at: 3, other: '5', behind: 2 },
    ]);
    const pictures = [{ logits, steps }];
    expect(decoder.decode({ pictures }).text).toBe('lO.S');
    expect(decoder.decode({ pictures, expects: 'number' }).text).toBe('10.5');
  });

  it('is one word where an address is expected', () => {
    const { logits, steps } = spelledLogits('ann lee@post.org', ALPHABET, [
      { at: 3, other: '.', behind: 3 },
    ]);
    const { text } = decoder.decode({ pictures: [{ logits, steps }], expects: 'email' });
    expect(text).toBe('ann.lee@post.org');
  });

  it('holds for lone characters, by all nets', () => {
    const ring = spelledLogits('O', ALPHABET, [{ at: 0, other: '0', behind: 4 }]);
    const { text } = decoder.decode({ pictures: [ring], lones: [ring], expects: 'number' });
    expect(text).toBe('0');
    const stroke = spelledLogits('/', ALPHABET, [{ at: 0, other: '1', behind: 4 }]);
    expect(decoder.decode({ pictures: [stroke], expects: 'number' }).text).toBe('1');
  });

  it('never has another character, whatever the ink', () => {
    const anyLogits = fc.array(fc.double({ min: -8, max: 8, noNaN: true }), {
      minLength: 6 * classes,
      maxLength: 6 * classes,
    });
    fc.assert(
      fc.property(anyLogits, (values) => {
        const pictures = [{ logits: Float32Array.from(values), steps: 6 }];
        expect(decoder.decode({ pictures, expects: 'number' }).text).toMatch(
          /^[0-9.,\-–+$€£%°:/]*$/,
        );
      }),
      { numRuns: 30 },
    );
  });
});

describe('keepExpected', () => {
  it('leaves every step’s probability to the classes that may stand, in their proportions', () => {
    const allowed = expectedClasses(['1', 'l', '7'], 'number') ?? new Uint8Array();
    expect([...allowed]).toEqual([1, 1, 0, 1]);
    const scores = Float32Array.from([0.4, 0.1, 0.3, 0.2], Math.log);
    keepExpected(scores, allowed);
    const shares = [...scores].map(Math.exp);
    expect(shares[2]).toBe(0);
    expect((shares[1] ?? 0) / (shares[3] ?? 1)).toBeCloseTo(0.5, 5);
    expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 5);
  });
});
