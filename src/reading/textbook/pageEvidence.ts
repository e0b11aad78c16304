import { type Box, unionOfBoxes } from '../geometry.ts';
import type { PrintedLine } from '../recognizer/printed.ts';
import { type ChapterLabel, parseChapterLabel } from '../text/chapterLabel.ts';
import type { ChapterKind } from '../text/labelKeyword.ts';
import { mendLastNumeral } from './labelReading.ts';
import { isSectionHeading } from './sectionHeading.ts';
import {
  isBelow,
  isBeside,
  isFirst,
  isInCapitals,
  isSetApart,
  LARGER,
  type SizedLine,
  sizedLines,
  standsAlone,
} from './sizedLine.ts';
import { joinTitleLines } from './titleText.ts';

/** An opening as the lines of a whole page suggest it; boxes are px of the page that was read. */
export interface OpeningEvidence {
  readonly label: (EvidencePart & { readonly label: ChapterLabel }) | null;
  readonly title: EvidencePart | null;
  /** How much this looks like the opening of a chapter, 0..1. */
  readonly score: number;
}

export interface EvidencePart {
  readonly text: string;
  readonly box: Box;
  /** 0..1 */
  readonly confidence: number;
}

/** Share of the part that is read above which a label or title must begin. */
const LOWEST_LABEL = 0.88;
/** Sizes of the lines of one title differ by less than this share. */
const SAME_SIZE = 0.2;

/** Print so large that it may open a chapter without a label. */
const LARGE = 1.3;
/** The same where its words are those of a preface or an index; running headers are smaller. */
const LARGE_NAMED = 1.2;
const VERY_LARGE = 1.6;
/** Page numbers are as small as the text. */
const MIN_BARE_NUMBER = 1.3;
/** A label with its title as the first line of a page is a running header up to this size. */
const MIN_FIRST_INLINE = 1.3;
/** Longer lines are text. */
const LONGEST_TITLE_LINE = 80;

/** What the word before the number is worth: sections and parts are seldom what a page opens. */
const BASE_SCORE: Readonly<Record<ChapterKind, number>> = {
  chapter: 0.6,
  appendix: 0.6,
  unit: 0.6,
  lesson: 0.6,
  lecture: 0.6,
  module: 0.6,
  theme: 0.6,
  project: 0.6,
  part: 0.25,
  book: 0.25,
  topic: 0.25,
  section: 0.1,
};

const UNNUMBERED =
  /^(?:preface|foreword|introduction|acknowledge?ments?|bibliography|references|index|glossary|contents|about|dedication|conclusions?|epilogue|prologue|afterword|answers|solutions|notation|colophon|credits|appendix)\b/i;

/**
 * Looks for the opening of a chapter among the lines of a page: a label with a title of larger print
 * after it, a number before large print, or large print that stands first. Running headers, section
 * headings and page numbers are told apart by size, place and numbering.
 * @param textHeight height of the running text's capitals by its ink, px; 0 where unknown
 */
export function findOpening(
  lines: readonly PrintedLine[],
  pageHeight: number,
  textHeight = 0,
): OpeningEvidence {
  const sized = sizedLines(lines, textHeight);
  let best: OpeningEvidence = { label: null, title: null, score: 0 };
  sized.forEach((line, index) => {
    if (line.box.y > LOWEST_LABEL * pageHeight) return;
    for (const found of [openingAtLabel(sized, index), openingWithoutLabel(sized, index)]) {
      if (found !== null && found.score > best.score) best = found;
    }
  });
  return best;
}

function openingAtLabel(lines: readonly SizedLine[], index: number): OpeningEvidence | null {
  const line = lines[index];
  if (line === undefined) return null;
  const label = parseChapterLabel(mendLastNumeral(line.text));
  if (label === null || label.number === null) return null;
  const title = titleAfter(lines, index, label);
  const score = labelScore(lines, index, label, title);
  if (score <= 0) return null;
  const words = wordsOf(line, 0, label.text);
  return {
    label: {
      label,
      text: label.text,
      box: unionOfBoxes(words.map(({ box }) => box)),
      confidence: Math.min(...words.map(({ confidence }) => confidence)),
    },
    title: title === null ? null : partOf(title),
    score: Math.min(1, score),
  };
}

/** Points for and against a line being the label of an opening. */
function labelScore(
  lines: readonly SizedLine[],
  index: number,
  label: ChapterLabel,
  title: readonly SizedLine[] | null,
): number {
  const line = lines[index];
  if (line === undefined) return 0;
  const titleRatio = Math.max(0, ...(title ?? []).map(({ ratio }) => ratio));
  const largest = Math.max(line.ratio, titleRatio);
  const inline = label.rest !== '';
  if (inline && !startsTitle(label.rest)) return 0;
  // Running headers are as small as the text, whatever they say.
  const looksRunning = inline || (isFirst(lines, index) && !isSetApart(lines, title));
  if (largest < (inline && isFirst(lines, index) ? MIN_FIRST_INLINE : LARGER) && looksRunning)
    return 0;
  if (label.kind === null) {
    const roman = /^[IVXLC]+\.?$/.test(label.text);
    const numberSize = inline ? line.ratio : largest;
    if (numberSize < (inline ? 1.25 : roman ? 1.1 : 1.35)) return 0;
    if (!inline && !roman && line.ratio < MIN_BARE_NUMBER) return 0;
    return 0.35 + 0.25 * Math.min(1, largest - 1.1) + (title === null ? -0.3 : 0.1);
  }
  const base = BASE_SCORE[label.kind];
  const size = 0.3 * Math.min(1, Math.max(0, largest - 1));
  return base + size + (title === null ? -0.25 : 0.1);
}

/** The lines of the title that belongs to the label on a line, or null. */
function titleAfter(
  lines: readonly SizedLine[],
  index: number,
  label: ChapterLabel,
): SizedLine[] | null {
  const line = lines[index];
  if (line === undefined) return null;
  if (label.rest !== '') {
    const words = wordsOf(line, label.text.length, label.rest);
    const first: SizedLine = {
      ...line,
      text: label.rest,
      words,
      box: unionOfBoxes(words.map(({ box }) => box)),
    };
    return [first, ...continuation(lines, index, line)];
  }
  const beside = lines.find((other) => other !== line && isBeside(line, other));
  const start = beside ?? lines.slice(index + 1).find((other) => isBelow(line, other));
  if (start === undefined || !startsTitle(start.text) || isSectionHeading(start.text)) return null;
  const startIndex = lines.indexOf(start);
  const small = start.ratio < LARGER && !isInCapitals(start);
  // A title as small as the text stands alone: room below it.
  if (small && beside === undefined && !standsAlone(lines, startIndex)) return null;
  return [start, ...continuation(lines, startIndex, start)];
}

/** Lines that go on in the same size right below. */
function continuation(lines: readonly SizedLine[], index: number, first: SizedLine): SizedLine[] {
  const found: SizedLine[] = [];
  let last = first;
  for (const line of lines.slice(index + 1)) {
    const gap = line.box.y - (last.box.y + last.box.height);
    if (gap > 1.3 * first.size) break;
    if (gap < -0.5 * last.box.height) continue;
    if (Math.abs(line.size / first.size - 1) > SAME_SIZE) break;
    if (isSectionHeading(line.text)) break;
    if (line.ratio < LARGER && !(isInCapitals(first) && isInCapitals(line))) break;
    if (found.length === 3) return [];
    found.push(line);
    last = line;
  }
  return found;
}

function openingWithoutLabel(lines: readonly SizedLine[], index: number): OpeningEvidence | null {
  const line = lines[index];
  if (line === undefined) return null;
  const isPlain = line.ratio >= VERY_LARGE || standsAlone(lines, index);
  const named = UNNUMBERED.test(line.text) && isPlain;
  if (line.ratio < (named ? LARGE_NAMED : LARGE)) return null;
  if (isSectionHeading(line.text) || parseChapterLabel(line.text) !== null) return null;
  if (!startsTitle(line.text)) return null;
  // Only small print, such as a running header, may stand above.
  if (lines.slice(0, index).some(({ ratio }) => ratio > LARGE_NAMED)) return null;
  if (lines.slice(0, index).length > 2) return null;
  const size = Math.min(1, Math.max(0, line.ratio - LARGE));
  const score = (named ? 0.5 : 0.15) + 0.2 * size;
  return { label: null, title: partOf([line, ...continuation(lines, index, line)]), score };
}

function partOf(lines: readonly SizedLine[]): EvidencePart {
  return {
    text: joinTitleLines(lines.map(({ text }) => text)),
    box: unionOfBoxes(lines.map(({ box }) => box)),
    confidence: Math.min(...lines.map(({ confidence }) => confidence)),
  };
}

/** The words of a line that spell `part`, which starts `skip` letters into it. */
function wordsOf(line: PrintedLine, skip: number, part: string) {
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

/** Whether what follows a number can be a title: no sentence that goes on. */
function startsTitle(rest: string): boolean {
  return /^\P{L}*[\p{Lu}\d]/u.test(rest) && rest.length <= LONGEST_TITLE_LINE;
}
