import type { Box } from '../geometry.ts';
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

/**
 * Reads a title of one or more lines.
 * @param labelBox where the chapter's label lies: its words inside the title's box are left out
 */
export async function readTitle(
  page: PageToRead,
  part: MeasuredPart,
  labelBox: Box | null,
): Promise<TitleReading> {
  const atSize = async (size: number) => {
    const crop = cropLetters(page, part, BEST_LETTER_HEIGHT * size);
    return titleOf(await readCrop(page, crop, part.letters), labelBox);
  };
  const first = await atSize(1);
  if (first.confidence >= SURE) return first;
  const others = await Promise.all(MORE_SIZES.map(atSize));
  return others.reduce((best, next) => (next.confidence > best.confidence ? next : best), first);
}

function titleOf(lines: readonly PartLine[], labelBox: Box | null): TitleReading {
  const inside = ofOneSize(aboveSections(lines.filter((line) => line.inside))).map(
    withoutPageNumber,
  );
  const own = labelBox === null ? inside : withoutWordsIn(inside, labelBox);
  return {
    text: joinTitleLines(own.map(({ text }) => text)),
    confidence: confidenceOf(own),
  };
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
  return lines.filter(
    (line) => line.confidence >= LEGIBLE / 2 && printSize(line) >= SMALLEST * largest,
  );
}
