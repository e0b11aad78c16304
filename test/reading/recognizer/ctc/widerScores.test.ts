import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { ALPHABET, plainCharacter } from '../../../../src/reading/recognizer/ctc/alphabet.ts';
import { createWiderScores } from '../../../../src/reading/recognizer/ctc/widerScores.ts';

describe('the alphabet', () => {
  test('is the one that nets are trained with', async () => {
    const python = await readFile('training/ink/alphabet.py', 'utf8');
    const [, accented = ''] = /^ACCENTED = \(\n([^)]*)\)/m.exec(python) ?? [];
    const [, marks = ''] = /^ALPHABET = ENGLISH \+ ACCENTED \+ "([^"]*)"/m.exec(python) ?? [];
    const letters = [...accented.matchAll(/"([^"]*)"/g)].map(([, text]) => text).join('');
    expect(ALPHABET.slice(ALPHABET.indexOf('ä')).join('')).toBe(letters + marks);
    const { reader } = JSON.parse(
      await readFile('public/models/handwriting-reader/manifest.json', 'utf8'),
    );
    expect(ALPHABET.join('').startsWith(reader.alphabet)).toBe(true);
    expect(new Set(ALPHABET).size).toBe(ALPHABET.length);
  });

  test('knows the plain letter of each accented one', () => {
    const plain = ALPHABET.slice(ALPHABET.indexOf('ä'), ALPHABET.indexOf('¿')).map(plainCharacter);
    expect(plain.every((character) => /^[a-zA-Z]$/.test(character))).toBe(true);
    expect([...'üÉßøŁ¿x'].map(plainCharacter).join('')).toBe('uEsoL?x');
  });
});

describe('scores of a net that knows fewer characters', () => {
  const wider = createWiderScores(['u', 'a', 'ü', '→']);

  test('an accented letter is as likely as its plain one, where they may be', () => {
    const scores = Float32Array.from([-1, -2, -3, -0.5, -4, -1]);
    expect(wider.widen(scores, 3, true)).toEqual(
      Float32Array.from([-1, -2, -3, -2, -Infinity, -0.5, -4, -1, -4, -Infinity]),
    );
  });

  test('there are no accents where the net is alone, and scores of all classes stay', () => {
    const scores = Float32Array.from([-1, -2, -3]);
    const none = [-Infinity, -Infinity];
    expect([...wider.widen(scores, 3, false)]).toEqual([-1, -2, -3, ...none]);
    const all = new Float32Array(5);
    expect(wider.widen(all, 5, true)).toBe(all);
    expect(wider.widen(new Float32Array(), 3, true)).toHaveLength(0);
  });
});
