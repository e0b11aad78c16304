import { bitmapOfFile } from '../../worker/page/pictureFile.ts';
import type { Thumbnail } from './pageQueue.ts';

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
  const blob = await new Promise<Blob | null>((resolve) =>
    canvas.toBlob(resolve, 'image/jpeg', 0.85),
  );
  if (!blob) throw new Error('The browser could not store a thumbnail.');
  return { url: URL.createObjectURL(blob), width, height };
}
