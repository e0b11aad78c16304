import type { Box } from '../geometry.ts';
import { isKeywordAlone, parseChapterLabel } from '../text/chapterLabel.ts';
import { splitNumberedTitle } from './numberedTitle.ts';
import type { PartCrop } from './partCrop.ts';
import {
  BEST_LETTER_HEIGHT,
  confidenceOf,
  cropLetters,
  type MeasuredPart,
  type PageToRead,
  type PartLine,
  readCrop,
  withoutWordsIn,
} from './partReading.ts';
import { printSize } from './printSize.ts';
import { isInCapitals } from './sizedLine.ts';
import { surestWords } from './surestWords.ts';
import { joinTitleLines } from './titleText.ts';

/** A title as it was read. */
export interface TitleReading {
  readonly text: string;
  /** 0..1 */
  readonly confidence: number;
}

/** A reading as sure as this is not repeated at other sizes. */
const SURE = 0.93;
/** Lines read better are print; worse than half of it, they are dirt. */
const LEGIBLE = 0.6;
/** Lines of one title are no smaller than this share of its largest: small capitals are 0.75. */
const SMALLEST = 0.6;
const MORE_SIZES = [0.75, 1.35] as const;

/** The chapter's label, whose words inside the title's box are left out. */
export interface LabelBeside {
  readonly box: Box;
  readonly number: string | null;
}

/** Light print taken for dark, or the other way round, reads worse than this. */
const UNSURE = 0.6;

/**
 * The lines in a title's place, at the size, in the polarity and for the shadows with which they
 * read best.
 * @param options.thorough false to read them once, at one size
 */
export async function readTitleLines(
  page: PageToRead,
  part: MeasuredPart,
  { thorough = true }: { readonly thorough?: boolean } = {},
): Promise<readonly PartLine[]> {
  const read = async (crop: PartCrop): Promise<readonly PartLine[]> =>
    (await readCrop(page, crop, part.letters)).filter(({ inside }) => inside);
  const crop = cropLetters(page, part, BEST_LETTER_HEIGHT);
  const readings = [await read(crop)];
  const sureness = () => Math.max(...readings.map((lines) => titleOf(lines, null).confidence));
  if (thorough && sureness() < SURE) {
    const sizes = MORE_SIZES.map((size) => cropLetters(page, part, BEST_LETTER_HEIGHT * size));
    readings.push(...(await Promise.all(sizes.map(read))));
    if (sureness() < SURE) {
      readings.push(
        await read(cropLetters(page, part, BEST_LETTER_HEIGHT, { sharpShadows: true })),
      );
    }
    if (sureness() < UNSURE) {
      readings.push(
        await read(cropLetters(page, part, BEST_LETTER_HEIGHT, { isLight: !crop.isLight })),
      );
    }
  }
  const [best = [], ...others] = [...readings].sort(
    (a, b) => titleOf(b, null).confidence - titleOf(a, null).confidence,
  );
  return surestWords(best, ...others);
}

/** The title in lines as `readTitleLines` gives them, without the label's words. */
export function titleOf(lines: readonly PartLine[], label: LabelBeside | null): TitleReading {
  const own = label === null ? lines : lines.map((line) => withoutLabel(line, label));
  const kept = ofOneSize(own).map(withoutStrays);
  const text = joinTitleLines(kept.map((line) => line.text));
  const numbered = label === null ? null : splitNumberedTitle(text);
  // What was read tells label from title more exactly than their boxes.
  const isOwn = numbered !== null && numbered.label.number === label?.number;
  const title = isOwn ? numbered.title : withoutNumber(text, label?.number ?? null);
  return { text: title, confidence: confidenceOf(kept) };
}

/**
 * A line without the words in its label's box. The upright box of a label on a turned page reaches
 * over the title's own words as well: a line of which some is left keeps words that are no label.
 */
function withoutLabel(line: PartLine, { box }: LabelBeside): PartLine {
  const [rest = line] = withoutWordsIn([line], box);
  const removed = line.words.filter((word) => !rest.words.includes(word)).map(({ text }) => text);
  const said = removed.join(' ');
  const areWords = /^(\p{L}{3,} ?)+$/u.test(said) && !isKeywordAlone(said);
  const isOwn = rest.words.length > 0 && areWords && parseChapterLabel(said) === null;
  return isOwn ? line : rest;
}

/** Words at a line's ends read worse are pieces of pictures and rules. */
const STRAY = 0.4;
/** Marks and digits so many times as high as the line's words are rules and ornaments. */
const STRAY_HEIGHT = 1.6;

/** A line without the words at its ends that are unlike the rest of it: what stands beside a title. */
function withoutStrays(line: PartLine): PartLine {
  const sizes = line.words.map(({ box }) => box.height).sort((a, b) => a - b);
  const usual = sizes[Math.floor((sizes.length - 1) / 2)] ?? 0;
  const belongs = ({ text, confidence, box }: PartLine['words'][number]) =>
    confidence >= STRAY && (/\p{L}/u.test(text) || box.height <= STRAY_HEIGHT * usual);
  const first = line.words.findIndex(belongs);
  if (first < 0) return line;
  const words = line.words.slice(first, line.words.findLastIndex(belongs) + 1);
  if (words.length === line.words.length) return line;
  return { ...line, words, text: words.map(({ text }) => text).join(' ') };
}

/** A title without its own chapter's number before its words: `11 Practical Programs`. */
function withoutNumber(text: string, number: string | null): string {
  const [first = '', ...words] = text.split(' ');
  return number !== null && first === number && words.length > 0 ? words.join(' ') : text;
}

/** The lines of the title itself: text that its box reaches into is far smaller, and reads badly. */
function ofOneSize(lines: readonly PartLine[]): PartLine[] {
  const largest = Math.max(
    ...lines.filter(({ confidence }) => confidence >= LEGIBLE).map(printSize),
  );
  const own = lines.filter(
    (line) => line.confidence >= LEGIBLE / 2 && printSize(line) >= SMALLEST * largest,
  );
  // A title in capitals does not go on in small letters: the chapter's text does.
  const isCapital = own[0] !== undefined && isInCapitals(own[0]);
  return isCapital ? own.filter((line) => !isInSmallLetters(line)) : own;
}

function isInSmallLetters({ text }: PartLine): boolean {
  const small = text.replace(/\P{Ll}/gu, '').length;
  return small >= 6 && small > 0.6 * text.replace(/\P{L}/gu, '').length;
}
