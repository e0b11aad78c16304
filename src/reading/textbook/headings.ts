import { unionOfBoxes } from '../geometry.ts';
import type { PrintedLine } from '../recognizer/printed.ts';
import { type ChapterLabel, parseChapterLabel } from '../text/chapterLabel.ts';
import { mendLastNumeral } from './labelReading.ts';
import { isSectionHeading } from './sectionHeading.ts';
import {
  isBelow,
  isBeside,
  isInCapitals,
  LARGER,
  type SizedLine,
  sizedLines,
} from './sizedLine.ts';

/** Lines of a page that may be a title, or the words of a line that may be a label. */
export interface PrintedHeading {
  readonly lines: readonly PrintedLine[];
  /** Size of its print against the running text's. */
  readonly ratio: number;
}

/** Headings among the lines of a page, the likeliest first; boxes are px of the page that was read. */
export interface PrintedHeadings {
  readonly titles: readonly PrintedHeading[];
  readonly labels: readonly PrintedHeading[];
}

/** Share of the part that is read above which a label or title must begin. */
const LOWEST = 0.95;
/** Sizes of the lines of one title differ by less than this share. */
const SAME_SIZE = 0.2;
/** Lines of one title are set no farther apart than this, in heights of their capitals. */
const LEADING = 1.3;
const MOST_LINES = 4;
const MOST_TITLES = 5;
const MOST_LABELS = 4;

/**
 * Lines that may open a chapter: labels with what follows them, and print larger than the text.
 * @param textHeight height of the running text's capitals by its ink, px; 0 where unknown
 */
export function findHeadings(
  lines: readonly PrintedLine[],
  pageHeight: number,
  textHeight: number,
): PrintedHeadings {
  const sized = sizedLines(lines, textHeight).filter(({ box }) => box.y < LOWEST * pageHeight);
  const labels = sized.flatMap((line, index) => labelAt(line, index)).sort(byLikelihood);
  const ofLabels = labels.flatMap(({ label, index }) => titleAfter(sized, index, label));
  const large = sized
    .filter((line) => line.ratio >= LARGER || isInCapitals(line))
    .map((line) => [line, ...continuation(sized, line)])
    .sort((a, b) => largest(b) - largest(a));
  const titles: SizedLine[][] = [];
  for (const title of [...ofLabels.slice(0, MOST_LABELS), ...large]) {
    const isKnown = titles.some((known) => known.some(({ box }) => box.y === title[0]?.box.y));
    if (!isKnown && titles.length < MOST_TITLES) titles.push(title);
  }
  return {
    titles: titles.map((title) => ({ lines: title, ratio: largest(title) })),
    labels: labels.slice(0, MOST_LABELS).map(({ line, label }) => ({
      lines: [withWords(line, label.text, wordsOf(line, 0, label.text))],
      ratio: line.ratio,
    })),
  };
}

interface LabelLine {
  readonly line: SizedLine;
  readonly label: ChapterLabel;
  readonly index: number;
}

function labelAt(line: SizedLine, index: number): LabelLine[] {
  const label = parseChapterLabel(mendLastNumeral(line.text));
  if (label === null || label.number === null || isSectionHeading(line.text)) return [];
  // Numbers of the text's size stand before every item of a list.
  return label.kind === null && line.ratio < LARGER ? [] : [{ line, label, index }];
}

function byLikelihood(a: LabelLine, b: LabelLine): number {
  const worth = ({ line, label }: LabelLine) => line.ratio + (label.kind === null ? 0 : 1);
  return worth(b) - worth(a);
}

function largest(lines: readonly SizedLine[]): number {
  return Math.max(...lines.map(({ ratio }) => ratio));
}

/** The lines of the title that stands after, beside or below the label of a line. */
function titleAfter(
  lines: readonly SizedLine[],
  index: number,
  label: ChapterLabel,
): SizedLine[][] {
  const line = lines[index];
  if (line === undefined) return [];
  if (label.rest !== '') {
    const words = wordsOf(line, label.text.length, label.rest);
    return [[withWords(line, label.rest, words), ...continuation(lines, line)]];
  }
  const beside = lines.find((other) => other !== line && isBeside(line, other));
  const start = beside ?? lines.slice(index + 1).find((other) => isBelow(line, other));
  if (start === undefined || isSectionHeading(start.text)) return [];
  return [[start, ...continuation(lines, start)]];
}

/** Lines that go on in the same size right below. */
function continuation(lines: readonly SizedLine[], first: SizedLine): SizedLine[] {
  const found: SizedLine[] = [];
  let last = first;
  for (const line of lines.slice(lines.indexOf(first) + 1)) {
    const gap = line.box.y - (last.box.y + last.box.height);
    if (gap > LEADING * first.size) break;
    if (gap < -0.5 * last.box.height) continue;
    if (Math.abs(line.size / first.size - 1) > SAME_SIZE) break;
    if (isSectionHeading(line.text)) break;
    if (line.ratio < LARGER && !(isInCapitals(first) && isInCapitals(line))) break;
    if (found.length === MOST_LINES - 1) return [];
    found.push(line);
    last = line;
  }
  return found;
}

function withWords(line: SizedLine, text: string, words: PrintedLine['words']): SizedLine {
  return { ...line, text, words, box: unionOfBoxes(words.map(({ box }) => box)) };
}

/** The words of a line that spell `part`, which starts `skip` letters into it. */
function wordsOf(line: PrintedLine, skip: number, part: string): PrintedLine['words'] {
  const letters = (text: string) => text.replace(/[^\p{L}\p{N}]/gu, '').length;
  let passed = 0;
  const from = letters(line.text.slice(0, skip));
  const to = from + letters(part);
  const words = line.words.filter(({ text }) => {
    const count = letters(text);
    const middle = passed + count / 2;
    passed += count;
    return count > 0 && middle >= from && middle <= to;
  });
  return words.length > 0 ? words : line.words;
}
