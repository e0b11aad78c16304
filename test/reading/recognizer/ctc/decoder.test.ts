import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCtcDecoder } from '../../../../src/reading/recognizer/ctc/decoder.ts';
import { decodeGreedily } from '../../../../src/reading/recognizer/ctc/greedy.ts';
import { languageModelOf } from '../../../../src/reading/recognizer/language/languageModel.ts';
import { viewPackedModel } from '../../../../src/reading/recognizer/language/packedModel.ts';
import { shippedCalibration } from '../shippedCalibration.ts';
import { spelledLogits } from './peakedLogits.ts';

const alphabet = [
  ...Array.from({ length: 95 }, (_, i) => String.fromCharCode(32 + i)),
  ...'€£°–—‘’“”',
];
const languageModel = languageModelOf(
  viewPackedModel(new Uint8Array(readFileSync('public/models/language-model/model.bin'))),
);
const { decoder: settings } = shippedCalibration();
const decoder = createCtcDecoder({ alphabet, blank: 0, languageModel, settings });
const inkOnly = createCtcDecoder({ alphabet, blank: 0, settings });

/** Texts that a language model would rather spell otherwise. */
// biome-ignore format: one kind a line
const CLEAR_TEXTS = [
  // codes
  'XK7-4491b', 'Qz8!mW2#', 'B0O1lI', 'AA11 BCD', 'd41d8cd9', 'v10.3.07', 'RT/2291/07',
  // numbers, formulae
  '3.14159', '1,204.50', '+44 7700 900123', 'f(x) = 3x^2 - 7', '17:05-18:20', '100O', 'Fe2O3 + 3CO',
  // e-mail and web addresses
  'j.qvist@hjem.example', 'info@kdrv.org', 'www.xn4q.net/a?b=7', 'tom_waitz99@mail.example',
  // names and words that are in no list
  'Szczepanik', 'Ngozi Xu', 'Hrvoje Tkalec', 'teh recieve wierd', 'Thier', 'mcdonald', 'hELLO',
];

describe('createCtcDecoder', () => {
  it.each(CLEAR_TEXTS)('leaves clear ink alone: %s', (text) => {
    const { logits, steps } = spelledLogits(text, alphabet);
    expect(decoder.decode({ pictures: [{ logits, steps }] }).text).toBe(text);
  });

  it('leaves any clear text alone', () => {
    const anyText = fc
      .array(fc.constantFrom(...alphabet), { minLength: 1, maxLength: 40 })
      .map((characters) => characters.join('').trim())
      .filter((text) => text !== '');
    fc.assert(
      fc.property(anyText, (text) => {
        const { logits, steps } = spelledLogits(text, alphabet);
        expect(decoder.decode({ pictures: [{ logits, steps }] }).text).toBe(text);
        expect(inkOnly.decode({ pictures: [{ logits, steps }] }).text).toBe(text);
        expect(decodeGreedily(logits, steps, alphabet, 0)).toBe(text);
      }),
    );
  });

  it('lets English decide where the ink leaves it open', () => {
    // Every doubtful place is written a little more like the wrong letter.
    const doubtful = [
      { ink: 'I will cail you tomorrow', at: 9, right: 'l', text: 'I will call you tomorrow' },
      { ink: 'see you on Fniday', at: 12, right: 'r', text: 'see you on Friday' },
      { ink: 'Thank yov very much', at: 8, right: 'u', text: 'Thank you very much' },
      { ink: 'at 1O:30', at: 4, right: '0', text: 'at 10:30' },
    ];
    for (const { ink, at, right, text } of doubtful) {
      const { logits, steps } = spelledLogits(ink, alphabet, [{ at, other: right, behind: 0.7 }]);
      expect(decodeGreedily(logits, steps, alphabet, 0)).toBe(ink);
      expect(inkOnly.decode({ pictures: [{ logits, steps }] }).text).toBe(ink);
      expect(decoder.decode({ pictures: [{ logits, steps }] }).text).toBe(text);
    }
  });

  it('gives the text that two looks together bear out', () => {
    const first = spelledLogits('a8c', alphabet, [{ at: 1, other: '3', behind: 0.4 }]);
    const second = spelledLogits('a3c', alphabet, [{ at: 1, other: '8', behind: 1.5 }]);
    const reading = inkOnly.decode({ pictures: [first], beside: [second] });
    expect(inkOnly.decode({ pictures: [first] }).text).toBe('a8c');
    expect(reading.text).toBe('a3c');
    expect(reading.words.map(({ text }) => text)).toEqual(['a3c']);
    expect(inkOnly.decode({ pictures: [second], beside: [first] }).text).toBe('a3c');
  });

  it('puts a text together of what each look shows best', () => {
    const text = 'kale met us at nine';
    const first = spelledLogits('kale mat us at nine', alphabet, [
      { at: 6, other: 'e', behind: 1 },
    ]);
    const second = spelledLogits('kale met us at mine', alphabet, [
      { at: 15, other: 'n', behind: 1 },
    ]);
    // Neither has the right text among its likeliest ones when only one labelling is followed.
    const narrow = createCtcDecoder({
      alphabet,
      blank: 0,
      settings: {
        ...settings,
        line: { ...settings.line, beamWidth: 1 },
        views: { ...settings.views, beamWidth: 1 },
      },
    });
    expect(narrow.decode({ pictures: [first] }).text).not.toBe(text);
    expect(narrow.decode({ pictures: [second] }).text).not.toBe(text);
    expect(narrow.decode({ pictures: [first], beside: [second] }).text).toBe(text);
    expect(narrow.decode({ pictures: [second], beside: [first] }).text).toBe(text);
  });

  it('is as sure of a word, and as open to others, as all looks are', () => {
    const dear = spelledLogits('dear', alphabet, [{ at: 2, other: 'e', behind: 2 }]);
    const near = spelledLogits('dear', alphabet, [{ at: 0, other: 'n', behind: 1 }]);
    const clear = spelledLogits('dear', alphabet);
    const judged = (others: (typeof dear)[]) => {
      const { text, words } = inkOnly.decode({ pictures: [dear], beside: others });
      expect(text).toBe('dear');
      const [{ confidence, alternatives } = { confidence: 0, alternatives: [] }] = words;
      return { confidence, others: alternatives.map((other) => other.text) };
    };
    const borneOut = judged([clear, clear]);
    const doubted = judged([clear, near]);
    expect(borneOut.confidence).toBeGreaterThan(judged([dear, dear]).confidence);
    expect(doubted.confidence).toBeLessThan(borneOut.confidence);
    expect(doubted.others.slice(0, 2).sort()).toEqual(['deer', 'near']);
    expect(borneOut.others).not.toContain('near');
  });

  it('leaves out a look that is too short for the text', () => {
    const { logits, steps } = spelledLogits('dear', alphabet);
    const short = { logits: spelledLogits('d', alphabet).logits, steps: 3 };
    const { text, words } = decoder.decode({ pictures: [{ logits, steps }], beside: [short] });
    expect(text).toBe('dear');
    expect(words[0]?.confidence).toBe(
      decoder.decode({ pictures: [{ logits, steps }] }).words[0]?.confidence,
    );
  });

  it('gives the text that several pictures together make the likeliest, the others as alternatives', () => {
    // One picture shows a letter clearly that the other two leave open.
    const open = [{ at: 1, other: '3', behind: 0.4 }];
    const looks = [
      spelledLogits('no a8c', alphabet, [{ at: 4, other: '3', behind: 0.4 }]),
      spelledLogits('no a3c', alphabet),
      spelledLogits('no a8c', alphabet, [{ at: 4, other: '3', behind: 0.4 }]),
    ];
    const together = inkOnly.decode({ pictures: looks });
    expect(together.text).toBe('no a3c');
    expect(together.clearest).toBe(1);
    const [no, code] = together.words;
    expect(no?.alternatives).toEqual([]);
    expect(code?.alternatives.map(({ text }) => text)).toEqual(['a8c']);
    expect(code?.confidence).toBeLessThan(no?.confidence ?? 0);
    const [sure = 0, rival = 0] = [code?.confidence, code?.alternatives[0]?.probability];
    expect(sure + rival).toBeLessThanOrEqual(1 + 1e-9);
    const alone = spelledLogits('a8c', alphabet, open);
    expect(inkOnly.decode({ pictures: [alone] }).text).toBe('a8c');
  });

  it('hears looks beside the pictures, but never places words by them', () => {
    const unclear = spelledLogits('no a8c', alphabet, [{ at: 4, other: '3', behind: 0.4 }]);
    const beside = spelledLogits('no a3c', alphabet);
    expect(inkOnly.decode({ pictures: [unclear, unclear] }).text).toBe('no a8c');
    const together = inkOnly.decode({ pictures: [unclear, unclear], beside: [beside] });
    expect(together.text).toBe('no a3c');
    expect(together.clearest).toBe(0);
  });

  it('reads nothing in pictures that show nothing', () => {
    const { logits, steps } = spelledLogits('', alphabet);
    const nothing = { text: '', confidence: 0, words: [] };
    expect(decoder.decode({ pictures: [{ logits, steps }] })).toMatchObject(nothing);
  });

  it('takes doubtful quotes and dashes for plain ones, clear ones as they are', () => {
    const doubt = { at: 2, other: "'", behind: 0.5 };
    const { logits, steps } = spelledLogits('it’s', alphabet, [doubt]);
    expect(inkOnly.decode({ pictures: [{ logits, steps }] }).text).toBe('it’s');
    expect(decoder.decode({ pictures: [{ logits, steps }] }).text).toBe("it's");
    const clear = spelledLogits('it’s', alphabet);
    expect(decoder.decode({ pictures: [clear] }).text).toBe('it’s');
  });

  it('offers the other word where the ink leaves it open, and is less sure', () => {
    const { logits, steps } = spelledLogits('the cat sat', alphabet, [
      { at: 4, other: 'h', behind: 0.2 },
    ]);
    const { text, words } = decoder.decode({ pictures: [{ logits, steps }] });
    expect(words.map((word) => word.text).join(' ')).toBe(text);
    const [the, open, sat] = words;
    expect(new Set([open?.text, open?.alternatives[0]?.text])).toEqual(new Set(['cat', 'hat']));
    expect(open?.confidence).toBeLessThan(0.95);
    expect(the?.confidence).toBeGreaterThan(0.97);
    expect(sat?.confidence).toBeGreaterThan(0.97);
    expect(the?.alternatives).toEqual([]);
  });

  it('gives probabilities that are in order and do not exceed one together', () => {
    const noise = fc.array(fc.double({ min: 0, max: 9, noNaN: true }), {
      minLength: 20 * 105,
      maxLength: 20 * 105,
    });
    fc.assert(
      fc.property(noise, fc.integer({ min: 1, max: 20 }), fc.boolean(), (values, steps, again) => {
        const logits = Float32Array.from(values);
        const others = again ? [{ logits: Float32Array.from(values).reverse(), steps }] : [];
        const { text, confidence, words } = decoder.decode({
          pictures: [{ logits, steps }],
          beside: others,
        });
        expect(confidence).toBeGreaterThanOrEqual(0);
        expect(confidence).toBeLessThanOrEqual(1);
        expect(words.map((word) => word.text)).toEqual(text.split(' ').filter((w) => w !== ''));
        for (const word of words) {
          const shares = word.alternatives.map(({ probability }) => probability);
          expect(shares).toEqual([...shares].sort((a, b) => b - a));
          expect(word.confidence + shares.reduce((a, b) => a + b, 0)).toBeLessThanOrEqual(1 + 1e-9);
          expect(word.alternatives.map((other) => other.text)).not.toContain(word.text);
        }
      }),
      { numRuns: 25 },
    );
  });

  it('puts words where their letters are', () => {
    const { logits, steps } = spelledLogits('to be', alphabet);
    const [to, be] = decoder.decode({ pictures: [{ logits, steps }] }).words;
    // Peaks at steps 1 and 3, the space at 5, peaks at 7 and 9.
    expect(to?.startStep).toBeLessThanOrEqual(1);
    expect(to?.endStep).toBeGreaterThanOrEqual(4);
    expect(to?.endStep).toBeLessThanOrEqual(be?.startStep ?? 0);
    expect(be?.startStep).toBeLessThanOrEqual(7);
    expect(be?.endStep).toBeGreaterThanOrEqual(10);
  });

  it('reads nothing in blank paper', () => {
    const { logits } = spelledLogits('', alphabet);
    const nothing = { text: '', confidence: 0, words: [], clearest: 0 };
    const noView = { logits: new Float32Array(0), steps: 0 };
    expect(decoder.decode({ pictures: [{ logits, steps: 1 }] })).toEqual(nothing);
    expect(decoder.decode({ pictures: [noView] })).toEqual(nothing);
  });
});
