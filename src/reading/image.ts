import { ReadingError } from './errors.ts';

/** A decoded picture: `data` is RGBA uint8, row by row, `[height, width, 4]`. The shape of `ImageData`. */
export interface RasterImage {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8ClampedArray;
}

/** A gray picture, uint8, `[height, width]`, 0 = black. */
export interface GrayImage {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

/** The largest picture taken as pixels; larger files are decoded to a smaller size. */
export const MAX_PIXELS = 40_000_000;

/** The largest picture that a file may hold: a camera of 100 megapixels, a page at 900 dpi. */
export const MAX_FILE_PIXELS = 120_000_000;

/** Looked at before a file is read: what is read into memory cannot be given back, bytes. */
export const MAX_FILE_BYTES = 512_000_000;

/**
 * Longest side of the pixels that are read, px, wherever they are read: enough for small writing on
 * a whole page. Every measured figure is of this size.
 */
export const READ_LONG_SIDE = 3200;

/**
 * Checks that a picture from outside has a size and as many bytes as it claims.
 * @throws ReadingError `image-empty` or `image-too-large`.
 */
export function validateRaster(image: RasterImage): RasterImage {
  const { width, height, data } = image;
  if (!Number.isInteger(width) || !Number.isInteger(height) || width < 1 || height < 1) {
    throw new ReadingError('image-empty');
  }
  if (width * height > MAX_PIXELS) throw new ReadingError('image-too-large');
  if (data.length !== width * height * 4) throw new ReadingError('image-broken');
  return image;
}

/** Luma of an RGBA picture by ITU-R BT.601, as OpenCV's `COLOR_RGBA2GRAY`. */
export function toGray(image: RasterImage): GrayImage {
  const { width, height, data } = image;
  const gray = new Uint8Array(width * height);
  for (let i = 0, p = 0; i < gray.length; i++, p += 4) {
    const red = data[p] ?? 0;
    const green = data[p + 1] ?? 0;
    const blue = data[p + 2] ?? 0;
    gray[i] = (red * 4899 + green * 9617 + blue * 1868 + 8192) >> 14;
  }
  return { width, height, data: gray };
}
