import { resampling } from '../detector/resampling.ts';
import type { RasterImage } from '../image.ts';

/**
 * The picture at another size: area averaging where it shrinks, interpolation where it grows. Colour
 * is not multiplied by alpha, so that what is transparent keeps its colour.
 */
export function resizeRaster(image: RasterImage, width: number, height: number): RasterImage {
  if (image.width === width && image.height === height) return image;
  const across = resampling(image.width, width);
  const down = resampling(image.height, height);
  const data = new Uint8ClampedArray(width * height * 4);
  const sum = new Float32Array(width * 4);
  const rows = new Map<number, Float32Array>();
  const rowAt = (y: number): Float32Array => {
    const kept = rows.get(y);
    if (kept !== undefined) return kept;
    const row = new Float32Array(width * 4);
    for (let x = 0; x < width; x++) {
      const first = across.first[x] ?? 0;
      const last = across.first[x + 1] ?? 0;
      for (let k = first; k < last; k++) {
        const weight = across.weights[k] ?? 0;
        const from = 4 * (y * image.width + (across.start[x] ?? 0) + k - first);
        for (let channel = 0; channel < 4; channel++) {
          row[4 * x + channel] =
            (row[4 * x + channel] ?? 0) + weight * (image.data[from + channel] ?? 0);
        }
      }
    }
    rows.set(y, row);
    return row;
  };
  for (let y = 0; y < height; y++) {
    sum.fill(0);
    const first = down.first[y] ?? 0;
    const start = down.start[y] ?? 0;
    for (let k = first; k < (down.first[y + 1] ?? 0); k++) {
      const weight = down.weights[k] ?? 0;
      const row = rowAt(start + k - first);
      for (let i = 0; i < sum.length; i++) sum[i] = (sum[i] ?? 0) + weight * (row[i] ?? 0);
    }
    for (const kept of rows.keys()) if (kept < start) rows.delete(kept);
    data.set(sum, 4 * y * width);
  }
  return { width, height, data };
}

/** The size of a picture that is at most `longSide` px long; never larger than it is. */
export function boundedSize(
  { width, height }: { readonly width: number; readonly height: number },
  longSide: number,
): { readonly width: number; readonly height: number } {
  const scale = Math.min(1, longSide / Math.max(width, height));
  return {
    width: Math.max(1, Math.round(width * scale)),
    height: Math.max(1, Math.round(height * scale)),
  };
}
