import { invalid, numberOf, objectOf, stringsOf } from './fields.ts';

/** How the language of a text is guessed from what follows what in it. */
export interface LanguageGuessDescription {
  /** One table each, in this order; the first is what the others are measured against. */
  readonly languages: readonly string[];
  /** The logistic function of the evidence for another language, in nats. */
  readonly slope: number;
  readonly offset: number;
}

/** @throws ReadingError `model-invalid` that names the first wrong field */
export function languageGuessOf(value: unknown): LanguageGuessDescription {
  const guess = objectOf(value, 'guess');
  const languages = stringsOf(guess.languages, 'guess.languages');
  if (languages.length < 2) throw invalid('guess.languages', 'must be two at least');
  return {
    languages,
    slope: numberOf(guess.slope, 'guess.slope', 0, 100),
    offset: numberOf(guess.offset, 'guess.offset', -100, 100),
  };
}
