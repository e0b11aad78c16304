import type { Box } from '../../../reading/geometry.ts';

/** A part of an upright picture as a PNG file; `box` in px of the picture. */
export async function cutOut(file: Blob, box: Box): Promise<Blob> {
  const width = Math.max(1, Math.round(box.width));
  const height = Math.max(1, Math.round(box.height));
  const bitmap = await createImageBitmap(
    file,
    Math.round(box.x),
    Math.round(box.y),
    width,
    height,
    {
      imageOrientation: 'from-image',
    },
  );
  const canvas = new OffscreenCanvas(width, height);
  canvas.getContext('2d')?.drawImage(bitmap, 0, 0);
  bitmap.close();
  return canvas.convertToBlob({ type: 'image/png' });
}
