import type { PictureSize } from '../../../formats/annotation/annotationFormat.ts';
import { readImageHeader, uprightSize } from '../../../reading/pictureFile/imageHeader.ts';

/** Most headers end well before this; what has a long preview or colour profile is read whole. */
const HEADER_BYTES = 128 * 1024;

/**
 * Size of the upright picture, px, and how the camera stored it, from the beginning of its file.
 * @throws ReadingError `image-empty`, `image-unsupported`, `image-broken`
 */
export async function pictureSizeOf(file: Blob): Promise<PictureSize> {
  const beginning = new Uint8Array(await file.slice(0, HEADER_BYTES).arrayBuffer());
  try {
    return sizeIn(beginning);
  } catch (error) {
    if (file.size <= HEADER_BYTES) throw error;
    return sizeIn(new Uint8Array(await file.arrayBuffer()));
  }
}

function sizeIn(bytes: Uint8Array): PictureSize {
  const header = readImageHeader(bytes);
  const { orientation } = header;
  return { ...uprightSize(header), ...(orientation === 1 ? {} : { orientation }) };
}
