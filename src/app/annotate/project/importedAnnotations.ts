import type { AnnotatedImage, AnnotationBox } from '../../../formats/annotation/annotation.ts';
import { placedOutline } from '../../../formats/annotation/polygon.ts';
import type { ImportedAnnotations } from './commands.ts';
import { textToWrite } from './fileText.ts';
import type { ProjectImage } from './project.ts';

/** Formats round: boxes whose sides differ by no more than this are the same box, px. */
const SAME_PX = 1;

/**
 * What files say of pictures that are here already. A file that was read before says nothing new:
 * what was changed or deleted since stays so. Boxes that are here already are not doubled.
 */
export function importedAnnotations(
  images: readonly ProjectImage[],
  annotated: ReadonlyMap<string, AnnotatedImage>,
): readonly ImportedAnnotations[] {
  return images.flatMap((image) => {
    const read = annotated.get(image.name);
    const { path, format } = read?.sources?.[0] ?? {};
    const known = image.sources.some((source) => source.format === format && source.path === path);
    return read && !known ? [withoutDoubles(image, read)] : [];
  });
}

/** Files of pictures that are here which say something else than when they were read or written last. */
export function changedFiles(
  images: readonly ProjectImage[],
  annotated: ReadonlyMap<string, AnnotatedImage>,
): readonly { readonly path: string; readonly image: string }[] {
  return images.flatMap(({ name, sources }) => {
    const [now] = annotated.get(name)?.sources ?? [];
    const before = sources.find(({ format, path }) => format === now?.format && path === now.path);
    if (now === undefined || before === undefined) return [];
    const changed = textToWrite(now.text) !== textToWrite(before.text);
    return changed ? [{ path: now.path, image: name }] : [];
  });
}

function withoutDoubles(image: ProjectImage, read: AnnotatedImage): ImportedAnnotations {
  const standing = new Map<string, string>();
  const known: AnnotationBox[] = [];
  for (const box of read.boxes) {
    const same = image.boxes.find((own) => sameBox(own, box));
    if (!same) continue;
    standing.set(box.id, same.id);
    known.push({ ...box, id: same.id });
  }
  return {
    imageId: image.id,
    boxes: read.boxes.filter(({ id }) => !standing.has(id)),
    ...(known.length === 0 ? {} : { known }),
    verified: read.verified,
    ...(read.attributes === undefined ? {} : { attributes: read.attributes }),
    sources: (read.sources ?? []).map((source) => ({
      ...source,
      boxIds: source.boxIds.map((id) => (id === null ? null : (standing.get(id) ?? id))),
    })),
  };
}

/** A box with what another file says of it and nobody said here; its place stays. */
export function withMore(own: AnnotationBox, read: AnnotationBox): AnnotationBox {
  const { polygon = placedOutline(read, own).polygon } = own;
  const attributes = { ...read.attributes, ...own.attributes };
  const more: AnnotationBox = {
    ...own,
    difficult: own.difficult || read.difficult,
    transcription: own.transcription ?? read.transcription,
    ...(polygon === undefined ? {} : { polygon }),
    ...(Object.keys(attributes).length === 0 ? {} : { attributes }),
  };
  const said = ({ difficult, transcription, polygon: outline, attributes: all }: AnnotationBox) =>
    JSON.stringify([difficult, transcription, outline, Object.entries(all ?? {}).sort()]);
  return said(more) === said(own) ? own : more;
}

function sameBox(a: AnnotationBox, b: AnnotationBox): boolean {
  const near = (one: number, other: number): boolean => Math.abs(one - other) <= SAME_PX;
  return (
    a.classId === b.classId &&
    near(a.x, b.x) &&
    near(a.y, b.y) &&
    near(a.x + a.width, b.x + b.width) &&
    near(a.y + a.height, b.y + b.height)
  );
}
