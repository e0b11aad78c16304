import { ReadingError } from '../../../reading/errors.ts';
import { MAX_PIXELS } from '../../../reading/image.ts';
import { pictureSizeOf } from './pictureSize.ts';

/** A decoded picture, upright; `bitmap` may be smaller than the picture where that is very large. */
export interface DecodedPicture {
  readonly bitmap: ImageBitmap;
  /** Full size of the upright picture, px: what boxes are measured in. */
  readonly width: number;
  readonly height: number;
}

/**
 * Decodes a picture file upright (EXIF honoured), away from the main thread, with its longer side
 * at most `longSide` px and no more pixels than a canvas takes.
 * @throws ReadingError `image-…`
 */
export async function decodePicture(
  file: Blob,
  longSide = Number.POSITIVE_INFINITY,
): Promise<DecodedPicture> {
  const { width, height } = await pictureSizeOf(file);
  const scale = Math.min(
    1,
    longSide / Math.max(width, height),
    Math.sqrt(MAX_PIXELS / (width * height)),
  );
  const size =
    scale < 1
      ? {
          resizeWidth: Math.max(1, Math.round(width * scale)),
          resizeHeight: Math.max(1, Math.round(height * scale)),
          resizeQuality: 'medium' as const,
        }
      : {};
  try {
    const bitmap = await createImageBitmap(file, { imageOrientation: 'from-image', ...size });
    return { bitmap, width, height };
  } catch (cause) {
    throw new ReadingError('image-broken', { cause });
  }
}
