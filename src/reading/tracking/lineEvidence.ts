import type { GrayImage } from '../image.ts';

/** What a line's crop looks like: enough to say whether it is sharper or other ink than before. */
export interface LineEvidence {
  /** Variance of the Laplacian (Pech-Pacheco et al. 2000), gray levels²; more is sharper. */
  readonly sharpness: number;
  /** Where along the line the ink's edges are: shares that add up to 1, or all 0 for a blank crop. */
  readonly signature: Float32Array;
}

const COLUMNS = 32;
const ROWS = 3;
/** Differences of neighbours up to this are paper and sensor noise, gray levels. */
const NOISE_LEVEL = 12;

/**
 * Measures a gray crop of one line. Where the edges lie does not depend on light or on whether the
 * ink is dark or bright, and changes little while the crop shakes by a pixel or two.
 */
export function measureLine({ width, height, data }: GrayImage): LineEvidence {
  const signature = new Float32Array(COLUMNS * ROWS);
  const columns = new Float32Array(width);
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
      columns[x] = Math.max(0, Math.abs(right - left) + Math.abs(below - above) - NOISE_LEVEL);
    }
    addRow(signature, columns, ((y + 0.5) / height) * ROWS - 0.5);
  }
  const total = signature.reduce((a, b) => a + b, 0);
  if (total > 0) for (const [i, mass] of signature.entries()) signature[i] = mass / total;
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
  for (let x = 1; x < edges.length - 1; x++) {
    const edge = edges[x] as number;
    if (edge === 0) continue;
    const u = ((x + 0.5) / edges.length) * COLUMNS - 0.5;
    const column = Math.floor(u);
    const here = edge * (1 - (u - column));
    const next = edge * (u - column);
    const hereAt = Math.max(0, column);
    const nextAt = Math.min(COLUMNS - 1, column + 1);
    const add = (cell: number, mass: number) => {
      signature[cell] = (signature[cell] as number) + mass;
    };
    add(upperAt + hereAt, here * (1 - lower));
    add(upperAt + nextAt, next * (1 - lower));
    add(lowerAt + hereAt, here * lower);
    add(lowerAt + nextAt, next * lower);
  }
}

/** Share of the ink that lies elsewhere, 0 = the same, 1 = all other (total variation distance). */
export function signatureDistance(a: Float32Array, b: Float32Array): number {
  let apart = 0;
  for (let i = 0; i < Math.max(a.length, b.length); i++) {
    apart += Math.abs((a[i] ?? 0) - (b[i] ?? 0));
  }
  return apart / 2;
}
