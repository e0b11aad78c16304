import { ReadingError } from '../../errors.ts';
import type { LoadedModel } from '../../models/loadModel.ts';
import { WRITTEN_LANGUAGES, type WrittenLanguage } from '../languages.ts';
import { COST_STEP } from './packedModel.ts';

/** Which language a text looks like that was read in another. */
export interface LanguageGuess {
  /** The likeliest language, and how sure it is that it is not English, 0..1. */
  of(lines: readonly string[]): {
    readonly language: WrittenLanguage;
    readonly probability: number;
  };
}

/** Classes of letters: 0 for what is none, 1–26 are a–z, 27 is any letter with an accent. */
const CLASSES = 28;
const ACCENTED = 27;

/**
 * Trigrams of letters in each language (`training/language/guess.py`).
 * @throws ReadingError `model-invalid`
 */
export function createLanguageGuess({
  manifest,
  bytes,
}: Pick<LoadedModel<'language-guess'>, 'manifest' | 'bytes'>): LanguageGuess {
  const { slope, offset } = manifest.guess;
  const costs = bytes.get(manifest.files[0]?.path ?? '');
  const languages = manifest.guess.languages.map((name) =>
    WRITTEN_LANGUAGES.find((language) => language === name),
  );
  const size = CLASSES ** 3;
  if (costs?.length !== size * languages.length) {
    throw new ReadingError('model-invalid', {
      detail: 'language guess has not a table a language',
    });
  }

  /** Cost of the lines in a language, nats. */
  function costOf(lines: readonly (readonly number[])[], language: number): number {
    let cost = 0;
    for (const classes of lines) {
      for (let i = 2; i < classes.length; i++) {
        const [first = 0, second = 0, third = 0] = classes.slice(i - 2, i + 1);
        cost += costs?.[language * size + (first * CLASSES + second) * CLASSES + third] ?? 0;
      }
    }
    return cost / COST_STEP;
  }

  return {
    of(lines) {
      const classes = lines.map(letterClasses);
      const [own = 0, ...others] = languages.map((_, i) => costOf(classes, i));
      const least = Math.min(...others);
      const probability = 1 / (1 + Math.exp(-(slope * (own - least) + offset)));
      const language = languages[others.indexOf(least) + 1];
      return language === undefined || probability < 0.5
        ? { language: 'eng', probability }
        : { language, probability };
    },
  };
}

/** A text's letters between two edges; whatever else stands between them counts once. */
export function letterClasses(text: string): readonly number[] {
  const classes = [0];
  for (const character of `${text} `) {
    const one = classOf(character);
    if (one > 0 || (classes.at(-1) ?? 0) > 0) classes.push(one);
  }
  return classes;
}

function classOf(character: string): number {
  if (!/\p{L}/u.test(character)) return 0;
  const small = character.toLowerCase();
  return /^[a-z]$/.test(small) ? small.charCodeAt(0) - 96 : ACCENTED;
}
