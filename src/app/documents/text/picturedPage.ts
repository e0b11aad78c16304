import { drawBoxes } from '../../../formats/document/boxesOnPicture.ts';
import type { LaidOutPage } from '../../../formats/document/laidOutPage.ts';
import type { PicturedPage } from '../../../formats/document/searchablePdf.ts';
import { READ_LONG_SIDE } from '../../../reading/image.ts';
import { readImageHeader } from '../../../reading/pictureFile/imageHeader.ts';
import { SURE_CONFIDENCE } from '../../../reading/results.ts';
import { bitmapOfFile } from '../../../worker/page/pagesOfFile.ts';
import { pictureBlob } from '../picture/pictureBlob.ts';

/** Orientation of a picture that is stored as it is seen. */
const UPRIGHT = 1;

/** A page with its picture as a PDF takes it: the file itself where it can be, else drawn anew. */
export async function picturedPage(page: LaidOutPage, file: Blob): Promise<PicturedPage> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const { format, orientation } = readImageHeader(bytes);
  if (orientation === UPRIGHT && (format === 'jpeg' || format === 'png')) {
    return { ...page, picture: { type: format, bytes } };
  }
  const drawn = await pictureBlob(await drawnPicture(file), 'image/jpeg');
  return { ...page, picture: { type: 'jpeg', bytes: new Uint8Array(await drawn.arrayBuffer()) } };
}

/** A page's picture with its lines drawn on, a PNG file. */
export async function boxedPicture(
  page: LaidOutPage,
  file: Blob,
): Promise<Uint8Array<ArrayBuffer>> {
  const canvas = await drawnPicture(file);
  const pen = canvas.getContext('2d');
  if (pen) drawBoxes(pen, page, canvas.width, SURE_CONFIDENCE);
  return new Uint8Array(await (await pictureBlob(canvas, 'image/png')).arrayBuffer());
}

async function drawnPicture(file: Blob): Promise<HTMLCanvasElement> {
  const bitmap = await bitmapOfFile(file, READ_LONG_SIDE, undefined);
  const canvas = document.createElement('canvas');
  canvas.width = bitmap.width;
  canvas.height = bitmap.height;
  canvas.getContext('2d')?.drawImage(bitmap, 0, 0);
  bitmap.close();
  return canvas;
}
