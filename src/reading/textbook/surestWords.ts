import type { Box } from '../geometry.ts';
import type { PartLine } from './partReading.ts';
import { isOnOneLine } from './runningHeader.ts';
import { titleKey } from './titleText.ts';

type Word = PartLine['words'][number];

/** A line read otherwise is taken whole where it is surer by this much. */
const SURER_LINE = 0.1;
/** A word read otherwise is taken where it is surer by this much. */
const SURER_WORD = 0.02;
/** Words read as well as this hold no letter too many. */
const WHOLE = 0.85;

/**
 * The lines of one reading, with each line and each word as another reading of the same place has it
 * where that is surer; readings err in different words.
 * @param others further readings; lines that only they have are left out, unless the first has none
 */
export function surestWords(
  first: readonly PartLine[],
  ...others: readonly (readonly PartLine[])[]
): readonly PartLine[] {
  return others.reduce(
    (lines, other) =>
      lines.length === 0 ? other : lines.map((line) => surest(line, lines, other)),
    first,
  );
}

function surest(line: PartLine, lines: readonly PartLine[], others: readonly PartLine[]): PartLine {
  const [other, ...more] = others.filter(({ box }) => isOnSameRow(line.box, box));
  if (other === undefined || more.length > 0) return line;
  // A line that was read as two stands for neither.
  if (lines.some((next) => next !== line && isOnSameRow(next.box, other.box))) return line;
  if (other.confidence > line.confidence + SURER_LINE) return other;
  if (other.words.length !== line.words.length) return line;
  const words = line.words.map((word, i) => surerWord(word, other.words[i] ?? word));
  return { ...line, words, text: words.map(({ text }) => text).join(' ') };
}

function surerWord(word: Word, other: Word): Word {
  // A mark that one reading has in a word's place is a slip, however sure.
  if (titleKey(word.text) === '') return other;
  if (titleKey(other.text) === '') return word;
  const isSurer = other.confidence > word.confidence + SURER_WORD;
  return isSurer || isCutShort(word, other) ? other : word;
}

/** Whether a word lacks letters at an end that another sure reading of it has. */
function isCutShort({ text }: Word, whole: Word): boolean {
  const [read, all] = [titleKey(text), titleKey(whole.text)];
  return whole.confidence >= WHOLE && read !== all && all.includes(read);
}

/** Whether the middle of each lies on the rows of the other. */
function isOnSameRow(a: Box, b: Box): boolean {
  return isOnOneLine(a, b) && isOnOneLine(b, a);
}
