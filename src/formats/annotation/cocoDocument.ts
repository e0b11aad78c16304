import type { Box } from '../../reading/geometry.ts';
import type { AnnotatedImage, AnnotationBox } from './annotation.ts';
import type { PictureSize } from './annotationFormat.ts';
import { boxInside, type Corners } from './boxInside.ts';
import {
  itemsOf,
  type JsonNode,
  type JsonObject,
  memberOf,
  numberIn,
  roundedPx,
  textOf,
} from './jsonTree.ts';

/** COCO's ids are whole numbers, some tools write texts; both name one thing. */
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
}

export interface CocoBox {
  readonly node: JsonNode;
  readonly imageId: CocoId | null;
  readonly categoryId: CocoId | null;
  readonly corners: Corners | null;
  readonly difficult: boolean;
  readonly transcription: string | null;
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
  };
}

export function boxOf(node: JsonNode): CocoBox {
  return {
    node,
    imageId: idOf(memberOf(node, 'image_id')),
    categoryId: idOf(memberOf(node, 'category_id')),
    corners: cornersIn(memberOf(node, 'bbox')),
    difficult: isTrue(memberOf(node, 'difficult')),
    transcription: textOf(memberOf(node, 'utf8_string')),
  };
}

/** An id as JSON; null where there is none. */
export function idOf(node: JsonNode | null): CocoId | null {
  if (node?.kind !== 'scalar') return null;
  const { value } = node;
  return typeof value === 'number' || typeof value === 'string' ? JSON.stringify(value) : null;
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
  flags: Pick<AnnotationBox, 'difficult' | 'transcription'>,
): string {
  return JSON.stringify([classKey, cocoNumbers(box), flags.difficult, flags.transcription]);
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
  return 'box' in inside ? cocoMeaning(classKey, inside.box, box) : null;
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
