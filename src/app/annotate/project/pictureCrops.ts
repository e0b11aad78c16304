import type { Crop } from '../../../formats/annotation/annotationFormat.ts';
import { type Box, scaleBox } from '../../../reading/geometry.ts';
import { decodePicture } from './decodePicture.ts';
import type { ProjectSession } from './sessionState.ts';

/**
 * Parts of a project's pictures as PNG files; each picture is decoded once. Pictures whose files
 * cannot be had are added to `missing`.
 */
export async function* cropFiles(
  crops: readonly Crop[],
  session: ProjectSession,
  missing: string[],
): AsyncGenerator<{ readonly path: string; readonly content: Uint8Array<ArrayBuffer> }> {
  for (const { id, name } of session.getSnapshot().project.images) {
    const own = crops.filter(({ image }) => image === name);
    if (own.length === 0) continue;
    const picture = await session
      .pictureFile(id)
      .then(decodePicture)
      .catch(() => null);
    if (!picture) {
      missing.push(name);
      continue;
    }
    const { bitmap, width } = picture;
    try {
      for (const crop of own) {
        const png = await cutOut(bitmap, scaleBox(crop, bitmap.width / width));
        yield { path: crop.path, content: new Uint8Array(await png.arrayBuffer()) };
      }
    } finally {
      bitmap.close();
    }
  }
}

/** `box` in px of the bitmap. */
function cutOut(bitmap: ImageBitmap, box: Box): Promise<Blob> {
  const width = Math.max(1, Math.round(box.width));
  const height = Math.max(1, Math.round(box.height));
  const canvas = new OffscreenCanvas(width, height);
  canvas.getContext('2d')?.drawImage(bitmap, -Math.round(box.x), -Math.round(box.y));
  return canvas.convertToBlob({ type: 'image/png' });
}
