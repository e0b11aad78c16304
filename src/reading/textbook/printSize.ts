import { capitalHeight, weightedMedian } from '../recognizer/letterSize.ts';
import type { PrintedLine } from '../recognizer/printed.ts';

/** Lines read worse than this are often two lines in one, and seem larger than they are. */
const WELL_READ = 0.75;
const MIN_SOUND_LINES = 4;
const MIN_LIKE_THE_INK = 2;
/** Ink and reader measure the same text alike up to this share. */
const LIKE_THE_INK = 0.3;

/** Median capital height of a line's words, each counted once for every letter, px; 0 without words. */
export function printSize({ words }: Pick<PrintedLine, 'words'>): number {
  return weightedMedian(
    words
      .filter(({ text }) => /[\p{L}\p{N}]/u.test(text))
      .map(({ text, capitalHeightPx }) => ({ value: capitalHeightPx, weight: text.length })),
  );
}

/**
 * Size of a page's running text, px: of most of its letters.
 * @param textHeight the same by the ink alone, 0 where unknown; lines that differ much from it are
 *   headings, or run into each other on a curled page and cannot be measured
 */
export function bodySize(lines: readonly PrintedLine[], textHeight: number): number {
  const sized = lines.map((line) => ({ line, value: printSize(line) }));
  const sound = sized.filter(({ line }) => line.confidence >= WELL_READ && !isMeasuredAsOne(line));
  if (textHeight === 0) return usualSize(sound.length > 0 ? sound : sized);
  const text = sound.filter(({ value }) => Math.abs(value / textHeight - 1) < LIKE_THE_INK);
  if (text.length >= MIN_LIKE_THE_INK) return usualSize(text);
  // Small print in figures and listings may be most of the ink.
  return sound.length >= MIN_SOUND_LINES ? usualSize(sound) : textHeight;
}

function usualSize(
  sized: readonly { readonly line: PrintedLine; readonly value: number }[],
): number {
  return weightedMedian(
    sized.map(({ line, value }) => ({ value, weight: line.text.length ** 1.5 })),
  );
}

/**
 * Whether most words of a line got the line's own height, though their letters reach differently.
 * Tesseract does so where lines run into each other, on curled pages; the line then seems twice as
 * large as it is.
 */
export function isMeasuredAsOne({ words }: PrintedLine): boolean {
  const groups = new Map<string, string[]>();
  for (const { text, box } of words) {
    const key = `${box.y} ${box.height}`;
    groups.set(key, [...(groups.get(key) ?? []), text]);
  }
  return [...groups.values()].some(
    (texts) =>
      texts.length >= 3 &&
      texts.length >= 0.6 * words.length &&
      new Set(texts.map((text) => capitalHeight(text, 1))).size > 1,
  );
}
