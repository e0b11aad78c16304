export interface TranscriptOptions {
  /** Letters with and without accents are the same. */
  readonly foldAccents?: boolean;
  /** Capitals and small letters are the same. */
  readonly foldCase?: boolean;
}

/** Curly quotes, dashes and the like, and what a keyboard has instead. */
const KEYBOARD: readonly (readonly [RegExp, string])[] = [
  [/[‘’‚‛′`´]/gu, "'"],
  [/[“”„‟″«»]/gu, '"'],
  [/[‐‑‒–—―−]/gu, '-'],
  [/…/gu, '...'],
];

/**
 * A text as it is compared: composed (NFC), trimmed, each run of white space one space, typographic
 * quotes and dashes as on a keyboard; on demand without accents and case.
 */
export function comparableTranscript(text: string, options: TranscriptOptions = {}): string {
  let comparable = text.normalize('NFC').replace(/\s+/gu, ' ').trim();
  for (const [sign, plain] of KEYBOARD) comparable = comparable.replace(sign, plain);
  if (options.foldAccents) comparable = foldAccents(comparable);
  return options.foldCase ? comparable.toLowerCase() : comparable;
}

/** The text without accents, cedillas and other marks on letters. */
export function foldAccents(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').normalize('NFC');
}
