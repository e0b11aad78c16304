import type { PrintedLine, PrintedWord } from '../recognizer/printed.ts';

/** Heights of letters in shares of a capital's, as in most text faces. */
const X_HEIGHT = 0.68;
const DESCENT = 0.28;

/**
 * Height of a capital in a word's type, from the word's box and what its letters reach: `moon` is
 * lower than `Moon`, and `Magma` goes deeper.
 */
export function capitalHeight({ text, box }: PrintedWord): number {
  const tall = /[A-Zbdfhklt0-9ß!?'"“”‘’()[\]{}|&$%/ij]/.test(text);
  const deep = /[gjpqyQ,;()[\]{}|$/]/.test(text);
  return box.height / ((tall ? 1 : X_HEIGHT) + (deep ? DESCENT : 0));
}

/** Median capital height of a line's words, each counted once for every letter; 0 without words. */
export function printSize({ words }: Pick<PrintedLine, 'words'>): number {
  return weightedMedian(
    words
      .filter(({ text }) => /[\p{L}\p{N}]/u.test(text))
      .map((word) => ({ value: capitalHeight(word), weight: word.text.length })),
  );
}

/** Size of a page's running text: of most of its letters. */
export function bodySize(lines: readonly PrintedLine[]): number {
  return weightedMedian(
    lines.map((line) => ({ value: printSize(line), weight: line.text.length ** 1.5 })),
  );
}

function weightedMedian(values: readonly { value: number; weight: number }[]): number {
  const sorted = values.filter(({ weight }) => weight > 0).sort((a, b) => a.value - b.value);
  const total = sorted.reduce((sum, { weight }) => sum + weight, 0);
  let seen = 0;
  for (const { value, weight } of sorted) {
    seen += weight;
    if (seen >= total / 2) return value;
  }
  return 0;
}
