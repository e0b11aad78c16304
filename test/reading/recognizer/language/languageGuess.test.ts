import { expect, test } from 'vitest';
import { loadBytes } from '../../../../src/reading/models/loadModel.ts';
import {
  createLanguageGuess,
  letterClasses,
} from '../../../../src/reading/recognizer/language/languageGuess.ts';
import { manifest, shippedModels } from '../../models/shippedModels.ts';

const load = (changes = {}) =>
  loadBytes(shippedModels(changes), 'language-guess', 'language-guess').then(createLanguageGuess);

test.each([
  ['eng', ['Dear Anna, thank you for the letter', 'we were all very glad to hear from you']],
  ['fra', ['Je vous remercie de la lettre que', 'vous avez bien voulu nous envoyer']],
  // As a reader of English makes of it, without its accents and with some letters taken for others.
  [
    'fra',
    ['developpement at quill powers', 'par les contures des divers pays', 'facile a lire pour moi'],
  ],
  ['deu', ['Vielen Dank fur den Brief, den du', 'uns gestern geschickt hast, wir haben']],
  ['spa', ['Muchas gracias por la carta que nos', 'enviaste ayer, todos estamos bien']],
] as const)('%s is known by how its letters follow each other', async (language, lines) => {
  expect((await load()).of(lines).language).toBe(language);
});

test('nothing is as good as English, and a code says little', async () => {
  const guess = await load();
  expect(guess.of([]).language).toBe('eng');
  expect(guess.of(['']).language).toBe('eng');
  expect(guess.of(['12:45', 'XK7-4491b']).probability).toBeLessThan(0.9);
});

test('more lines make it surer', async () => {
  const guess = await load();
  const line = 'la lettre que vous avez';
  expect(guess.of([line, line]).probability).toBeGreaterThan(guess.of([line]).probability);
});

test('letters are told from what is none, accents are one class', () => {
  expect(letterClasses('Où es-tu?')).toEqual([0, 15, 27, 0, 5, 19, 0, 20, 21, 0]);
  expect(letterClasses(' ')).toEqual([0]);
});

test('tables that do not fit its languages are refused', async () => {
  const loading = load({
    'language-guess/manifest.json': manifest((value) => {
      Object.assign(value.guess as object, { languages: ['eng', 'fra'] });
    }),
  });
  await expect(loading).rejects.toMatchObject({ code: 'model-invalid' });
});
