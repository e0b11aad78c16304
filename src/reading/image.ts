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

/** The largest picture taken as pixels; larger files are decoded straight to a smaller size. */
export const MAX_PIXELS = 40_000_000;

/** No picture of `MAX_PIXELS` needs more; looked at before a file is read, bytes. */
export const MAX_FILE_BYTES = 256_000_000;

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
