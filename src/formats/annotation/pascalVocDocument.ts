import { type Box, boundingBox, type Point, rotatedRectangle } from '../../reading/geometry.ts';
import type { AnnotationBox, Attributes } from './annotation.ts';
import type { PictureSize } from './annotationFormat.ts';
import { boxInside, type Corners, cornersOf, decimalOf } from './boxInside.ts';
import { turnedBoxOf } from './polygon.ts';
import {
  childOf,
  childText,
  isCalled,
  parseXml,
  type XmlElement,
  type XmlProblem,
} from './xmlTree.ts';

/** One `<object>`; null where a part that must be there is missing. */
export interface VocObject {
  readonly element: XmlElement;
  readonly name: string | null;
  readonly corners: Corners | null;
  readonly difficult: boolean;
  readonly transcription: string | null;
  /** The outline of roLabelImg's turned boxes and of `<polygon>`. */
  readonly polygon: readonly Point[] | null;
  readonly attributes: Attributes;
}

/** A Pascal VOC file as LabelImg writes it, and as it was read before. */
export interface VocDocument {
  readonly text: string;
  readonly root: XmlElement;
  readonly filename: string | null;
  readonly path: string | null;
  readonly size: PictureSize | null;
  readonly verified: boolean;
  readonly objects: readonly VocObject[];
}

/** @returns what is wrong where the text is no `<annotation>` */
export function parseVoc(
  text: string,
): VocDocument | { readonly problem: XmlProblem | 'not-annotations'; readonly detail: string } {
  const parsed = parseXml(text);
  if ('problem' in parsed) return parsed;
  const { root } = parsed;
  if (!isCalled(root, 'annotation'))
    return { problem: 'not-annotations', detail: `<${root.name}>` };
  return {
    text,
    root,
    filename: childText(root, 'filename'),
    path: childText(root, 'path'),
    size: sizeOf(childOf(root, 'size')),
    verified: isYes(root.attributes.verified ?? ''),
    objects: root.children.filter((child) => isCalled(child, 'object')).map(objectOf),
  };
}

/** The text of each object, which tells it from others. */
export function objectTexts({ text, objects }: VocDocument): readonly string[] {
  return objects.map(({ element }) => text.slice(element.start, element.end));
}

function objectOf(element: XmlElement): VocObject {
  const name = childText(element, 'name');
  const turned = turnedBox(childOf(element, 'robndbox'));
  return {
    element,
    name: name === '' ? null : name,
    corners:
      turned === null ? cornersIn(childOf(element, 'bndbox')) : cornersOf(boundingBox(turned)),
    polygon: turned,
    attributes: attributesOf(element),
    difficult: isYes(childText(element, 'difficult') ?? ''),
    transcription: childOf(element, 'transcription')?.text ?? null,
  };
}

/** roLabelImg's `<robndbox>`: centre, sides and an angle in radians, clockwise. */
function turnedBox(element: XmlElement | null): readonly Point[] | null {
  if (element === null) return null;
  const [x = NaN, y = NaN, width = NaN, height = NaN, angle = NaN] = [
    'cx',
    'cy',
    'w',
    'h',
    'angle',
  ].map((name) => decimalOf(childText(element, name) ?? ''));
  const points = rotatedRectangle({ x, y }, width, height, angle);
  return points.every((point) => Number.isFinite(point.x + point.y)) ? points : null;
}

/**
 * What LabelImg's siblings say of an object besides, and CVAT's `<attributes>`; what is as usual is
 * left out.
 */
function attributesOf(element: XmlElement): Attributes {
  const attributes: Record<string, string> = {};
  const pose = childText(element, 'pose') ?? '';
  if (pose !== '' && pose !== 'Unspecified') attributes.pose = pose;
  for (const name of ['truncated', 'occluded'] as const) {
    if (isYes(childText(element, name) ?? '')) attributes[name] = '1';
  }
  for (const child of childOf(element, 'attributes')?.children ?? []) {
    const name = childText(child, 'name') ?? '';
    if (isCalled(child, 'attribute') && name !== '') {
      attributes[name] = childText(child, 'value') ?? '';
    }
  }
  return attributes;
}

function cornersIn(box: XmlElement | null): Corners | null {
  if (box === null) return null;
  const side = (name: string) => childText(box, name);
  const [left, top, right, bottom] = [side('xmin'), side('ymin'), side('xmax'), side('ymax')];
  if (left === null || top === null || right === null || bottom === null) return null;
  return {
    left: decimalOf(left),
    top: decimalOf(top),
    right: decimalOf(right),
    bottom: decimalOf(bottom),
  };
}

/** A size of 0 × 0, which tools write that did not open the picture, is none. */
function sizeOf(element: XmlElement | null): PictureSize | null {
  if (element === null) return null;
  const width = decimalOf(childText(element, 'width') ?? '');
  const height = decimalOf(childText(element, 'height') ?? '');
  return width > 0 && height > 0 && Number.isFinite(width * height) ? { width, height } : null;
}

function isYes(text: string): boolean {
  return ['1', 'yes', 'true'].includes(text.trim().toLowerCase());
}

/**
 * Corners in whole px from 1, as LabelImg writes them: trainers that count from 1 fail at 0. Only
 * a box that would vanish stays at 0.
 */
export function vocCorners(box: Box, size: PictureSize): Corners {
  const { left, top, right, bottom } = cornersOf(box);
  const [xmin, xmax] = wholeSide(left, right, size.width);
  const [ymin, ymax] = wholeSide(top, bottom, size.height);
  return { left: xmin, top: ymin, right: xmax, bottom: ymax };
}

function wholeSide(from: number, to: number, most: number): readonly [number, number] {
  const end = Math.max(1, Math.min(Math.round(to), Math.floor(most)));
  const start = Math.min(Math.round(from), end - 1);
  return [start < 1 && end > 1 ? 1 : start, end];
}

/** What a box says in this format's precision. */
export function vocMeaning(
  className: string,
  box: Box,
  size: PictureSize,
  flags: Pick<AnnotationBox, 'difficult' | 'transcription' | 'polygon' | 'attributes'>,
): string {
  const { difficult, transcription, polygon, attributes = {} } = flags;
  const corners = vocCorners(box, size);
  const said = Object.entries(ownAttributes(attributes, corners, size)).sort();
  return JSON.stringify([className, corners, difficult, transcription, said, turnOf(polygon)]);
}

/** What is said of a box that its place does not say already. */
export function ownAttributes(
  { truncated, ...others }: Attributes,
  corners: Corners,
  size: PictureSize,
): Attributes {
  const plain = truncated === undefined || (truncated === '1' && touchesEdge(corners, size));
  return plain ? others : { ...others, truncated };
}

/** The numbers of `<robndbox>`; null for an outline of another shape. */
export function turnOf(
  polygon: readonly Point[] | undefined,
): Readonly<Record<'cx' | 'cy' | 'w' | 'h' | 'angle', number>> | null {
  const turned = turnedBoxOf(polygon);
  if (turned === null) return null;
  const { center, width, height, slope } = turned;
  const rounded = (value: number) => Number(value.toFixed(4));
  return {
    cx: rounded(center.x),
    cy: rounded(center.y),
    w: rounded(width),
    h: rounded(height),
    angle: rounded(slope),
  };
}

/** What a standing object says; null where it cannot be read. */
export function objectMeaning(object: VocObject, size: PictureSize): string | null {
  if (object.name === null || object.corners === null) return null;
  const inside = boxInside(object.corners, size);
  const { polygon, ...flags } = object;
  const turned = polygon === null ? {} : { polygon };
  return 'box' in inside
    ? vocMeaning(object.name, inside.box, size, { ...flags, ...turned })
    : null;
}

/** Whether LabelImg calls a box cut off: it touches an edge of the picture. */
export function touchesEdge(corners: Corners, size: PictureSize): boolean {
  const { left, top, right, bottom } = corners;
  return left <= 1 || top <= 1 || right === size.width || bottom === size.height;
}
