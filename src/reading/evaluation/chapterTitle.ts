import type { TextbookPage } from '../results.ts';
import { parseChapterLabel } from '../text/chapterLabel.ts';
import { parseNumberWords } from '../text/numberWords.ts';
import { parseRoman } from '../text/romanNumerals.ts';

/** What a textbook page really says; `null` where it has no label or no title. */
export interface PageTruth {
  readonly kind: 'opener' | 'body';
  readonly chapter: { readonly text: string; readonly number: string | null } | null;
  readonly title: { readonly text: string } | null;
}

export interface PageVerdict {
  readonly chapterRight: boolean;
  readonly titleRight: boolean;
}

/**
 * All ways to read a chapter number: `3`, `III` and `three` share one; `C` is a letter and also
 * the Roman hundred.
 */
export function numbersIn(text: string): ReadonlySet<string> {
  const plain = text
    .normalize('NFKC')
    .trim()
    .replace(/[.:]+$/u, '');
  const numbers = new Set<string>();
  if (plain === '') return numbers;
  if (/^\d+$/u.test(plain)) return numbers.add(String(Number(plain)));
  if (/^\p{L}$/u.test(plain)) numbers.add(plain.toUpperCase());
  const roman = parseRoman(plain.toUpperCase());
  if (roman !== null) numbers.add(String(roman));
  const words = parseNumberWords(plain);
  if (words !== null && words.length === plain.length) numbers.add(String(words.value));
  const label = parseChapterLabel(plain, { letter: true });
  if (numbers.size === 0 && label?.number != null) numbers.add(label.number);
  return numbers.size === 0 ? numbers.add(plain.toLowerCase()) : numbers;
}

/** Whether two chapter numbers are the same; none is the same as none only. */
export function sameNumber(truth: string | null, claim: string | null): boolean {
  const wanted = numbersIn(truth ?? '');
  const got = numbersIn(claim ?? '');
  if (wanted.size === 0 || got.size === 0) return wanted.size === got.size;
  return [...wanted].some((number) => got.has(number));
}

/** A title as it is compared: letters and digits only, compatibility forms and case folded. */
export function comparableTitle(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{M}]/gu, '');
}

export function sameTitle(truth: string | null, claim: string | null): boolean {
  return comparableTitle(truth ?? '') === comparableTitle(claim ?? '');
}

/** Judges what was claimed of an opener. A page taken for a body page claims nothing. */
export function judgeOpener(truth: PageTruth, page: TextbookPage): PageVerdict {
  const chapter = page.kind === 'opener' ? page.chapter : null;
  const title = page.kind === 'opener' ? page.title : null;
  const number =
    truth.chapter === null
      ? null
      : (truth.chapter.number ?? parseChapterLabel(truth.chapter.text)?.number ?? null);
  return {
    chapterRight: sameNumber(number, chapter?.number ?? null),
    titleRight: sameTitle(truth.title?.text ?? null, title?.text ?? null),
  };
}
