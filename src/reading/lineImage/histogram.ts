/** How often each of the 256 grays occurs. */
export function histogramOf(gray: Uint8Array | Uint8ClampedArray): Uint32Array {
  const counts = new Uint32Array(256);
  for (let i = 0; i < gray.length; i++) {
    const value = gray[i] ?? 0;
    counts[value] = (counts[value] ?? 0) + 1;
  }
  return counts;
}

/**
 * The value at place `floor(share * (n - 1))` of the sorted values, so 0 is the least, 0.5 the
 * median, 1 the greatest.
 */
export function orderStatistic(counts: Uint32Array, share: number): number {
  let total = 0;
  for (const count of counts) total += count;
  const place = Math.floor(share * (total - 1));
  let seen = 0;
  for (let value = 0; value < counts.length; value++) {
    seen += counts[value] ?? 0;
    if (seen > place) return value;
  }
  return 0;
}
