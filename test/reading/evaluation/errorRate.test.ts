import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createErrorCount } from '../../../src/reading/evaluation/errorRate.ts';
import { comparableTranscript, foldAccents } from '../../../src/reading/evaluation/transcript.ts';

describe('error count', () => {
  it('weighs texts by their length: all edits over all characters', () => {
    const count = createErrorCount();
    count.add('abcdefgh', 'abcdefgh');
    count.add('xy', 'zz');
    expect(count.rates.cer).toBeCloseTo(2 / 10);
    expect(count.rates.wer).toBeCloseTo(1 / 2);
  });

  it('counts a line that was not found as all wrong, and can exceed 1', () => {
    const missed = createErrorCount();
    missed.add('four', '');
    expect(missed.rates).toEqual({ cer: 1, wer: 1 });
    const babble = createErrorCount();
    babble.add('a', 'xyz w');
    expect(babble.rates.cer).toBe(5);
  });

  it('has no rate without truth', () => {
    expect(createErrorCount().rates).toEqual({ cer: null, wer: null });
  });

  it('counts characters, not UTF-16 units', () => {
    const count = createErrorCount();
    count.add('😀a', 'a');
    expect(count.rates.cer).toBe(1 / 2);
  });

  it('compares typographic and typed signs, composed and decomposed letters alike', () => {
    const count = createErrorCount();
    count.add('“It’s – cafe\u0301”', '"It\'s - café"');
    expect(count.rates.cer).toBe(0);
  });

  it('minds case and accents unless told otherwise', () => {
    const strict = createErrorCount();
    strict.add('Été', 'ete');
    expect(strict.rates.cer).toBeCloseTo(2 / 3);
    const loose = createErrorCount();
    loose.add('Été', 'ete', { foldAccents: true, foldCase: true });
    expect(loose.rates.cer).toBe(0);
  });
});

describe('comparable transcript', () => {
  it('collapses white space and trims', () => {
    expect(comparableTranscript('  a\t b\u00a0\n c ')).toBe('a b c');
  });

  it('is the same when made comparable again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const once = comparableTranscript(text, { foldAccents: true });
        expect(comparableTranscript(once, { foldAccents: true })).toBe(once);
      }),
    );
  });

  it('folds accents but keeps letters', () => {
    expect(foldAccents('Træna, île, Ångström, naïve, ß')).toBe('Træna, ile, Angstrom, naive, ß');
  });
});
