import { orderStatistic } from './histogram.ts';

/**
 * Whether the ink is lighter than what it is on (chalk, a dark screen). Ink is the lesser part of a
 * line, so it lies on that side of the median where the values reach further.
 * @param counts histogram of the crop's grays
 */
export function inkIsLight(counts: Uint32Array): boolean {
  const low = orderStatistic(counts, 0.02);
  const middle = orderStatistic(counts, 0.5);
  const high = orderStatistic(counts, 0.98);
  return high - middle > middle - low;
}

/** Turns light on dark round, in place. */
export function invert(gray: Uint8Array): void {
  for (let i = 0; i < gray.length; i++) gray[i] = 255 - (gray[i] ?? 0);
}
