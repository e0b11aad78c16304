import { mapQuad, type Quad } from '../../../reading/geometry.ts';
import type { ReadingClient } from '../../../worker/client.ts';
import { bitmapOfFile } from '../../../worker/page/pagesOfFile.ts';
import { pictureBlob } from './pictureBlob.ts';
import { CHANGED_LONG_SIDE } from './turnedPicture.ts';

/**
 * A sheet cut out of its picture and set straight.
 * @param quad its corners in shares of the picture
 * @throws ReadingError
 */
export async function flattenedPicture(
  reader: Pick<ReadingClient, 'flattenSheet'>,
  file: Blob,
  quad: Quad,
): Promise<Blob> {
  const bitmap = await bitmapOfFile(file, CHANGED_LONG_SIDE, undefined);
  const { width, height } = bitmap;
  const corners = mapQuad(quad, ({ x, y }) => ({ x: x * width, y: y * height }));
  const flat = await reader.flattenSheet(bitmap, corners);
  const canvas = document.createElement('canvas');
  canvas.width = flat.width;
  canvas.height = flat.height;
  const pixels = new ImageData(new Uint8ClampedArray(flat.data), flat.width, flat.height);
  canvas.getContext('2d')?.putImageData(pixels, 0, 0);
  return pictureBlob(canvas, file.type);
}
