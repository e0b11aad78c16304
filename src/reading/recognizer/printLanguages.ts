/** Languages that print can be read in, by Tesseract's names: those whose data is shipped. */
export const PRINT_LANGUAGES = ['eng', 'fra', 'deu', 'spa', 'hin', 'mar'] as const;
export type PrintLanguage = (typeof PRINT_LANGUAGES)[number];

/** One at least; the first one counts most where a word could be of several. */
export type PrintLanguages = readonly [PrintLanguage, ...PrintLanguage[]];

export const DEFAULT_PRINT_LANGUAGES: PrintLanguages = ['eng'];

/** Known languages out of any names, each once, in their order; null where none is known. */
export function printLanguagesOf(names: readonly unknown[]): PrintLanguages | null {
  const known = PRINT_LANGUAGES.filter((language) => names.includes(language));
  const ordered = names.flatMap((name) => known.find((language) => language === name) ?? []);
  const [first, ...more] = new Set(ordered);
  return first === undefined ? null : [first, ...more];
}
