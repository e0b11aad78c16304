import { type Box, boxArea, type Quad } from '../geometry.ts';

/** A word that a page's file holds as text, px of the page. */
export interface NativeWord {
  readonly text: string;
  readonly quad: Quad;
}

/** A run of words that stand beside each other on one baseline. */
export interface NativeLine {
  readonly words: readonly NativeWord[];
}

/** What a page's file says of itself, without anything being read. */
export interface NativeText {
  readonly lines: readonly NativeLine[];
  /** Boxes of the pictures on the page, px: what they show is not among the lines. */
  readonly pictures: readonly Box[];
}

/** A picture that covers this share of the page is a scan; text on it was read by somebody's reader. */
const SCANNED_SHARE = 0.7;
/** Up to this share of signs without a meaning, the text is what a person sees. */
const MEANINGLESS_SHARE = 0.02;
/** Replacement signs, private use, unassigned and control characters: fonts without a character map. */
const MEANINGLESS = /[\uFFFD\p{Co}\p{Cn}\p{Cc}]/gu;

/**
 * Whether a page's own text can be taken as what a person sees: it is there, its signs mean
 * something, and the page is not a scan with a reading laid under it.
 */
export function isTrustworthy(
  { lines, pictures }: NativeText,
  page: { readonly width: number; readonly height: number },
): boolean {
  const text = lines.flatMap(({ words }) => words.map((word) => word.text)).join('');
  if (text === '') return false;
  const meaningless = text.match(MEANINGLESS)?.length ?? 0;
  if (meaningless > MEANINGLESS_SHARE * text.length) return false;
  const largest = Math.max(0, ...pictures.map(boxArea));
  return largest < SCANNED_SHARE * page.width * page.height;
}
