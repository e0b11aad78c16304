import type { AnnotationSet, ClassId, ImageSource } from './annotation.ts';
import { type CocoBox, type CocoDocument, cocoDocument } from './cocoDocument.ts';
import { sourceOf } from './filePaths.ts';
import { itemsOf, type JsonNode, memberEdit, memberOf, parseJsonTree } from './jsonTree.ts';
import { applyEdits } from './textEdits.ts';

/** A file's text and its parts; null where it is broken or none of this format. */
export function parsedCoco(
  text: string,
): { readonly text: string; readonly document: CocoDocument } | null {
  try {
    const document = cocoDocument(parseJsonTree(text));
    return document === null ? null : { text, document };
  } catch {
    return null;
  }
}

/** What the project keeps of a picture: its entry and those of its boxes, as a list. */
export function cocoSourceText(text: string, image: JsonNode, boxes: readonly CocoBox[]): string {
  const parts = [image, ...boxes.map(({ node }) => node)];
  return sourceText(parts.map(({ start, end }) => text.slice(start, end)));
}

/** The same from the texts of the entries. */
export function sourceText(parts: readonly string[]): string {
  return `[${parts.join(',\n')}]`;
}

const readSources = new WeakMap<ImageSource, readonly string[]>();

/** The entry of the picture and those of its boxes, read once; nothing where the text is not ours. */
export function partsOfSource(source: ImageSource): readonly string[] {
  const known = readSources.get(source);
  if (known !== undefined) return known;
  const parts = partsOf(source.text);
  readSources.set(source, parts);
  return parts;
}

function partsOf(text: string): readonly string[] {
  try {
    const items = itemsOf(parseJsonTree(text)) ?? [];
    return items.map(({ start, end }) => text.slice(start, end));
  } catch {
    return [];
  }
}

/** Pictures of a file that keep its frame: any one is enough, and one or another may be removed. */
export const FRAME_COPIES = 8;

/** The file without its pictures and boxes: info, licences and categories, as they stand. */
export function cocoFrame(text: string, { root }: CocoDocument): string {
  const edits = ['images', 'annotations'].flatMap((key) => {
    const list = memberOf(root, key);
    return list === null ? [] : [{ start: list.start, end: list.end, text: '[]' }];
  });
  return applyEdits(text, edits);
}

const EMPTY_INFO = '"info": {"description": ""},\n"licenses": []';

/** A file to start from where none stands: what the sources of the pictures kept of theirs. */
export function rebuiltCoco(path: string, { images, classes }: AnnotationSet): string {
  const ofFile = images.filter((image) => sourceOf(image, 'coco')?.path === path);
  const told: { images: string[]; annotations: string[] } = { images: [], annotations: [] };
  const ids = new Map<ClassId, string>();
  for (const image of ofFile) {
    const source = sourceOf(image, 'coco');
    if (source === null) continue;
    const [entry, ...boxes] = partsOfSource(source);
    if (entry === undefined) continue;
    told.images.push(entry);
    told.annotations.push(...boxes);
    for (const [index, text] of boxes.entries()) {
      const classId = source.classIds?.[index] ?? null;
      const id = memberOf(parseJsonTree(text), 'category_id');
      if (classId === null || id === null || ids.has(classId)) continue;
      ids.set(classId, text.slice(id.start, id.end));
    }
  }
  const list = (items: readonly string[]) =>
    items.length === 0 ? '[\n]' : `[\n${items.join(',\n')}\n]`;
  const frame = ofFile
    .map((image) => sourceOf(image, 'coco')?.frame)
    .find((one) => one !== undefined);
  const framed = frame === undefined ? null : parsedCoco(frame);
  if (framed !== null) {
    const { root } = framed.document;
    return applyEdits(framed.text, [
      memberEdit(root, 'images', list(told.images)),
      memberEdit(root, 'annotations', list(told.annotations)),
    ]);
  }
  const taken = new Set(ids.values());
  let next = 1;
  const categories = classes.map(({ id, name }) => {
    while (taken.has(String(next))) next += 1;
    const number = ids.get(id) ?? String(next);
    taken.add(number);
    return `{"id": ${number}, "name": ${JSON.stringify(name)}, "supercategory": ""}`;
  });
  return [
    `{${EMPTY_INFO}`,
    `"images": ${list(told.images)}`,
    `"annotations": ${list(told.annotations)}`,
    `"categories": ${list(categories)}}\n`,
  ].join(',\n');
}
