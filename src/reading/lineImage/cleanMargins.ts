import type { NormalisedLine } from './normalise.ts';

/** A normalised line and how much clean paper was put on either side of it, px. */
export interface PaddedLine extends NormalisedLine {
  readonly before: number;
  readonly after: number;
}

/** A column holds ink from here on, 0..1. */
const INK = 0.3;

/**
 * Clean paper on both sides, until the first and the last ink stand `margin` px from the edges: a
 * net loses the last mark of a line that ends at the picture's edge. It is added to the normalised
 * line, where paper is exactly 0; grays of the crop repeated there would be read as ink.
 * @param stride paper comes in multiples of it, px, so that the net's steps fall where they would
 */
export function withCleanMargins(line: NormalisedLine, margin: number, stride: number): PaddedLine {
  const { width, height, data } = line;
  const first = paperColumns(line, margin, (x) => x);
  const last = paperColumns(line, margin, (x) => width - 1 - x);
  const isEmpty = first === width;
  const missing = (paper: number): number =>
    isEmpty ? 0 : Math.ceil((margin - paper) / stride) * stride;
  const before = missing(first);
  const after = missing(last);
  if (before + after === 0) return { ...line, before, after };
  const wider = width + before + after;
  const padded = new Float32Array(wider * height);
  for (let y = 0; y < height; y++) {
    padded.set(data.subarray(y * width, (y + 1) * width), y * wider + before);
  }
  return { width: wider, height, data: padded, before, after };
}

/** How many columns hold no ink, counted from one end and up to `most`. */
function paperColumns(
  { width, height, data }: NormalisedLine,
  most: number,
  columnAt: (index: number) => number,
): number {
  let count = 0;
  for (; count < Math.min(most, width); count++) {
    const x = columnAt(count);
    for (let y = 0; y < height; y++) if ((data[y * width + x] ?? 0) >= INK) return count;
  }
  return count;
}
