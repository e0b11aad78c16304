import type { Box } from '../geometry.ts';
import { parseChapterLabel } from '../text/chapterLabel.ts';
import { splitNumberedTitle } from './numberedTitle.ts';
import { withoutPageNumber } from './pageNumber.ts';
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
import { isSectionHeading } from './sectionHeading.ts';
import { isInCapitals } from './sizedLine.ts';
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

/** Reads a title of one or more lines. */
export async function readTitle(
  page: PageToRead,
  part: MeasuredPart,
  label: LabelBeside | null,
): Promise<TitleReading> {
  const atSize = async (size: number) => {
    const crop = cropLetters(page, part, BEST_LETTER_HEIGHT * size);
    return titleOf(await readCrop(page, crop, part.letters), label);
  };
  const first = await atSize(1);
  if (first.confidence >= SURE) return first;
  const others = await Promise.all(MORE_SIZES.map(atSize));
  return others.reduce((best, next) => (next.confidence > best.confidence ? next : best), first);
}

function titleOf(lines: readonly PartLine[], label: LabelBeside | null): TitleReading {
  const inside = ofOneSize(aboveSections(lines.filter((line) => line.inside))).map(
    withoutPageNumber,
  );
  const text = joinTitleLines(inside.map((line) => line.text));
  if (label === null) return { text, confidence: confidenceOf(inside) };
  // What was read tells label from title more exactly than their boxes.
  const numbered = splitNumberedTitle(text);
  if (numbered !== null && numbered.label.number === label.number) {
    return { text: numbered.title, confidence: confidenceOf(inside) };
  }
  const own = withoutWordsIn(inside, label.box).filter((line) => !isLabel(line.text, label));
  return { text: joinTitleLines(own.map((line) => line.text)), confidence: confidenceOf(own) };
}

/** Whether a line says what the label says, and nothing else. */
function isLabel(text: string, { number }: LabelBeside): boolean {
  const label = parseChapterLabel(text);
  return label !== null && label.kind !== null && label.rest === '' && label.number === number;
}

/** Without the heading of the chapter's first section, where the title's box holds it too. */
function aboveSections(lines: readonly PartLine[]): readonly PartLine[] {
  const section = lines.findIndex(({ text }) => isSectionHeading(text));
  return section > 0 ? lines.slice(0, section) : lines;
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
