import { unionOfBoxes } from '../geometry.ts';
import type { PrintedLine } from '../recognizer/printed.ts';
import { isKeywordAlone, parseChapterLabel } from '../text/chapterLabel.ts';
import { withoutPageNumber } from './pageNumber.ts';
import { bodySize, isMeasuredAsOne, printSize } from './printSize.ts';

/** A line with its type size against the running text. */
export interface SizedLine extends PrintedLine {
  /** Height of its capitals, px. */
  readonly size: number;
  /** Share of the running text's. */
  readonly ratio: number;
}

const MIN_CONFIDENCE = 0.28;
/** A line that reads as `Chapter 3` is one, however unsure its letters. */
const MIN_LABEL_CONFIDENCE = 0.1;
/** Print that is larger than the text around it, in shares of that. */
export const LARGER = 1.12;

/**
 * The legible lines of a page from top to bottom, with their sizes; page numbers are left out, and
 * labels in two lines made one.
 * @param textHeight height of the running text's capitals by its ink, px; 0 where unknown
 */
export function sizedLines(lines: readonly PrintedLine[], textHeight: number): SizedLine[] {
  const body = bodySize(lines, textHeight);
  return lines
    .filter((line) => /[\p{L}\p{N}]/u.test(line.text) && isLegible(line))
    .map(withoutPageNumber)
    .map((line): SizedLine => {
      const size = isMeasuredAsOne(line) ? Math.min(body, printSize(line)) : printSize(line);
      return { ...line, size, ratio: body > 0 ? size / body : 0 };
    })
    .sort((a, b) => a.box.y - b.box.y)
    .reduce(joinSplitLabel, []);
}

/** `CHAPTER` above its number is one label. */
function joinSplitLabel(lines: readonly SizedLine[], line: SizedLine): SizedLine[] {
  const above = lines.at(-1);
  if (above === undefined || !isKeywordAlone(above.text)) return [...lines, line];
  const gap = line.box.y - (above.box.y + above.box.height);
  const text = `${above.text} ${line.text}`;
  if (gap > 3 * above.size || parseChapterLabel(text)?.rest !== '') return [...lines, line];
  return [
    ...lines.slice(0, -1),
    {
      ...line,
      text,
      words: [...above.words, ...line.words],
      box: unionOfBoxes([above.box, line.box]),
      size: Math.max(above.size, line.size),
      ratio: Math.max(above.ratio, line.ratio),
    },
  ];
}

function isLegible({ text, confidence }: PrintedLine): boolean {
  if (confidence >= MIN_CONFIDENCE) return true;
  const kind = parseChapterLabel(text)?.kind;
  return confidence >= MIN_LABEL_CONFIDENCE && (kind === 'chapter' || kind === 'appendix');
}

/** At least two words in capitals, as older books set their titles. */
export function isInCapitals({ text }: PrintedLine): boolean {
  const letters = text.replace(/\P{L}/gu, '');
  const capitals = letters.replace(/\P{Lu}/gu, '');
  return capitals.length >= 6 && capitals.length >= 0.85 * letters.length;
}

/** To the right of a label, on its line or at least on its rows. */
export function isBeside(label: SizedLine, other: SizedLine): boolean {
  const rows =
    Math.min(label.box.y + label.box.height, other.box.y + other.box.height) -
    Math.max(label.box.y, other.box.y);
  const gap = other.box.x - (label.box.x + label.box.width);
  return (
    rows > 0.4 * Math.min(label.box.height, other.box.height) &&
    gap > -label.size &&
    gap < 8 * label.size &&
    other.ratio > LARGER
  );
}

export function isBelow(label: SizedLine, other: SizedLine): boolean {
  const gap = other.box.y - (label.box.y + label.box.height);
  return gap > -0.3 * label.box.height && gap < 9 * Math.max(label.size, other.size);
}
