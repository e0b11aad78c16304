import type { RasterImage } from '../../reading/image.ts';

/** Limited-range BT.601 luma to 0..255, and the parts of chroma in red, green and blue. */
const LUMA = 255 / 219;
const RED_OF_V = 1.596;
const GREEN_OF_U = -0.392;
const GREEN_OF_V = -0.813;
const BLUE_OF_U = 2.017;

/**
 * Fills a picture from the planes of a 4:2:0 frame: Y at full size, then U and V at half the size
 * (rounded up). Each chroma sample stands for its four pixels.
 */
export function planesToRaster(planes: Uint8Array, { width, height, data }: RasterImage): void {
  const half = Math.ceil(width / 2);
  const u = width * height;
  const v = u + half * Math.ceil(height / 2);
  for (let y = 0, i = 0, p = 0; y < height; y++) {
    const row = (y >> 1) * half;
    for (let x = 0; x < width; x++, i++, p += 4) {
      const chroma = row + (x >> 1);
      const luma = LUMA * ((planes[i] ?? 0) - 16);
      const cu = (planes[u + chroma] ?? 0) - 128;
      const cv = (planes[v + chroma] ?? 0) - 128;
      data[p] = luma + RED_OF_V * cv;
      data[p + 1] = luma + GREEN_OF_U * cu + GREEN_OF_V * cv;
      data[p + 2] = luma + BLUE_OF_U * cu;
      data[p + 3] = 255;
    }
  }
}

/** The other way: the planes of a picture, chroma the mean of each four pixels. */
export function rasterToPlanes({ width, height, data }: RasterImage, planes: Uint8Array): void {
  const half = Math.ceil(width / 2);
  const u = width * height;
  const v = u + half * Math.ceil(height / 2);
  for (let i = 0, p = 0; i < u; i++, p += 4) {
    const [red, green, blue] = [data[p] ?? 0, data[p + 1] ?? 0, data[p + 2] ?? 0];
    planes[i] = 16.5 + 0.257 * red + 0.504 * green + 0.098 * blue;
  }
  for (let y = 0; y < height; y += 2) {
    const below = y + 1 < height ? width * 4 : 0;
    for (let x = 0; x < width; x += 2) {
      const p = (y * width + x) * 4;
      const right = x + 1 < width ? 4 : 0;
      const mean = (channel: number): number =>
        ((data[p + channel] ?? 0) +
          (data[p + right + channel] ?? 0) +
          (data[p + below + channel] ?? 0) +
          (data[p + below + right + channel] ?? 0)) /
        4;
      const [red, green, blue] = [mean(0), mean(1), mean(2)];
      const at = (y >> 1) * half + (x >> 1);
      planes[u + at] = 128.5 - 0.148 * red - 0.291 * green + 0.439 * blue;
      planes[v + at] = 128.5 + 0.439 * red - 0.368 * green - 0.071 * blue;
    }
  }
}
