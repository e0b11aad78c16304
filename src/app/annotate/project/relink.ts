import { pictureSizeOf } from './pictureSize.ts';
import type { ProjectImage } from './project.ts';

/**
 * Finds files for pictures that have none, by picture id: by their path, else by their bare name, and only where
 * the file has the size that the boxes were drawn on.
 */
export async function relinkPictures(
  files: readonly File[],
  images: readonly ProjectImage[],
): Promise<ReadonlyMap<string, File>> {
  const byPath = new Map(files.map((file) => [pathInFolder(file), file]));
  const byName = new Map(files.map((file) => [file.name, file]));
  const found = new Map<string, File>();
  for (const { id, name, width, height } of images) {
    const file = byPath.get(name) ?? byName.get(name.split('/').at(-1) ?? name);
    const size = file && (await pictureSizeOf(file).catch(() => null));
    if (file && size?.width === width && size.height === height) {
      found.set(id, file);
    }
  }
  return found;
}

/** Path of an uploaded file inside the folder that was chosen; the bare name without folder. */
export function pathInFolder(file: File): string {
  const path = file.webkitRelativePath ?? '';
  return path === '' ? file.name : path.slice(path.indexOf('/') + 1);
}
