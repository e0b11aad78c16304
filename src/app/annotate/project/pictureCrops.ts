import type { Box } from '../../../reading/geometry.ts';

/** A part of a decoded picture as a PNG file; `box` in px of the bitmap. */
export function cutOut(bitmap: ImageBitmap, box: Box): Promise<Blob> {
  const width = Math.max(1, Math.round(box.width));
  const height = Math.max(1, Math.round(box.height));
  const canvas = new OffscreenCanvas(width, height);
  canvas.getContext('2d')?.drawImage(bitmap, -Math.round(box.x), -Math.round(box.y));
  return canvas.convertToBlob({ type: 'image/png' });
}
