import { weightedMedian } from '../recognizer/letterSize.ts';
import type { PrintedLine } from '../recognizer/printed.ts';

/** Lines read worse than this are often two lines in one, and seem larger than they are. */
const WELL_READ = 0.75;

/** Median capital height of a line's words, each counted once for every letter, px; 0 without words. */
export function printSize({ words }: Pick<PrintedLine, 'words'>): number {
  return weightedMedian(
    words
      .filter(({ text }) => /[\p{L}\p{N}]/u.test(text))
      .map(({ text, capitalHeightPx }) => ({ value: capitalHeightPx, weight: text.length })),
  );
}

/** Size of a page's running text: of most of its letters. */
export function bodySize(lines: readonly PrintedLine[]): number {
  const wellRead = lines.filter(({ confidence }) => confidence >= WELL_READ);
  return weightedMedian(
    (wellRead.length >= 4 ? wellRead : lines).map((line) => ({
      value: printSize(line),
      weight: line.text.length ** 1.5,
    })),
  );
}
