import type { AnnotatedImage, AnnotationFormatName, ImageSource } from './annotation.ts';

/** The folder of a path, without a slash at its end; empty at the top. */
export function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

/** The last part of a path; files written under Windows may have `\` between the parts. */
export function baseName(path: string): string {
  return path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
}

/** The path without its ending. */
export function withoutEnding(path: string): string {
  const dot = path.lastIndexOf('.');
  return dot > path.lastIndexOf('/') + 1 ? path.slice(0, dot) : path;
}

export function hasEnding(path: string, ending: string): boolean {
  return path.toLowerCase().endsWith(ending);
}

/** A path from a folder on; `.` and `..` are worked out and never lead out of the top. */
export function joinPath(folder: string, path: string): string {
  const parts: string[] = [];
  for (const part of `${folder}/${path.replaceAll('\\', '/')}`.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return parts.join('/');
}

/** What a picture's file of a format said, if there is one. */
export function sourceOf(image: AnnotatedImage, format: AnnotationFormatName): ImageSource | null {
  return image.sources?.find((source) => source.format === format) ?? null;
}

/** The picture with a new source in the place of the one it had. */
export function withSource(image: AnnotatedImage, source: ImageSource): AnnotatedImage {
  const others = (image.sources ?? []).filter(({ format }) => format !== source.format);
  return { ...image, sources: [...others, source] };
}

/** Whether a person did anything to the picture: those untouched are no examples of emptiness. */
export function isAnnotated(image: AnnotatedImage, format: AnnotationFormatName): boolean {
  return image.boxes.length > 0 || image.verified || sourceOf(image, format) !== null;
}

/**
 * Where each picture's own annotation file lies: where it was read from, else where those of its
 * neighbours lie, else beside it under the same name, as LabelImg has it. Of two pictures that
 * differ in their endings alone the second keeps its ending (`a.png.xml`).
 */
export function annotationPaths(
  images: readonly AnnotatedImage[],
  format: AnnotationFormatName,
  ending: string,
): ReadonlyMap<string, string> {
  const paths = new Map<string, string>();
  const taken = new Set<string>();
  const folders = new Map<string, string>();
  for (const image of images) {
    const source = sourceOf(image, format);
    if (source === null) continue;
    paths.set(image.name, source.path);
    taken.add(source.path);
    const folder = folderOf(image.name);
    if (!folders.has(folder)) folders.set(folder, folderOf(source.path));
  }
  for (const image of images) {
    if (paths.has(image.name)) continue;
    const folder = folderOf(image.name);
    const place = joinPath(folders.get(folder) ?? folder, baseName(image.name));
    const short = `${withoutEnding(place)}${ending}`;
    const path = taken.has(short) ? `${place}${ending}` : short;
    paths.set(image.name, path);
    taken.add(path);
  }
  return paths;
}

/** The way from a folder to a path; `joinPath` leads back. */
export function relativePath(folder: string, path: string): string {
  const from = folder === '' ? [] : folder.split('/');
  const to = path.split('/');
  let shared = 0;
  while (shared < from.length && shared < to.length - 1 && from[shared] === to[shared]) shared += 1;
  return [...from.slice(shared).map(() => '..'), ...to.slice(shared)].join('/');
}

/** The path with `/` alone; null where it is absolute, leads upwards or is no name. */
export function plainPath(stated: string): string | null {
  const path = stated.replaceAll('\\', '/');
  const parts = path.split('/');
  const odd = parts.some((part) => part === '' || part === '.' || part === '..');
  return odd || /^[a-z]:/i.test(path) || path.includes('\0') ? null : path;
}
