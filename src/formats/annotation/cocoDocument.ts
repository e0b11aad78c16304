import { type Box, boundingBox, type Point } from '../../reading/geometry.ts';
import type { AnnotatedImage, AnnotationBox, Attributes } from './annotation.ts';
import type { PictureSize } from './annotationFormat.ts';
import { boxInside, type Corners, cornersOf } from './boxInside.ts';
import {
  itemsOf,
  type JsonNode,
  type JsonObject,
  memberOf,
  numberIn,
  roundedPx,
  textOf,
} from './jsonTree.ts';
import { isUprightBox, polygonInside, polygonNumbers, polygonOf } from './polygon.ts';

/** COCO's ids are whole numbers, some tools write texts: 3 and "3" name one thing, `3`. */
export type CocoId = string;

export interface CocoCategory {
  readonly node: JsonNode;
  readonly id: CocoId | null;
  readonly name: string | null;
}

export interface CocoImage {
  readonly node: JsonNode;
  readonly id: CocoId | null;
  readonly fileName: string | null;
  readonly size: PictureSize | null;
  readonly verified: boolean;
  readonly attributes: Attributes;
}

export interface CocoBox {
  readonly node: JsonNode;
  readonly imageId: CocoId | null;
  readonly categoryId: CocoId | null;
  readonly corners: Corners | null;
  readonly difficult: boolean;
  readonly transcription: string | null;
  /** The outline, where there is one only and it is not the box itself. */
  readonly polygon: readonly Point[] | null;
  readonly attributes: Attributes;
}

/** A COCO detection file (Lin et al. 2014); texts stand in `utf8_string`, as in COCO-Text. */
export interface CocoDocument {
  readonly root: JsonObject;
  readonly images: readonly CocoImage[];
  readonly annotations: readonly CocoBox[];
  readonly categories: readonly CocoCategory[];
}

/** The parts of a file; null where it is none of this format. */
export function cocoDocument(root: JsonNode): CocoDocument | null {
  const images = itemsOf(memberOf(root, 'images'));
  if (root.kind !== 'object' || images === null) return null;
  return {
    root,
    images: images.map(imageOf),
    annotations: (itemsOf(memberOf(root, 'annotations')) ?? []).map(boxOf),
    categories: (itemsOf(memberOf(root, 'categories')) ?? []).map((node) => ({
      node,
      id: idOf(memberOf(node, 'id')),
      name: textOf(memberOf(node, 'name'))?.trim() || null,
    })),
  };
}

export function imageOf(node: JsonNode): CocoImage {
  const width = numberIn(memberOf(node, 'width')) ?? 0;
  const height = numberIn(memberOf(node, 'height')) ?? 0;
  const known = width > 0 && height > 0 && Number.isFinite(width * height);
  return {
    node,
    id: idOf(memberOf(node, 'id')),
    fileName: textOf(memberOf(node, 'file_name')),
    size: known ? { width, height } : null,
    verified: isTrue(memberOf(node, 'verified')),
    attributes: attributesOf(memberOf(node, 'attributes')),
  };
}

export function boxOf(node: JsonNode): CocoBox {
  const outlines = (itemsOf(memberOf(node, 'segmentation')) ?? []).flatMap(
    (part) => polygonOf((itemsOf(part) ?? []).map(numberIn)) ?? [],
  );
  const [only] = itemsOf(memberOf(node, 'segmentation')) ?? [];
  const single = itemsOf(memberOf(node, 'segmentation'))?.length === 1;
  const polygon = single ? polygonOf((itemsOf(only) ?? []).map(numberIn)) : null;
  const around = outlines.length === 0 ? null : cornersOf(boundingBox(outlines));
  return {
    node,
    imageId: idOf(memberOf(node, 'image_id')),
    categoryId: idOf(memberOf(node, 'category_id')),
    corners: cornersIn(memberOf(node, 'bbox')) ?? around,
    polygon: polygon === null || isUprightBox(polygon) ? null : polygon,
    attributes: attributesOf(memberOf(node, 'attributes')),
    difficult: isTrue(memberOf(node, 'difficult')),
    transcription: textOf(memberOf(node, 'utf8_string')),
  };
}

/** CVAT's `attributes`: names and plain values. */
function attributesOf(node: JsonNode | null): Attributes {
  if (node?.kind !== 'object') return {};
  return Object.fromEntries(
    [...node.members].flatMap(([name, value]) =>
      value.kind === 'scalar' && value.value !== null ? [[name, String(value.value)]] : [],
    ),
  );
}

/** An id as text; null where there is none. */
export function idOf(node: JsonNode | null): CocoId | null {
  if (node?.kind !== 'scalar') return null;
  const { value } = node;
  return typeof value === 'number' || typeof value === 'string' ? String(value) : null;
}

function isTrue(node: JsonNode | null): boolean {
  return node?.kind === 'scalar' && (node.value === true || node.value === 1);
}

/** Left, top, width, height. */
function cornersIn(node: JsonNode | null): Corners | null {
  const numbers = itemsOf(node)?.map(numberIn) ?? [];
  const [left, top, width, height] = numbers;
  if (left == null || top == null || width == null || height == null) return null;
  return { left, top, right: left + width, bottom: top + height };
}

/** Left, top, width, height as the file has them. */
export function cocoNumbers({ x, y, width, height }: Box): readonly number[] {
  return [x, y, width, height].map(roundedPx);
}

/** What a box says in this format's precision; the class by its id here or its name there. */
export function cocoMeaning(
  classKey: string,
  box: Box,
  flags: Pick<AnnotationBox, 'difficult' | 'transcription' | 'polygon' | 'attributes'>,
): string {
  const { difficult, transcription, polygon, attributes = {} } = flags;
  const said = Object.entries(attributes).sort();
  const outline = polygonNumbers(polygon);
  return JSON.stringify([classKey, cocoNumbers(box), difficult, transcription, outline, said]);
}

/** What a standing box says; null where it cannot be read. */
export function standingMeaning(
  box: CocoBox,
  image: AnnotatedImage,
  classKeys: ReadonlyMap<CocoId, string>,
): string | null {
  const classKey = classKeys.get(box.categoryId ?? '');
  if (classKey === undefined || box.corners === null) return null;
  const inside = boxInside(box.corners, image);
  const { difficult, transcription, attributes } = box;
  const outline = box.polygon === null ? {} : { polygon: polygonInside(box.polygon, image) };
  const flags = { difficult, transcription, attributes, ...outline };
  return 'box' in inside ? cocoMeaning(classKey, inside.box, flags) : null;
}

/** Ids that count on from the largest there is. */
export class NextIds {
  #next: number;

  constructor(ids: readonly (CocoId | null)[]) {
    const numbers = ids.map((id) => Number(id ?? 0)).filter(Number.isSafeInteger);
    this.#next = numbers.reduce((most, id) => Math.max(most, id), 0) + 1;
  }

  take(): number {
    this.#next += 1;
    return this.#next - 1;
  }
}
