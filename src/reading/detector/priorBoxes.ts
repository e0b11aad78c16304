import type { PriorLevel } from '../models/detectorDescription.ts';

/** Numbers kept for each prior box: centre x, centre y, width, height. */
export const PRIOR_FIELDS = 4;

/** How many prior boxes an input of the given size has. */
export function priorCount(levels: readonly PriorLevel[], width: number, height: number): number {
  return levels.reduce(
    (count, { stride, boxes }) =>
      count + Math.ceil(height / stride) * Math.ceil(width / stride) * boxes.length,
    0,
  );
}

/**
 * Prior boxes of an input, Float32 `[A, 4]` of centre x, centre y, width, height in px of the input,
 * in the graph's order: levels, then rows, columns, boxes (SSD, Liu et al. 2016).
 */
export function priorBoxes(
  levels: readonly PriorLevel[],
  width: number,
  height: number,
): Float32Array {
  const priors = new Float32Array(priorCount(levels, width, height) * PRIOR_FIELDS);
  let at = 0;
  for (const { stride, boxes } of levels) {
    // Convolutions with SAME padding round the grid up.
    const rows = Math.ceil(height / stride);
    const columns = Math.ceil(width / stride);
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++) {
        for (const [boxWidth, boxHeight] of boxes) {
          priors[at] = (column + 0.5) * stride;
          priors[at + 1] = (row + 0.5) * stride;
          priors[at + 2] = boxWidth;
          priors[at + 3] = boxHeight;
          at += PRIOR_FIELDS;
        }
      }
    }
  }
  return priors;
}
