import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UNCALIBRATED } from '../../../../src/reading/models/uncalibrated.ts';
import { createCtcDecoder } from '../../../../src/reading/recognizer/ctc/decoder.ts';
import { createForwardScore } from '../../../../src/reading/recognizer/ctc/forwardScore.ts';
import { logSoftmax } from '../../../../src/reading/recognizer/ctc/logSpace.ts';
import {
  createLoneCharacterJudge,
  loneCharacterScores,
} from '../../../../src/reading/recognizer/ctc/loneCharacter.ts';
import { spelledLogits } from './peakedLogits.ts';

describe('loneCharacterScores', () => {
  it('are the probabilities of the texts of one character', () => {
    const [steps, classes] = [5, 4];
    const anyLogits = fc.array(fc.float({ min: -6, max: 6, noNaN: true }), {
      minLength: steps * classes,
      maxLength: steps * classes,
    });
    fc.assert(
      fc.property(anyLogits, fc.integer({ min: 1, max: steps }), (values, used) => {
        const frames = logSoftmax(Float32Array.from(values), used, classes);
        const scores = loneCharacterScores(frames, used, classes, 0);
        expect(scores[0]).toBe(-Infinity);
        for (const label of [1, 2, 3]) {
          const wanted = createForwardScore(frames, used, classes, 0)([label]);
          expect(scores[label]).toBeCloseTo(wanted, 6);
        }
      }),
    );
  });
});

describe('createLoneCharacterJudge', () => {
  const alphabet = ['0', 'O', 'o', 'n', 'N'];
  const labelOf = (character: string) => alphabet.indexOf(character) + 1;
  const judgeWith = (bias: Record<string, number>, temperature = 1) =>
    createLoneCharacterJudge(alphabet, { temperature, specialistShare: 0.5, bias });
  const shares = (values: Record<string, number>) =>
    Float64Array.from(['', ...alphabet], (c) => Math.log(values[c] ?? 1e-9));

  it('counts a letter and a capital that differ by size as one', () => {
    const ring = judgeWith({})(shares({ '0': 0.4, O: 0.25, o: 0.35 }));
    expect(ring.label).toBe(labelOf('o'));
    expect(ring.probability).toBeCloseTo(0.35);
    expect(ring.others.map(({ labels }) => labels)).toEqual([[labelOf('0')], [labelOf('O')]]);
    const hump = judgeWith({})(shares({ '0': 0.4, N: 0.25, n: 0.35 }));
    expect(hump.label).toBe(labelOf('0'));
  });

  it('lets what is written oftener win where the ink leaves it open, and there alone', () => {
    const biased = judgeWith({ n: 1 });
    expect(biased(shares({ '0': 0.6, n: 0.4 })).label).toBe(labelOf('n'));
    expect(biased(shares({ '0': 0.8, n: 0.2 })).label).toBe(labelOf('0'));
  });

  it('hears a reader of lone characters, whom nobody can forbid anything', () => {
    const judge = judgeWith({ o: 2 });
    const lines = shares({ '0': 0.7, o: 0.3 });
    expect(judge(lines).label).toBe(labelOf('o'));
    expect(judge(lines, shares({ '0': 0.6, o: 0.4 })).label).toBe(labelOf('o'));
    expect(judge(lines, shares({ '0': 0.99, o: 0.01 })).label).toBe(labelOf('0'));
    const silent = new Float64Array(alphabet.length + 1).fill(-Infinity);
    expect(judge(lines, silent).label).toBe(labelOf('o'));
    expect(judge(lines, silent).probability).toBeGreaterThan(0.5);
  });

  it('believes itself less at a higher temperature', () => {
    const ink = shares({ '0': 0.8, n: 0.2 });
    expect(judgeWith({}, 2)(ink).label).toBe(labelOf('0'));
    expect(judgeWith({}, 2)(ink).probability).toBeCloseTo(2 / 3);
  });
});

describe('a line of one character', () => {
  const alphabet = [...'0123456789Oolab'];
  const settings = {
    ...UNCALIBRATED.decoder,
    loneCharacter: { temperature: 1, specialistShare: 0.5, bias: { o: 1 } },
  };
  const decoder = createCtcDecoder({ alphabet, blank: 0, settings });
  const read = (text: string, at: number, other: string) => {
    const { logits, steps } = spelledLogits(text, alphabet, [{ at, other, behind: 0.5 }]);
    return decoder.decode({ pictures: [{ logits, steps }] });
  };

  it('is chosen by how often characters stand alone', () => {
    const reading = read('0', 0, 'o');
    expect(reading.text).toBe('o');
    const [word] = reading.words;
    expect(word?.confidence).toBeCloseTo(1 / (1 + Math.exp(-0.5)), 2);
    expect(word?.alternatives[0]?.text).toBe('0');
    expect(word?.startStep).toBeLessThan(word?.endStep ?? 0);
  });

  it('leaves characters of a word alone', () => {
    expect(read('100', 1, 'o').text).toBe('100');
  });

  it('is weighed on all the pictures there are of it', () => {
    const first = spelledLogits('0', alphabet, [{ at: 0, other: 'o', behind: 2 }]);
    const second = spelledLogits('o', alphabet, [{ at: 0, other: '0', behind: 2 }]);
    expect(decoder.decode({ pictures: [first] }).text).toBe('0');
    expect(decoder.decode({ pictures: [first], beside: [second] }).text).toBe('o');
    expect(decoder.decode({ pictures: [first, second] }).text).toBe('o');
    expect(decoder.decode({ pictures: [first, first] }).text).toBe('0');
  });

  it('is what a reader of lone characters makes of it, and a word is not', () => {
    const line = spelledLogits('0', alphabet, [{ at: 0, other: 'o', behind: 2 }]);
    const specialist = spelledLogits('o', alphabet, [{ at: 0, other: '0', behind: 4 }]);
    expect(decoder.decode({ pictures: [line], lones: [specialist] }).text).toBe('o');
    expect(decoder.decode({ pictures: [line], beside: [line], lones: [specialist] }).text).toBe(
      'o',
    );
    expect(decoder.decode({ pictures: [line, line], lones: [specialist, specialist] }).text).toBe(
      'o',
    );
    const word = spelledLogits('10', alphabet);
    expect(decoder.decode({ pictures: [word], lones: [specialist] }).text).toBe('10');
  });
});
