import type { NormalisedLine } from '../lineImage/normalise.ts';

/** Lines that go through the graph together, padded right with paper to one width. */
export interface LineBatch {
  /** Which of the given lines, in the order of the batch. */
  readonly indices: readonly number[];
  readonly paddedWidth: number;
}

/** The next width that the graph takes and that comes up often. */
export function paddedWidth(width: number, bucket: number): number {
  return Math.max(1, Math.ceil(width / bucket)) * bucket;
}

/**
 * Groups lines of like width, so that little is padded and the same shapes come again.
 * @param bucket padded widths are multiples of this, px
 * @param mostColumns of a batch, px, all its lines together; a batch holds one line at least
 */
export function batchLines(
  lines: readonly NormalisedLine[],
  bucket: number,
  mostColumns: number,
): readonly LineBatch[] {
  const byWidth = new Map<number, number[]>();
  for (const [i, { width }] of lines.entries()) {
    const padded = paddedWidth(width, bucket);
    byWidth.set(padded, [...(byWidth.get(padded) ?? []), i]);
  }
  return [...byWidth].flatMap(([padded, indices]) => {
    const size = Math.max(1, Math.floor(mostColumns / padded));
    const batches: LineBatch[] = [];
    for (let from = 0; from < indices.length; from += size) {
      batches.push({ indices: indices.slice(from, from + size), paddedWidth: padded });
    }
    return batches;
  });
}

/** The graph's input `[lines, height, paddedWidth, 1]`, row by row; what is padded is paper (0). */
export function stackLines(lines: readonly NormalisedLine[], padded: number): Float32Array {
  const height = lines[0]?.height ?? 0;
  const stacked = new Float32Array(lines.length * height * padded);
  for (const [n, { width, data }] of lines.entries()) {
    for (let y = 0; y < height; y++) {
      stacked.set(data.subarray(y * width, (y + 1) * width), (n * height + y) * padded);
    }
  }
  return stacked;
}
