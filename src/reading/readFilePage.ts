import type { Box } from './geometry.ts';
import { READ_LONG_SIDE } from './image.ts';
import { nativeReading, withReadPictures } from './layout/nativeReading.ts';
import type { FilePage } from './pictureFile/filePages.ts';
import { isTrustworthy, type NativeText } from './pictureFile/nativeText.ts';
import type { PictureReading } from './results.ts';
import { readingInFile } from './scaleReading.ts';

/** Pictures on a page with text that are smaller than this share of it are not read. */
const READ_PICTURE_SHARE = 0.01;

/**
 * Reads a page of a file: its own text is taken where it can be trusted, and what is drawn or
 * photographed is read. Places are px of the file's page.
 * @param read reads a picture, which it takes
 * @throws ReadingError
 */
export async function readFilePage<Picture>(
  page: FilePage<Picture>,
  read: (picture: Picture) => Promise<PictureReading>,
  signal?: AbortSignal,
): Promise<PictureReading> {
  const size = await page.size();
  const inFile = { fileWidth: size.width, fileHeight: size.height };
  const text = await page.text();
  const readDrawn = async () =>
    readingInFile(await read(await page.picture(READ_LONG_SIDE, signal)), inFile);
  if (text === null || !isTrustworthy(text, size)) return readDrawn();
  const native = nativeReading(text, size);
  const pictures = picturesToRead(text, size);
  if (pictures.length === 0) return native;
  return withReadPictures(native, pictures, await readDrawn());
}

/** The pictures on a page with text that are large enough for writing, px of the page. */
export function picturesToRead({ pictures }: NativeText, page: Size): readonly Box[] {
  const least = READ_PICTURE_SHARE * page.width * page.height;
  return pictures.filter(({ width, height }) => width * height >= least);
}

interface Size {
  readonly width: number;
  readonly height: number;
}
