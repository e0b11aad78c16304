/** Languages that can be read, by Tesseract's names: those whose data is shipped. */
export const LANGUAGES = ['eng', 'fra', 'deu', 'spa', 'hin', 'mar'] as const;
export type Language = (typeof LANGUAGES)[number];

/** Those of them that handwriting is read in too: each has a language model. */
export const WRITTEN_LANGUAGES = ['eng', 'fra', 'deu', 'spa'] as const satisfies Language[];
export type WrittenLanguage = (typeof WRITTEN_LANGUAGES)[number];
export type WrittenLanguages = readonly [WrittenLanguage, ...WrittenLanguage[]];

/** One at least; the first one counts most where a word could be of several. */
export type Languages = readonly [Language, ...Language[]];

export const DEFAULT_LANGUAGES: Languages = ['eng'];

/** Known languages out of any names, each once, in their order; null where none is known. */
export function languagesOf(names: readonly unknown[]): Languages | null {
  const known = LANGUAGES.filter((language) => names.includes(language));
  const ordered = names.flatMap((name) => known.find((language) => language === name) ?? []);
  const [first, ...more] = new Set(ordered);
  return first === undefined ? null : [first, ...more];
}

/** The languages of handwriting among these; English where there is none. */
export function writtenLanguagesOf(languages: Languages): WrittenLanguages {
  const [first, ...more] = languages.flatMap(
    (language) => WRITTEN_LANGUAGES.find((written) => written === language) ?? [],
  );
  return first === undefined ? ['eng'] : [first, ...more];
}
