import type { Box } from '../../reading/geometry.ts';
import type {
  AnnotatedImage,
  AnnotationBox,
  AnnotationClass,
  Attributes,
  ClassId,
} from './annotation.ts';
import { type ExportLoss, exportLoss } from './annotationFormat.ts';
import { CocoClasses } from './cocoClasses.ts';
import {
  type CocoBox,
  type CocoDocument,
  type CocoId,
  cocoMeaning,
  cocoNumbers,
  idOf,
  NextIds,
  standingMeaning,
} from './cocoDocument.ts';
import { partsOfSource, sourceText } from './cocoFile.ts';
import { folderOf, joinPath, relativePath, sourceOf, withSource } from './filePaths.ts';
import { type ClassNames, isInStep, noteInStep } from './inStep.ts';
import {
  itemsOf,
  type JsonObject,
  type ListItem,
  listText,
  memberEdit,
  memberOf,
  numberIn,
  parseJsonTree,
  roundedPx,
  textOf,
} from './jsonTree.ts';
import { type MergedEntry, mergedIds, mergeEntries } from './mergeEntries.ts';
import { placedPoint, polygonArea, polygonNumbers, polygonOf } from './polygon.ts';
import { editedPart, type TextEdit } from './textEdits.ts';
import { asStated } from './turnedPicture.ts';

/** A COCO file into which the project's pictures are merged one by one. */
export class CocoMerge {
  readonly #path: string;
  readonly #text: string;
  readonly #document: CocoDocument;
  readonly #classes: readonly AnnotationClass[];
  readonly #names: ClassNames;
  readonly #categories: CocoClasses;
  readonly #pictures: ListItem[];
  /** Null where a box was deleted. */
  readonly #boxes: (ListItem | null)[];
  readonly #placeOf = new Map<string, number>();
  readonly #boxesOf = new Map<CocoId, number[]>();
  readonly losses: ExportLoss[] = [];
  readonly #imageIds: NextIds;
  readonly #boxIds: NextIds;

  constructor(
    path: string,
    text: string,
    document: CocoDocument,
    set: {
      readonly classes: readonly AnnotationClass[];
      readonly images: readonly AnnotatedImage[];
    },
  ) {
    this.#path = path;
    this.#text = text;
    this.#document = document;
    this.#classes = set.classes;
    this.#names = new Map(set.classes.map(({ id, name }) => [id, name]));
    this.#categories = new CocoClasses(text, document, set.classes);
    const { images, annotations } = document;
    const item = ({ node }: { readonly node: CocoBox['node'] }, index: number): ListItem => ({
      text: text.slice(node.start, node.end),
      index,
    });
    this.#pictures = images.map(item);
    this.#boxes = annotations.map(item);
    this.#imageIds = new NextIds(images.map(({ id }) => id));
    this.#boxIds = new NextIds(annotations.map(({ node }) => idOf(memberOf(node, 'id'))));
    const byStated = new Map(set.images.map((image) => [statedName(image), image.name]));
    for (const [index, { fileName }] of images.entries()) {
      if (fileName === null) continue;
      const name = byStated.get(fileName) ?? joinPath(folderOf(path), fileName);
      if (!this.#placeOf.has(name)) this.#placeOf.set(name, index);
    }
    for (const [index, { imageId }] of annotations.entries()) {
      if (imageId === null) continue;
      const others = this.#boxesOf.get(imageId);
      if (others === undefined) this.#boxesOf.set(imageId, [index]);
      else others.push(index);
    }
    for (const { id } of set.classes) this.#categories.idOf(id);
  }

  /** Merges a picture; gives it with its new source. */
  merge(image: AnnotatedImage): AnnotatedImage {
    const { id, idText, text: entry } = this.#mergeEntry(image);
    const indices = this.#boxesOf.get(id) ?? [];
    const before = sourceOf(image, 'coco');
    const there = [entry, ...indices.map((index) => this.#boxes[index]?.text ?? '')];
    if (before?.text === sourceText(there) && isInStep(image, before, this.#names)) {
      return withSource(image, { ...before, path: this.#path });
    }
    const standing = indices.flatMap((index) => this.#document.annotations[index] ?? []);
    const drawn = asStated(
      image,
      this.#document.images[this.#placeOf.get(image.name) ?? -1]?.size ?? null,
    );
    const own = drawn.boxes.map((box) => ({
      boxId: box.id,
      meaning: cocoMeaning(box.classId, box, box),
    }));
    const entries = standing.map((box) => ({
      text: this.#text.slice(box.node.start, box.node.end),
      meaning: standingMeaning(box, drawn, this.#categories.keys),
    }));
    const merged = mergeEntries(entries, knownEntries(image), own);
    const kept = new Set(merged.flatMap((one) => (one.kind === 'added' ? [] : one.standing)));
    for (const [order, index] of indices.entries()) {
      if (!kept.has(order)) this.#boxes[index] = null;
    }
    const texts = merged.map((one) => this.#mergeBox(one, indices, drawn, idText));
    const source = {
      format: 'coco',
      path: this.#path,
      text: sourceText([entry, ...texts]),
      boxIds: mergedIds(merged, own),
      classIds: merged.map((one) => this.#classOf(one, standing, image)),
      ...(before?.frame === undefined ? {} : { frame: before.frame }),
    } as const;
    noteInStep(image, source, this.#names);
    return withSource(image, source);
  }

  /** The whole file. */
  get text(): string {
    const boxes = this.#boxes.filter((item) => item !== null);
    const edits = [
      this.#listEdit('images', this.#pictures),
      this.#listEdit('annotations', boxes),
      this.#listEdit('categories', this.#categories.items()),
    ];
    return editedPart(this.#text, 0, this.#text.length, edits);
  }

  #mergeEntry(image: AnnotatedImage): {
    readonly id: CocoId;
    /** As the file writes it. */
    readonly idText: string;
    readonly text: string;
  } {
    const at = this.#placeOf.get(image.name) ?? -1;
    const standing = this.#document.images[at];
    if (standing?.node.kind !== 'object' || standing.id === null) {
      const id = String(this.#imageIds.take());
      const name = JSON.stringify(relativePath(folderOf(this.#path), image.name));
      const verified = image.verified ? ', "verified": true' : '';
      const said =
        image.attributes === undefined ? '' : `, "attributes": ${JSON.stringify(image.attributes)}`;
      const size = `"width": ${image.width}, "height": ${image.height}`;
      const text = `{"id": ${id}, "file_name": ${name}, ${size}${verified}${said}}`;
      this.#pictures.push({ text, index: null });
      return { id, idText: id, text };
    }
    const { node, id } = standing;
    const unread = sourceOf(image, 'coco') === null;
    const verified = image.verified || (unread && standing.verified);
    const edits: TextEdit[] = [];
    if (verified !== standing.verified) edits.push(memberEdit(node, 'verified', String(verified)));
    const { attributes = unread ? standing.attributes : {} } = image;
    edits.push(...attributeEdits(this.#text, node, standing.attributes, attributes));
    const text = editedPart(this.#text, node.start, node.end, edits);
    this.#pictures[at] = { text, index: at };
    const idNode = memberOf(node, 'id');
    const idText = idNode === null ? id : this.#text.slice(idNode.start, idNode.end);
    return { id, idText, text };
  }

  /** Puts a box where it belongs in the file; gives its text. */
  #mergeBox(
    entry: MergedEntry,
    indices: readonly number[],
    image: AnnotatedImage,
    imageId: string,
  ): string {
    const index = entry.kind === 'added' ? null : (indices[entry.standing] ?? null);
    const box = entry.kind === 'kept' ? undefined : image.boxes[entry.own];
    if (box === undefined) return this.#boxes[index ?? -1]?.text ?? '{}';
    const category = this.#categories.idOf(box.classId);
    const old = index === null ? undefined : this.#document.annotations[index];
    if (index === null || old === undefined) {
      const text = boxText(String(this.#boxIds.take()), imageId, category, box);
      this.#boxes.push({ text, index: null });
      return text;
    }
    const classChanged = this.#categories.keys.get(old.categoryId ?? '') !== box.classId;
    const text = editedBox(this.#text, old, classChanged ? category : null, box, () =>
      this.losses.push(exportLoss('mask', image.name)),
    );
    this.#boxes[index] = { text, index };
    return text;
  }

  #classOf(
    entry: MergedEntry,
    standing: readonly CocoBox[],
    image: AnnotatedImage,
  ): ClassId | null {
    if (entry.kind !== 'kept') return image.boxes[entry.own]?.classId ?? null;
    const key = this.#categories.keys.get(standing[entry.standing]?.categoryId ?? '');
    return this.#classes.find(({ id }) => id === key)?.id ?? null;
  }

  #listEdit(key: string, items: readonly ListItem[]): TextEdit {
    const list = memberOf(this.#document.root, key);
    if (list?.kind === 'list') {
      return { start: list.start, end: list.end, text: listText(this.#text, list, items) };
    }
    const fresh = items.map(({ text }) => text).join(', ');
    return memberEdit(this.#document.root, key, `[${fresh}]`);
  }
}

/** How the file that the picture was read from calls it. */
function statedName(image: AnnotatedImage): string {
  const source = sourceOf(image, 'coco');
  const entry = source === null ? undefined : partsOfSource(source)[0];
  const stated = entry === undefined ? null : textOf(memberOf(parseJsonTree(entry), 'file_name'));
  return stated ?? '';
}

function knownEntries(image: AnnotatedImage) {
  const source = sourceOf(image, 'coco');
  if (source === null) return [];
  const [, ...boxes] = partsOfSource(source);
  return boxes.map((text, index) => ({ text, boxId: source.boxIds[index] ?? null }));
}

function boxText(id: CocoId, imageId: string, category: string, box: AnnotationBox): string {
  const numbers = cocoNumbers(box);
  const { attributes, polygon } = box;
  const outline = polygon === undefined ? '' : `[${polygonNumbers(polygon).join(', ')}]`;
  return [
    `{"id": ${id}, "image_id": ${imageId}, "category_id": ${category}`,
    `, "bbox": [${numbers.join(', ')}], "area": ${areaOf(box)}`,
    `, "segmentation": [${outline}], "iscrowd": 0`,
    attributes === undefined ? '' : `, "attributes": ${JSON.stringify(attributes)}`,
    box.difficult ? ', "difficult": true' : '',
    box.transcription === null ? '' : `, "utf8_string": ${JSON.stringify(box.transcription)}`,
    '}',
  ].join('');
}

function editedBox(
  text: string,
  old: CocoBox,
  category: string | null,
  box: AnnotationBox,
  onMaskLost: () => void,
): string {
  const { node } = old;
  if (node.kind !== 'object') return text.slice(node.start, node.end);
  const edits: TextEdit[] = [];
  if (category !== null) edits.push(memberEdit(node, 'category_id', category));
  const numbers = cocoNumbers(box);
  const { left = 0, top = 0, right = 0, bottom = 0 } = old.corners ?? {};
  const before = cocoNumbers({ x: left, y: top, width: right - left, height: bottom - top });
  if (numbers.join() !== before.join()) {
    edits.push(memberEdit(node, 'bbox', `[${numbers.join(', ')}]`));
  }
  const was = { x: left, y: top, width: right - left, height: bottom - top };
  edits.push(...outlineEdits(old, was, box, onMaskLost));
  if (numbers.join() !== before.join()) edits.push(...keyPointEdits(node, was, box));
  if (old.difficult !== box.difficult) {
    edits.push(memberEdit(node, 'difficult', String(box.difficult)));
  }
  edits.push(...attributeEdits(text, node, old.attributes, box.attributes ?? {}));
  if (old.transcription !== box.transcription) {
    edits.push(memberEdit(node, 'utf8_string', JSON.stringify(box.transcription)));
  }
  return editedPart(text, node.start, node.end, edits);
}

/** Attributes as they are now; those that did not change keep how they are written (`true`, `3`). */
function attributeEdits(
  text: string,
  node: JsonObject,
  before: Attributes,
  now: Attributes,
): readonly TextEdit[] {
  if (JSON.stringify(Object.entries(before).sort()) === JSON.stringify(Object.entries(now).sort()))
    return [];
  const standing = memberOf(node, 'attributes');
  const members = standing?.kind === 'object' ? [...standing.members] : [];
  const kept = members.flatMap(([name, value]) => {
    const readable = before[name] !== undefined;
    return !readable || before[name] === now[name]
      ? [`${JSON.stringify(name)}: ${text.slice(value.start, value.end)}`]
      : [];
  });
  const changed = Object.entries(now).flatMap(([name, value]) =>
    before[name] === value ? [] : [`${JSON.stringify(name)}: ${JSON.stringify(value)}`],
  );
  return [memberEdit(node, 'attributes', `{${[...kept, ...changed].join(', ')}}`)];
}

/** Segmentation and area of a box that was changed: outlines move and stretch with their box. */
function outlineEdits(
  { node, polygon }: CocoBox,
  was: Box,
  box: AnnotationBox,
  onMaskLost: () => void,
): readonly TextEdit[] {
  if (node.kind !== 'object') return [];
  const segmentation = memberOf(node, 'segmentation');
  const moved = cocoNumbers(box).join() !== cocoNumbers(was).join();
  const own = polygonNumbers(box.polygon);
  if (own.length > 0 && own.join() === polygonNumbers(polygon ?? undefined).join()) return [];
  const taken = own.length === 0 && polygon !== null;
  if (own.length === 0 && !moved && !taken) return [];
  const edits: TextEdit[] = [];
  let outlines = own.length > 0 ? [box.polygon ?? []] : [];
  if (own.length === 0 && !taken) {
    const parts = itemsOf(segmentation)?.map((part) =>
      polygonOf((itemsOf(part) ?? []).map(numberIn)),
    );
    // A mask of runs cannot be stretched.
    if (segmentation?.kind === 'object' || parts?.includes(null)) onMaskLost();
    else
      outlines = (parts ?? []).map((part) => (part ?? []).map((at) => placedPoint(at, was, box)));
  }
  if (segmentation !== null) {
    const text = outlines.map((part) => `[${polygonNumbers(part).join(', ')}]`).join(', ');
    edits.push(memberEdit(node, 'segmentation', `[${text}]`));
  }
  if (node.members.has('area')) {
    const area = outlines.reduce((sum, part) => sum + polygonArea(part), 0);
    edits.push(memberEdit(node, 'area', area > 0 ? String(roundedPx(area)) : areaOf(box)));
  }
  return edits;
}

/** Key points `x, y, visible` of a box that was changed; those that nobody saw stay at 0, 0. */
function keyPointEdits(node: JsonObject, was: Box, box: AnnotationBox): readonly TextEdit[] {
  const numbers = (itemsOf(memberOf(node, 'keypoints')) ?? []).map(numberIn);
  if (numbers.length === 0 || numbers.length % 3 !== 0 || numbers.includes(null)) return [];
  const moved = numbers.map((number, index) => {
    const [x, y, visible] = numbers.slice(index - (index % 3));
    if (index % 3 === 2 || (visible === 0 && x === 0 && y === 0)) return number;
    const at = placedPoint({ x: x ?? 0, y: y ?? 0 }, was, box);
    return roundedPx(index % 3 === 0 ? at.x : at.y);
  });
  return [memberEdit(node, 'keypoints', `[${moved.join(', ')}]`)];
}

function areaOf(box: AnnotationBox): string {
  if (box.polygon !== undefined) return String(roundedPx(polygonArea(box.polygon)));
  const [, , width = 0, height = 0] = cocoNumbers(box);
  return String(roundedPx(width * height));
}
