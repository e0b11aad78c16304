import { type Box, unionOfBoxes } from '../geometry.ts';

/** A line of a text in reading order, and where it stands, px. */
export interface PlacedText {
  readonly text: string;
  readonly box: Box;
}

/** A gap this much larger than the usual one begins a paragraph. */
const WIDE_GAP = 1.6;
/** So far from the left margin a line is indented, in heights of it. */
const INDENT = 1.5;
/** A line that ends so far before the right margin, as a share of the width, is the last of its paragraph. */
const SHORT = 0.28;

/**
 * For each line whether it begins a paragraph: a wider gap, an indent, or a line before it that ends
 * early.
 */
export function paragraphStarts(lines: readonly PlacedText[]): readonly boolean[] {
  if (lines.length === 0) return [];
  const { x: left, width } = unionOfBoxes(lines.map(({ box }) => box));
  const gaps = lines
    .slice(1)
    .map((line, i) => middle(line.box) - middle(lines[i]?.box ?? line.box))
    .filter((gap) => gap > 0)
    .sort((a, b) => a - b);
  const usual = gaps[(gaps.length - 1) >> 1] ?? 0;
  return lines.map(({ box }, i) => {
    const before = lines[i - 1];
    const gap = before ? middle(box) - middle(before.box) : 0;
    return (
      before === undefined ||
      // Another column begins above the line before.
      gap <= 0 ||
      gap > WIDE_GAP * usual ||
      box.x - left > INDENT * box.height ||
      left + width - (before.box.x + before.box.width) > SHORT * width
    );
  });
}

/** Lines as one text without the paper's edge: a word divided by a hyphen is one again. */
export function joinedText(texts: readonly string[]): string {
  return texts.reduce((before, after) => {
    if (before === '' || after === '') return before + after;
    const divided = /\p{L}-$/u.test(before) && /^\p{Ll}/u.test(after);
    return divided ? before.slice(0, -1) + after : `${before} ${after}`;
  }, '');
}

function middle({ y, height }: Box): number {
  return y + height / 2;
}
