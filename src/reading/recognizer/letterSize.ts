/** Heights of letters in shares of a capital's, as in most text faces. */
const X_HEIGHT = 0.68;
const DESCENT = 0.28;

const TALL = /[A-Zbdfhklt0-9ß!?'"“”‘’()[\]{}|&$%/ij]/;
const DEEP = /[gjpqyQ,;()[\]{}|$/]/;

/**
 * Height of a capital in the type that a letter or word is set in, from its box and what its
 * letters reach: `moon` is lower than `Moon`, and `Magma` goes deeper.
 */
export function capitalHeight(text: string, heightPx: number): number {
  return heightPx / ((TALL.test(text) ? 1 : X_HEIGHT) + (DEEP.test(text) ? DESCENT : 0));
}

/** The median of values, each with a weight; 0 without any. */
export function weightedMedian(
  values: readonly { readonly value: number; readonly weight: number }[],
): number {
  const sorted = values.filter(({ weight }) => weight > 0).sort((a, b) => a.value - b.value);
  const total = sorted.reduce((sum, { weight }) => sum + weight, 0);
  let seen = 0;
  for (const { value, weight } of sorted) {
    seen += weight;
    if (seen >= total / 2) return value;
  }
  return 0;
}
