import { bitmapOfFile } from '../../../worker/page/pagesOfFile.ts';
import { pictureBlob } from '../picture/pictureBlob.ts';
import type { Thumbnail } from './page.ts';

/** Longest side of a thumbnail, px: sharp at 160 px on a dense screen. */
const LONG_SIDE = 320;

/** A small picture of a photo, upright; forty of them weigh less than one photo. @throws ReadingError */
export async function makeThumbnail(file: Blob): Promise<Thumbnail> {
  const bitmap = await bitmapOfFile(file, LONG_SIDE, undefined);
  const { width, height } = bitmap;
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  canvas.getContext('2d')?.drawImage(bitmap, 0, 0);
  bitmap.close();
  const blob = await pictureBlob(canvas, 'image/jpeg');
  return { url: URL.createObjectURL(blob), width, height };
}
