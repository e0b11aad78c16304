import { readImageHeader, uprightSize } from '../../../reading/pictureFile/imageHeader.ts';

/** Most headers end well before this; what has a long preview or colour profile is read whole. */
const HEADER_BYTES = 128 * 1024;

/**
 * Size of the upright picture, px, from the beginning of its file.
 * @throws ReadingError `image-empty`, `image-unsupported`, `image-broken`, `image-animated`
 */
export async function pictureSizeOf(file: Blob): Promise<{ width: number; height: number }> {
  const beginning = new Uint8Array(await file.slice(0, HEADER_BYTES).arrayBuffer());
  try {
    return uprightSize(readImageHeader(beginning));
  } catch (error) {
    if (file.size <= HEADER_BYTES) throw error;
    return uprightSize(readImageHeader(new Uint8Array(await file.arrayBuffer())));
  }
}
