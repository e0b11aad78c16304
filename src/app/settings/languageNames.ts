import type { Language } from '../../reading/recognizer/languages.ts';

export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = {
  eng: 'English',
  fra: 'French',
  deu: 'German',
  spa: 'Spanish',
  hin: 'Hindi',
  mar: 'Marathi',
};
