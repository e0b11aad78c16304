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
  let sum = 0;
  let squares = 0;
  let count = 0;
  for (let y = 1; y < height - 1; y++) {
    // Bands and columns overlap softly, so that a stroke at a border does not jump between two.
    const v = ((y + 0.5) / height) * ROWS - 0.5;
    for (let x = 1; x < width - 1; x++) {
      const at = y * width + x;
      const center = data[at] ?? 0;
      const left = data[at - 1] ?? 0;
      const right = data[at + 1] ?? 0;
      const above = data[at - width] ?? 0;
      const below = data[at + width] ?? 0;
      const laplacian = left + right + above + below - 4 * center;
      sum += laplacian;
      squares += laplacian * laplacian;
      count += 1;
      const edge = Math.abs(right - left) + Math.abs(below - above) - NOISE_LEVEL;
      if (edge > 0) splat(signature, ((x + 0.5) / width) * COLUMNS - 0.5, v, edge);
    }
  }
  const total = signature.reduce((a, b) => a + b, 0);
  if (total > 0)
    for (let i = 0; i < signature.length; i++) signature[i] = (signature[i] ?? 0) / total;
  const mean = count > 0 ? sum / count : 0;
  return { sharpness: count > 0 ? squares / count - mean * mean : 0, signature };
}

/** Adds a mass to the four cells around a place, by nearness. */
function splat(signature: Float32Array, u: number, v: number, mass: number): void {
  const column = Math.floor(u);
  const row = Math.floor(v);
  for (const [dc, dr] of [
    [0, 0],
    [1, 0],
    [0, 1],
    [1, 1],
  ] as const) {
    const share = (dc === 0 ? 1 - (u - column) : u - column) * (dr === 0 ? 1 - (v - row) : v - row);
    const c = Math.min(COLUMNS - 1, Math.max(0, column + dc));
    const r = Math.min(ROWS - 1, Math.max(0, row + dr));
    const at = r * COLUMNS + c;
    signature[at] = (signature[at] ?? 0) + mass * share;
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
