import type { Box } from '../geometry.ts';
import { isKeywordAlone, parseChapterLabel } from '../text/chapterLabel.ts';
import { titleKey } from './titleText.ts';

/** A line of the page, px of the page. */
export interface PageLine {
  readonly text: string;
  readonly box: Box;
  /** Height of its capitals. */
  readonly letters: number;
  /** Whether a page number stands on the line, far from the rest. */
  readonly isNumbered: boolean;
  /** 0..1 */
  readonly confidence: number;
}

/** What the page's print says about its running text, px of the page. */
export interface RunningText {
  /** The lines that were read. */
  readonly lines: readonly PageLine[];
  /** Height of the running text's capitals; 0 where there is little text. */
  readonly letters: number;
  /** Height of the page's picture. */
  readonly pageHeight: number;
}

/** Running headers are set no larger than this, in heights of the running text's capitals. */
const LARGEST = 1.3;
/** With the page's number beside them they may be in capitals. */
const LARGEST_NUMBERED = 1.7;
/** No header stands lower, as a share of the picture, even with a desk above the page. */
const LOWEST = 0.25;
/** The text begins at most this far below them, in the same measure. */
const ROOM_BELOW = 5;
/** A bare number, as pages are numbered with; a chapter's label says so in a word or stands large. */
const BARE_NUMBER = /^[\divxlc]+\.?$/i;

/**
 * Whether what was taken for a title is the page's running header: the highest line of the page, in
 * print as small as the text below it, with nothing above it but a number.
 * @param title the title's box and the height of its capitals, px of the page
 * @param label what was read as the chapter's label, and where
 */
export function isRunningHeader(
  title: { readonly box: Box; readonly letters: number },
  label: { readonly text: string; readonly box: Box } | null,
  text: RunningText,
): boolean {
  if (text.letters === 0 || title.box.y > LOWEST * text.pageHeight) return false;
  const own = text.lines.find(({ box }) => isOnOneLine(box, title.box));
  const letters = lettersOf(title.letters, own?.letters ?? title.letters);
  if (title.box.y > topOf(text) + 1.5 * letters) return false;
  if (own?.isNumbered === true && letters <= LARGEST_NUMBERED * text.letters) return true;
  if (letters > LARGEST * text.letters) return false;
  const bottom = title.box.y + title.box.height;
  const below = text.lines.map(({ box }) => box.y - bottom).filter((gap) => gap > 0);
  if (Math.min(...below) > ROOM_BELOW * text.letters) return false;
  if (label === null || BARE_NUMBER.test(label.text.trim())) return true;
  // `Chapter 11: Practical Programs 269` all on one line is a header; a label stands above its title.
  return isOnOneLine(label.box, title.box);
}

/** Small letters of any face times this are as high as capitals, at least. */
const CAPITAL_BY_SMALL = 1.75;

/** Ink takes small letters for capitals in short words; a reader misjudges what it misreads. */
function lettersOf(byInk: number, byReader: number): number {
  return byReader > CAPITAL_BY_SMALL * byInk ? byInk : Math.sqrt(byInk * byReader);
}

/** Whether a box holds the page's number at the end of the page's highest line. */
export function isPageNumberBox(box: Box, text: RunningText): boolean {
  return text.lines.some(
    (line) =>
      line.isNumbered &&
      line.box.y <= topOf(text) + line.letters &&
      isOnOneLine(box, line.box) &&
      box.width < 0.3 * line.box.width,
  );
}

/** Lines read worse are dirt and ornaments. */
const LEGIBLE = 0.6;

/**
 * Whether a running header stands above a title that it does not repeat: pages that open a chapter
 * have none, or one with the chapter's own name.
 */
export function isUnderRunningHeader(
  title: { readonly box: Box; readonly text: string },
  text: RunningText,
): boolean {
  return text.lines.some(
    (line) =>
      line.box.y + line.box.height <= title.box.y &&
      line.box.y <= topOf(text) + line.letters &&
      line.letters <= LARGEST * text.letters &&
      line.confidence >= LEGIBLE &&
      /\p{L}{3}/u.test(line.text) &&
      !isKeywordAlone(line.text) &&
      parseChapterLabel(line.text)?.rest !== '' &&
      !titleKey(line.text).includes(titleKey(title.text)),
  );
}

function topOf({ lines }: RunningText): number {
  return Math.min(...lines.map(({ box }) => box.y));
}

/** Whether the middle of a box lies on the rows of another. */
export function isOnOneLine(a: Box, b: Box): boolean {
  const middle = a.y + a.height / 2;
  return middle > b.y && middle < b.y + b.height;
}
