import type { GrayImage } from '../image.ts';

/** What a line's crop looks like: enough to say whether it is sharper or other ink than before. */
export interface LineEvidence {
  /** Variance of the Laplacian (Pech-Pacheco et al. 2000), gray levels²; more is sharper. */
  readonly sharpness: number;
  /** How much edge lies in each cell of a coarse grid over the crop, row by row, `[3, 48]`. */
  readonly signature: Float32Array;
}

const COLUMNS = 48;
const ROWS = 3;
/** How far two signatures may be shifted to fit, cells: the outline is never quite the same. */
const SLACK_COLUMNS = 2;
const SLACK_ROWS = 1;

export const SIGNATURE_LENGTH = COLUMNS * ROWS;

/**
 * Measures a gray crop of one line. Where edges lie does not depend on light or on whether the ink
 * is dark or bright.
 */
export function measureLine({ width, height, data }: GrayImage): LineEvidence {
  const signature = new Float32Array(SIGNATURE_LENGTH);
  const edges = new Float32Array(width);
  let sum = 0;
  let squares = 0;
  for (let y = 1; y < height - 1; y++) {
    for (let x = 1; x < width - 1; x++) {
      const at = y * width + x;
      const left = data[at - 1] as number;
      const right = data[at + 1] as number;
      const above = data[at - width] as number;
      const below = data[at + width] as number;
      const laplacian = left + right + above + below - 4 * (data[at] as number);
      sum += laplacian;
      squares += laplacian * laplacian;
      edges[x] = Math.abs(right - left) + Math.abs(below - above);
    }
    addRow(signature, edges, ((y + 0.5) / height) * ROWS - 0.5);
  }
  const count = Math.max(1, (width - 2) * (height - 2));
  const mean = sum / count;
  return { sharpness: width > 2 && height > 2 ? squares / count - mean * mean : 0, signature };
}

/**
 * Adds one row of edges to the cells around it. Cells overlap softly, so that a stroke at a border
 * does not jump between two.
 */
function addRow(signature: Float32Array, edges: Float32Array, v: number): void {
  const row = Math.floor(v);
  const lower = v - row;
  const upperAt = COLUMNS * Math.min(ROWS - 1, Math.max(0, row));
  const lowerAt = COLUMNS * Math.min(ROWS - 1, Math.max(0, row + 1));
  const add = (cell: number, mass: number) => {
    signature[cell] = (signature[cell] as number) + mass;
  };
  for (let x = 1; x < edges.length - 1; x++) {
    const edge = edges[x] as number;
    if (edge === 0) continue;
    const u = ((x + 0.5) / edges.length) * COLUMNS - 0.5;
    const column = Math.floor(u);
    const here = edge * (1 - (u - column));
    const next = edge * (u - column);
    const hereAt = Math.max(0, column);
    const nextAt = Math.min(COLUMNS - 1, column + 1);
    add(upperAt + hereAt, here * (1 - lower));
    add(upperAt + nextAt, next * (1 - lower));
    add(lowerAt + hereAt, here * lower);
    add(lowerAt + nextAt, next * lower);
  }
}

/**
 * How unlike two lines look, 0 = the same, 1 = nothing in common: one less the correlation of their
 * edges at the best small shift. Correlation, because even noise adds the same to all cells.
 */
export function signatureDistance(a: Float32Array, b: Float32Array): number {
  let best = 0;
  for (let rows = -SLACK_ROWS; rows <= SLACK_ROWS; rows++) {
    for (let columns = -SLACK_COLUMNS; columns <= SLACK_COLUMNS; columns++) {
      best = Math.max(best, correlation(a, b, columns, rows));
    }
  }
  return 1 - best;
}

/** Pearson's correlation of the cells that overlap when `b` is shifted; 1 where both are even. */
function correlation(a: Float32Array, b: Float32Array, columns: number, rows: number): number {
  let count = 0;
  let sumA = 0;
  let sumB = 0;
  let squaresA = 0;
  let squaresB = 0;
  let products = 0;
  for (let row = Math.max(0, -rows); row < Math.min(ROWS, ROWS - rows); row++) {
    for (
      let column = Math.max(0, -columns);
      column < Math.min(COLUMNS, COLUMNS - columns);
      column++
    ) {
      const one = a[row * COLUMNS + column] ?? 0;
      const other = b[(row + rows) * COLUMNS + column + columns] ?? 0;
      count += 1;
      sumA += one;
      sumB += other;
      squaresA += one * one;
      squaresB += other * other;
      products += one * other;
    }
  }
  const varianceA = squaresA - (sumA * sumA) / count;
  const varianceB = squaresB - (sumB * sumB) / count;
  if (varianceA <= 0 || varianceB <= 0) return varianceA <= 0 && varianceB <= 0 ? 1 : 0;
  return (products - (sumA * sumB) / count) / Math.sqrt(varianceA * varianceB);
}
