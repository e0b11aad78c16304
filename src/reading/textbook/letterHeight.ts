import type { InkComponent } from '../lineImage/connectedInk.ts';

/** Components lower than this share of the crop are dots, commas and dirt. */
const MIN_SHARE = 0.08;
/** Components higher than this many times the median are initials, big numerals, frames. */
const MAX_TIMES_MEDIAN = 2.2;

/**
 * Height of the capitals of a crop's usual letters, px of the crop; null where there is too little
 * ink to tell. Descenders, dots and oversized initials or numerals do not count.
 */
export function letterHeight(
  components: readonly InkComponent[],
  cropHeight: number,
): number | null {
  const heights = components
    .filter(({ width, height }) => height >= MIN_SHARE * cropHeight && width < 12 * height)
    .map(({ height }) => height)
    .sort((a, b) => a - b);
  const median = heights[Math.floor(heights.length / 2)];
  if (median === undefined) return null;
  const usual = heights.filter((height) => height <= MAX_TIMES_MEDIAN * median);
  return usual[Math.floor(0.8 * (usual.length - 1))] ?? null;
}

/** Small letters are this much of a capital, in most text faces. */
export const X_HEIGHT = 0.7;
/** Small letters are the lowest that have this share of the weight of the most frequent. */
const SHARE_OF_SMALL = 0.6;
/** Letters of one size differ by this share. */
const SPREAD = 0.1;

/**
 * Height of the capitals of a page's running text, px; 0 for a page without any. Most pieces of ink
 * on a page are small letters of the text.
 */
export function runningTextHeight(components: readonly InkComponent[], pageHeight: number): number {
  const letters = components.filter(
    ({ width, height }) =>
      height >= 0.0045 * pageHeight && height <= 0.06 * pageHeight && width <= 3 * height,
  );
  if (letters.length < 60) return 0;
  const groups = [...new Set(letters.map(({ height }) => height))]
    .sort((a, b) => a - b)
    .map((height) =>
      letters.filter((other) => Math.abs(other.height - height) <= Math.max(1, SPREAD * height)),
    );
  const most = Math.max(...groups.map(weightOf));
  const small = groups.find((group) => weightOf(group) >= SHARE_OF_SMALL * most) ?? letters;
  // Whole pixels are too coarse a measure of small print.
  return small.reduce((sum, { height }) => sum + height, 0) / small.length / X_HEIGHT;
}

/** Higher for larger letters: specks are many and weigh little, merged words are few. */
function weightOf(letters: readonly InkComponent[]): number {
  return letters.reduce((sum, { height }) => sum + height ** 1.5, 0);
}
