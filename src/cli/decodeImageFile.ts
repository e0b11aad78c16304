import { ReadingError } from '../reading/errors.ts';
import { MAX_FILE_BYTES, type RasterImage, READ_LONG_SIDE } from '../reading/image.ts';
import type { FilePages } from '../reading/pictureFile/filePages.ts';
import { pagesOfBytes, pagesOfFile } from './pagesOfFile.ts';

/** A picture file decoded upright, at most `longSide` px long. */
export interface DecodedImage {
  readonly image: RasterImage;
  /** Size of the upright picture in the file, px. */
  readonly fileWidth: number;
  readonly fileHeight: number;
}

interface DecodeOptions {
  readonly longSide?: number;
}

/**
 * Reads and decodes a file of one picture: told by its first bytes, turned upright by its Exif
 * orientation, on plain ground where it is transparent, and made smaller where it is very large.
 * @throws ReadingError `image-…`, `tiff-…`, `pdf-…`, `heic-unsupported`, `file-many-pages`; what the
 * file system says for a file that cannot be read
 */
export async function decodeImageFile(
  path: string,
  options: DecodeOptions = {},
): Promise<DecodedImage> {
  return decodeOnly(await pagesOfFile(path), options);
}

/** The same for a file already in memory. */
export async function decodeImage(
  bytes: Uint8Array,
  options: DecodeOptions = {},
): Promise<DecodedImage> {
  return decodeOnly(await pagesOfBytes(bytes), options);
}

async function decodeOnly(
  file: FilePages<RasterImage>,
  { longSide = READ_LONG_SIDE }: DecodeOptions,
): Promise<DecodedImage> {
  try {
    const [page, ...others] = file.pages;
    if (page === undefined || others.length > 0) throw new ReadingError('file-many-pages');
    const { width, height } = await page.size();
    return { image: await page.picture(longSide), fileWidth: width, fileHeight: height };
  } finally {
    await file.close();
  }
}

/**
 * The bytes of a stream that may be a picture, such as standard input.
 * @throws ReadingError `file-too-large` as soon as it is more than any picture takes
 */
export async function streamedImage(stream: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of stream) {
    length += part.length;
    if (length > MAX_FILE_BYTES) throw new ReadingError('file-too-large');
    parts.push(part);
  }
  return Buffer.concat(parts);
}
