import { unionOfBoxes } from '../geometry.ts';
import type { PrintedLine } from '../recognizer/printed.ts';

/** A page number stands this many heights of a capital away from the heading on its line. */
const MIN_GAP = 3;

/** Whether a text is what pages are numbered with: digits or a Roman numeral. */
export function isPageNumber(text: string): boolean {
  return /^(?:\d{1,4}|[ivxl]{1,6})$/i.test(text);
}

/**
 * A line without the page's number at either end: digits or a Roman numeral with much room
 * between them and the rest.
 */
export function withoutPageNumber<Line extends PrintedLine>(line: Line): Line {
  let words = line.words;
  const [first, second] = words;
  const [beforeLast, last] = words.slice(-2);
  if (beforeLast !== undefined && last !== undefined && isApart(beforeLast, last, last)) {
    words = words.slice(0, -1);
  } else if (first !== undefined && second !== undefined && isApart(first, second, first)) {
    words = words.slice(1);
  }
  if (words.length === line.words.length) return line;
  return {
    ...line,
    words,
    text: words.map(({ text }) => text).join(' '),
    box: unionOfBoxes(words.map(({ box }) => box)),
  };
}

function isApart(
  left: PrintedLine['words'][number],
  right: PrintedLine['words'][number],
  number: PrintedLine['words'][number],
): boolean {
  const other = number === left ? right : left;
  const gap = right.box.x - (left.box.x + left.box.width);
  // A chapter's number is as large as its title.
  const isSmall = number === right || number.capitalHeightPx < 0.8 * other.capitalHeightPx;
  return isPageNumber(number.text) && isSmall && gap > MIN_GAP * other.capitalHeightPx;
}
