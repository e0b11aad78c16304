import { foreignNumberWord, westernDigits } from './foreignNumbers.ts';
import { type ChapterKind, keywordAtStart, keywordOf } from './labelKeyword.ts';
import { parseNumberWords } from './numberWords.ts';
import { parseReadRoman } from './romanNumerals.ts';

/** A chapter label taken apart. */
export interface ChapterLabel {
  /** Null for a number that stands alone. */
  readonly kind: ChapterKind | null;
  /** Arabic digits without leading zeros, or one capital letter; null for a word without number. */
  readonly number: string | null;
  /** The label as it is printed: `Chapter 3`, `III`. */
  readonly text: string;
  /** What follows it on the same line: the title, or nothing. */
  readonly rest: string;
}

/** Larger numbers that stand alone are years, prices or page numbers. */
const MAX_BARE_NUMBER = 199;
const MAX_NUMBER = 999;

const ORNAMENTS_BEFORE = /^[\s|_~*•·.,:;=+<>«»"'‘’“”—–\-[\](){}§#©®°]+/u;
/** What may stand between a number and the title after it. */
const SEPARATOR = /^\s*[.:;,)\]|—–\-•·]+\s*/u;

/**
 * Takes a chapter label at the start of a line apart: `Chapter 3`, `CHAPTER THREE`, `III.`,
 * `Appendix B`, `3 Photosynthesis`, `Third Lecture`, also with the usual slips of a reader of
 * print. Null when the line starts with none; section numbers (`3.2`) and years are none.
 * @param options.letter whether a single letter may stand alone for an appendix
 */
export function parseChapterLabel(
  line: string,
  { letter = false }: { readonly letter?: boolean } = {},
): ChapterLabel | null {
  const text = joinSpacedLetters(line.replace(/\s+/g, ' ').replace(ORNAMENTS_BEFORE, '').trim());
  return parseWithKeyword(text) ?? parseOrdinal(text) ?? parseBareNumber(text, letter);
}

/** Whether a text is a label's word without the number that belongs to it: `CHAPTER`. */
export function isKeywordAlone(text: string): boolean {
  const word = joinSpacedLetters(text.replace(ORNAMENTS_BEFORE, '').trim()).replace(
    /[^\p{L}\p{N}]+$/u,
    '',
  );
  return /^\p{L}{4,}$/u.test(word) && keywordOf(word) !== null;
}

/** `C H A P T E R 1` as `CHAPTER 1`. */
function joinSpacedLetters(text: string): string {
  return text.replace(/\b(?:\p{L} ){3,}\p{L}\b/gu, (letters) => letters.replace(/ /g, ''));
}

/** What may stand between the word and its number: `Chapter No. 3`, `CHAPTER — the — THIRD`. */
const GAP = /^\s*[.:,\-—–|*~]*\s*(?:(?:No|Nº|Nr|Number)\b\.?\s*|[#№]\s*)?(?:the\s+)?/iu;

function parseWithKeyword(text: string): ChapterLabel | null {
  const found = keywordAtStart(text);
  if (found === null) return null;
  const { kind, length } = found;
  const after = text.slice(length);
  const gap = GAP.exec(after)?.[0] ?? '';
  const numberText = after.slice(gap.length);
  const number = numberAfterKeyword(numberText, kind);
  if (number === null) {
    // `Appendix` alone is a label; `Part` or `Section` alone says nothing.
    const alone = numberText === '' && kind === 'appendix';
    return alone ? { kind, number: null, text: text.slice(0, length), rest: '' } : null;
  }
  const used = length + gap.length + number.length;
  // Section 12.7, not section 12
  if (/^\.\d/.test(text.slice(used))) return null;
  return {
    kind,
    number: number.value,
    text: text.slice(0, used).trim(),
    rest: restAfter(text.slice(used)),
  };
}

interface ReadNumber {
  readonly value: string;
  /** Characters it takes up. */
  readonly length: number;
}

function numberAfterKeyword(printed: string, kind: ChapterKind): ReadNumber | null {
  const text = westernDigits(printed);
  const foreign = foreignNumberWord(text);
  if (foreign !== null) return { value: String(foreign.value), length: foreign.length };
  const token = /^[\p{L}\p{N}|!?$&\]]+/u.exec(text)?.[0];
  if (token === undefined) return null;
  const digits = /^\d{1,3}(?![\d\p{L}])/u.exec(token)?.[0];
  if (digits !== undefined) return arabic(digits, digits.length, MAX_NUMBER);
  if (/^\p{L}$/u.test(token)) {
    const capital = token.toUpperCase();
    // I, V and X count appendices as often as letters do, and no book has twenty-two of them.
    if (kind === 'appendix' && !/[IVX]/.test(capital) && token !== 'l') {
      return { value: capital, length: 1 };
    }
  }
  // Appendices are not counted in small letters.
  if (kind === 'appendix' && /^[ivx]+$/.test(token)) return null;
  const roman = parseReadRoman(token);
  if (roman !== null && roman <= MAX_NUMBER) {
    return { value: String(roman), length: token.length };
  }
  const words = parseNumberWords(text);
  if (words !== null) return { value: String(words.value), length: words.length };
  const mended = mendDigits(token);
  if (mended !== null) return arabic(mended, token.length, MAX_NUMBER);
  if (/^[A-Z]$/.test(token)) return { value: token, length: 1 };
  return null;
}

function parseOrdinal(text: string): ChapterLabel | null {
  const article = /^the\s+/i.exec(text)?.[0] ?? '';
  const body = text.slice(article.length);
  const digits = /^(\d{1,3})\s?(?:st|nd|rd|th)\b/i.exec(body);
  const number: ReadNumber | null =
    digits === null ? wordsAsNumber(body) : arabic(digits[1] ?? '', digits[0].length, MAX_NUMBER);
  if (number === null) return null;
  const after = body.slice(number.length).trimStart();
  const word = /^\p{L}+/u.exec(after)?.[0] ?? '';
  const kind = keywordOf(word);
  if (kind === null) return null;
  const rest = after.slice(word.length);
  return {
    kind,
    number: number.value,
    text: text.slice(0, text.length - rest.length).trim(),
    rest: restAfter(rest),
  };
}

function wordsAsNumber(text: string, options?: { readonly exact: boolean }): ReadNumber | null {
  const words = parseNumberWords(text, options);
  return words === null ? null : { value: String(words.value), length: words.length };
}

function parseBareNumber(text: string, letter: boolean): ChapterLabel | null {
  const number = bareNumber(text, letter);
  if (number === null) return null;
  return {
    kind: null,
    number: number.value,
    text: text.slice(0, number.length).trim(),
    rest: restAfter(text.slice(number.length)),
  };
}

function bareNumber(printed: string, letter: boolean): ReadNumber | null {
  const text = westernDigits(printed);
  const token = /^[\p{L}\p{N}|!]+/u.exec(text)?.[0];
  if (token === undefined) return null;
  const after = text.slice(token.length);
  // 3.2, 3-5, 1,000, 3/4: not the number of a chapter
  if (/^\s?[.,\-–/:]\s?\d/.test(after) && /\d$/.test(token)) return null;
  const alone = after.replace(ORNAMENTS_BEFORE, '') === '';
  const separated = SEPARATOR.test(after);
  if (/^\d{1,3}$/.test(token)) return arabic(token, token.length, MAX_BARE_NUMBER);
  const roman = parseReadRoman(token);
  if (roman !== null && roman <= MAX_BARE_NUMBER) {
    // "I" and "V" at the start of a title are words; so is "Di".
    const capitals = token === token.toUpperCase() || /^[IVXl|]+$/.test(token);
    const sure = alone || separated || (capitals && token.length > 1);
    // A small letter alone is one of a list, or an ornament.
    const single = /^[LCDMivxlcdm]$/.test(token);
    if (sure && !single) return { value: String(roman), length: token.length };
  }
  if (alone || separated) {
    // `Light` is no misread eight without a label's word beside it.
    const words = wordsAsNumber(text, { exact: true });
    if (words !== null && SEPARATOR_OR_END.test(text.slice(words.length))) return words;
  }
  if (/^[A-Z]$/.test(token) && letter) return { value: token, length: 1 };
  const mended = /\d/.test(token) ? mendDigits(token) : null;
  return mended === null ? null : arabic(mended, token.length, MAX_BARE_NUMBER);
}

const SEPARATOR_OR_END = /^\s*(?:[.:;,)\]|—–\-•·]|$)/u;

function arabic(digits: string, length: number, max: number): ReadNumber | null {
  const value = Number.parseInt(digits, 10);
  return value >= 0 && value <= max ? { value: String(value), length } : null;
}

const DIGIT_OF: Readonly<Record<string, string>> = {
  O: '0',
  o: '0',
  Q: '0',
  D: '0',
  l: '1',
  I: '1',
  i: '1',
  '|': '1',
  '!': '1',
  ']': '1',
  Z: '2',
  z: '2',
  A: '4',
  S: '5',
  s: '5',
  $: '5',
  G: '6',
  b: '6',
  T: '7',
  '?': '7',
  B: '8',
  '&': '8',
  g: '9',
  q: '9',
};

/** Digits that were read as letters, or null where a character looks like none. */
function mendDigits(token: string): string | null {
  if (token.length > 3) return null;
  let digits = '';
  for (const character of token) {
    const digit = /\d/.test(character) ? character : DIGIT_OF[character];
    if (digit === undefined) return null;
    digits += digit;
  }
  return digits;
}

function restAfter(text: string): string {
  const rest = text.replace(SEPARATOR, '').trim();
  return /[\p{L}\p{N}]/u.test(rest) ? rest : '';
}
