import { bitmapOfFile } from '../../../worker/page/pagesOfFile.ts';
import { pictureBlob } from './pictureBlob.ts';

/** Longest side that a changed picture keeps, px: no more is read of it. */
export const CHANGED_LONG_SIDE = 3200;

/** The picture turned clockwise by so many quarters. @throws ReadingError `image-…` */
export async function turnedPicture(file: Blob, quarters: 1 | 2 | 3): Promise<Blob> {
  const bitmap = await bitmapOfFile(file, CHANGED_LONG_SIDE, undefined);
  try {
    const { width, height } = bitmap;
    const canvas = document.createElement('canvas');
    const lies = quarters !== 2;
    canvas.width = lies ? height : width;
    canvas.height = lies ? width : height;
    const pen = canvas.getContext('2d');
    pen?.translate(canvas.width / 2, canvas.height / 2);
    pen?.rotate((quarters * Math.PI) / 2);
    pen?.drawImage(bitmap, -width / 2, -height / 2);
    return await pictureBlob(canvas, file.type);
  } finally {
    bitmap.close();
  }
}
