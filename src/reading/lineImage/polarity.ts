/** Twice a gray less two others: -510..510. */
const GREATEST_DIFFERENCE = 510;

/**
 * Whether the ink is lighter than what it is on (chalk, a dark screen). Most pixels of a line are
 * paper, so the paper is what the median pixel is nearer to: the brightest or the darkest gray of
 * its own neighbourhood. Shadow across the line moves both and decides nothing.
 * @param gray pixels of the line
 * @param upper its paper if the ink is dark, from `estimateBackground`
 * @param lower its paper if the ink is light
 */
export function inkIsLight(gray: Uint8Array, upper: Uint8Array, lower: Uint8Array): boolean {
  const counts = new Uint32Array(2 * GREATEST_DIFFERENCE + 1);
  for (let i = 0; i < gray.length; i++) {
    const above = 2 * (gray[i] ?? 0) - (upper[i] ?? 0) - (lower[i] ?? 0) + GREATEST_DIFFERENCE;
    counts[above] = (counts[above] ?? 0) + 1;
  }
  const middle = Math.floor((gray.length - 1) / 2);
  let below = 0;
  for (let i = 0; i < GREATEST_DIFFERENCE; i++) below += counts[i] ?? 0;
  return below > middle;
}

/** Turns light on dark round, in place. */
export function invert(gray: Uint8Array): void {
  for (let i = 0; i < gray.length; i++) gray[i] = 255 - (gray[i] ?? 0);
}
