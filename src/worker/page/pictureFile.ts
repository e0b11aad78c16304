import { ReadingError, throwIfAborted } from '../../reading/errors.ts';
import { MAX_FILE_BYTES, MAX_PIXELS } from '../../reading/image.ts';
import { readImageHeader, uprightSize } from '../../reading/pictureFile/imageHeader.ts';

/**
 * Looks at a picture file's header alone.
 * @returns the size of the upright picture, px
 * @throws ReadingError `image-…` where it cannot be one that is read
 */
export async function pictureSize(
  file: Blob,
): Promise<{ readonly width: number; readonly height: number }> {
  if (file.size > MAX_FILE_BYTES) throw new ReadingError('image-too-large');
  const header = readImageHeader(new Uint8Array(await file.arrayBuffer()));
  // Browsers decode what there is of a file that was cut short and leave the rest gray.
  if (!header.complete) throw new ReadingError('image-broken');
  if (header.animated) throw new ReadingError('image-animated');
  const size = uprightSize(header);
  if (size.width * size.height > MAX_PIXELS) throw new ReadingError('image-too-large');
  return size;
}

/**
 * Decodes a picture file upright (EXIF honoured) with its longer side at most `longSide` px.
 * The file's own header is read first, so that a 24-megapixel photo is decoded straight to the
 * smaller size: canvases of some phones end at 16.8 megapixels.
 * @throws ReadingError `image-…`, `cancelled`
 */
export async function bitmapOfFile(
  file: Blob,
  longSide: number,
  signal: AbortSignal | undefined,
): Promise<ImageBitmap> {
  throwIfAborted(signal);
  const { width, height } = await pictureSize(file);
  const scale = Math.min(1, longSide / Math.max(width, height));
  const size =
    scale < 1
      ? {
          resizeWidth: Math.max(1, Math.round(width * scale)),
          resizeHeight: Math.max(1, Math.round(height * scale)),
          resizeQuality: 'high' as const,
        }
      : {};
  try {
    const bitmap = await createImageBitmap(file, { imageOrientation: 'from-image', ...size });
    throwIfAborted(signal);
    return bitmap;
  } catch (cause) {
    if (cause instanceof ReadingError) throw cause;
    throw new ReadingError('image-broken', { cause });
  }
}
