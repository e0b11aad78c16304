import type { Languages } from '../recognizer/languages.ts';

/** Scripts that are told apart, by what people call them. */
export const SCRIPT_NAMES = {
  latin: 'Latin',
  cyrillic: 'Cyrillic',
  greek: 'Greek',
  arabic: 'Arabic',
  hebrew: 'Hebrew',
  devanagari: 'Devanagari',
  bengali: 'Bengali',
  gurmukhi: 'Gurmukhi',
  gujarati: 'Gujarati',
  tamil: 'Tamil',
  telugu: 'Telugu',
  kannada: 'Kannada',
  malayalam: 'Malayalam',
  thai: 'Thai',
  'east-asian': 'Chinese, Japanese or Korean',
} as const;

export type Script = keyof typeof SCRIPT_NAMES;

export const SCRIPTS = Object.keys(SCRIPT_NAMES).filter(isScript);

export function isScript(name: string): name is Script {
  return Object.hasOwn(SCRIPT_NAMES, name);
}

/** Languages in which print of a script can be read; null where there are none. */
export function languagesOfScript(script: Script): Languages | null {
  if (script === 'latin') return ['eng'];
  return script === 'devanagari' ? ['hin', 'mar'] : null;
}
