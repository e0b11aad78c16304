import { boundingBox, type Point } from '../../reading/geometry.ts';
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
import { isUprightBox, polygonInside, polygonNumbers } from './polygon.ts';

/** A shape; `corners` are null where it has no area. */
export interface LabelmeShape {
  readonly node: JsonNode;
  readonly label: string | null;
  readonly kind: string;
  readonly points: readonly Point[];
  readonly corners: Corners | null;
  readonly polygon: readonly Point[] | null;
  readonly difficult: boolean;
  readonly transcription: string | null;
  readonly attributes: Attributes;
}

/** labelme's file of one picture (5.x), with the fields that AnyLabeling adds to shapes. */
export interface LabelmeDocument {
  readonly root: JsonObject;
  readonly imagePath: string;
  readonly size: PictureSize | null;
  readonly verified: boolean;
  readonly attributes: Attributes;
  readonly shapes: readonly LabelmeShape[];
}

/** The flag of a picture that says that somebody found its boxes right. */
export const VERIFIED_FLAG = 'verified';

/** Null where the JSON is none of labelme's. */
export function labelmeDocument(root: JsonNode): LabelmeDocument | null {
  const shapes = itemsOf(memberOf(root, 'shapes'));
  const imagePath = textOf(memberOf(root, 'imagePath'));
  if (root.kind !== 'object' || shapes === null || imagePath === null) return null;
  const width = numberIn(memberOf(root, 'imageWidth')) ?? 0;
  const height = numberIn(memberOf(root, 'imageHeight')) ?? 0;
  const { [VERIFIED_FLAG]: verified, ...flags } = flagsOf(root);
  return {
    root,
    imagePath,
    size: width > 0 && height > 0 ? { width, height } : null,
    verified: verified !== undefined,
    attributes: { ...flags, ...textsOf(memberOf(root, 'attributes')) },
    shapes: shapes.map(shapeOf),
  };
}

function shapeOf(node: JsonNode): LabelmeShape {
  const kind = textOf(memberOf(node, 'shape_type')) ?? 'polygon';
  const points = pairsOf(memberOf(node, 'points'));
  const outline = outlineOfShape(kind, points);
  const group = numberIn(memberOf(node, 'group_id'));
  const difficult = memberOf(node, 'difficult');
  return {
    node,
    label: textOf(memberOf(node, 'label')) || null,
    kind,
    points,
    corners: outline === null ? null : cornersOf(boundingBox(outline)),
    polygon: outline === null || kind === 'circle' || isUprightBox(outline) ? null : outline,
    difficult: difficult?.kind === 'scalar' && difficult.value === true,
    transcription: textOf(memberOf(node, 'description')) || null,
    attributes: {
      ...(group === null ? {} : { group_id: String(group) }),
      ...flagsOf(node),
      ...textsOf(memberOf(node, 'attributes')),
    },
  };
}

/** Whether a shape is a turned box, as X-AnyLabeling or labelme calls it. */
export function isRotation(kind: string): boolean {
  return kind === 'rotation' || kind === 'oriented_rectangle';
}

/** The points around a shape; null for points, lines and strips. */
function outlineOfShape(kind: string, points: readonly Point[]): readonly Point[] | null {
  const [a, b] = points;
  if (kind === 'circle' && a && b) {
    const radius = Math.hypot(b.x - a.x, b.y - a.y);
    return quad(a.x - radius, a.y - radius, a.x + radius, a.y + radius);
  }
  if (kind === 'rectangle' && a) {
    const end = points[2] ?? b;
    return end === undefined ? null : quad(a.x, a.y, end.x, end.y);
  }
  return (kind === 'polygon' || isRotation(kind)) && points.length > 2 ? points : null;
}

function quad(left: number, top: number, right: number, bottom: number): readonly Point[] {
  return [
    { x: left, y: top },
    { x: right, y: top },
    { x: right, y: bottom },
    { x: left, y: bottom },
  ];
}

/** `[[x, y], …]` */
function pairsOf(node: JsonNode | null): readonly Point[] {
  return (itemsOf(node) ?? []).flatMap((pair) => {
    const [x, y] = (itemsOf(pair) ?? []).map(numberIn);
    return x == null || y == null ? [] : [{ x, y }];
  });
}

/** Flags that are set. */
function flagsOf(node: JsonNode): Attributes {
  const flags = memberOf(node, 'flags');
  if (flags?.kind !== 'object') return {};
  return Object.fromEntries(
    [...flags.members].flatMap(([name, value]) =>
      value.kind === 'scalar' && value.value === true ? [[name, '1']] : [],
    ),
  );
}

function textsOf(node: JsonNode | null): Attributes {
  if (node?.kind !== 'object') return {};
  return Object.fromEntries(
    [...node.members].flatMap(([name, value]) =>
      value.kind === 'scalar' && value.value !== null ? [[name, String(value.value)]] : [],
    ),
  );
}

/** The points that labelme writes: two corners of a box, or all of an outline. */
export function shapePoints(box: AnnotationBox): readonly (readonly number[])[] {
  const numbers =
    box.polygon === undefined
      ? [box.x, box.y, box.x + box.width, box.y + box.height].map(roundedPx)
      : polygonNumbers(box.polygon);
  return numbers.flatMap((x, index) => (index % 2 === 0 ? [[x, numbers[index + 1] ?? 0]] : []));
}

type Flags = Pick<AnnotationBox, 'difficult' | 'transcription' | 'attributes' | 'polygon'>;

/** What a box says in this format's precision. */
export function labelmeMeaning(label: string, corners: Corners, flags: Flags): string {
  const { difficult, transcription, attributes = {}, polygon } = flags;
  const { left, top, right, bottom } = corners;
  const place = [left, top, right, bottom].map(roundedPx);
  const said = Object.entries(attributes).sort();
  const text = transcription === '' ? null : transcription;
  return JSON.stringify([label, place, difficult, text, said, polygonNumbers(polygon)]);
}

/** What a standing shape says; null where it cannot be read. */
export function standingMeaning(shape: LabelmeShape, image: AnnotatedImage): string | null {
  if (shape.label === null || shape.corners === null) return null;
  const inside = boxInside(shape.corners, image);
  if ('problem' in inside) return null;
  const { difficult, transcription, attributes, polygon } = shape;
  const outline = polygon === null ? {} : { polygon: polygonInside(polygon, image) };
  const flags = { difficult, transcription, attributes, ...outline };
  return labelmeMeaning(shape.label, cornersOf(inside.box), flags);
}
