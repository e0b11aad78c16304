import type { Point } from '../../../reading/geometry.ts';
import type { AttributeDefinition } from '../annotation.ts';
import { itemsOf, type JsonNode, memberOf, numberIn, textOf } from '../jsonTree.ts';
import { polygonOf } from '../polygon.ts';
import {
  boxPoints,
  ellipsePoints,
  type ForeignClass,
  type ForeignPicture,
  type ForeignShape,
} from './foreignPicture.ts';
import { attributesIn, numbersOf, valuesOf } from './jsonValues.ts';

/** VGG Image Annotator 1 and 2: its project, or its annotations alone; null where it is neither. */
export function via(root: JsonNode): readonly ForeignPicture[] | null {
  const pictures = valuesOf(memberOf(root, '_via_img_metadata') ?? root);
  const known = pictures.filter((one) => textOf(memberOf(one, 'filename')) !== null);
  if (root.kind !== 'object' || known.length === 0) return null;
  return known.map((picture) => ({
    stated: [textOf(memberOf(picture, 'filename')) ?? ''],
    size: null,
    attributes: attributesIn(memberOf(picture, 'file_attributes')),
    shapes: valuesOf(memberOf(picture, 'regions')).map((region) =>
      viaShape(memberOf(region, 'shape_attributes'), memberOf(region, 'region_attributes')),
    ),
  }));
}

/** What a VIA project offers as classes, used or not, and what may be chosen for other attributes. */
export function viaClasses(root: JsonNode): readonly ForeignClass[] {
  const offered = memberOf(memberOf(root, '_via_attributes'), 'region');
  if (offered?.kind !== 'object') return [];
  const named = [...offered.members].map(([name, one]): AttributeDefinition => {
    const options = memberOf(one, 'options');
    return { name, values: options?.kind === 'object' ? [...options.members.keys()] : [] };
  });
  const key = classKey(named.map(({ name }) => name).filter((name) => !TEXT_NAMES.includes(name)));
  const attributes = named.filter(({ name }) => name !== key && !TEXT_NAMES.includes(name));
  const names = named.find(({ name }) => name === key)?.values ?? [];
  return names.map((name) => ({ name, attributes }));
}

/** The attribute whose value is the class, of those that are there. */
function classKey(names: readonly string[]): string {
  return CLASS_NAMES.find((name) => names.includes(name)) ?? names[0] ?? '';
}

/** Attributes whose value is the class where a region has several; else the first is. */
const CLASS_NAMES = ['class', 'label', 'type', 'name', 'category'];
/** Attributes whose value is what is written in the region. */
const TEXT_NAMES = ['text', 'transcription'];

/** A region of VIA, in its JSON and in the cells of its CSV. */
export function viaShape(shape: JsonNode | null, said: JsonNode | null): ForeignShape | null {
  const placed = viaPlace(shape);
  if (placed === null) return null;
  const all = attributesIn(said);
  const textKey = TEXT_NAMES.find((name) => all[name] !== undefined) ?? '';
  const { [textKey]: transcription = null, ...named } = all;
  const key = classKey(Object.keys(named));
  const { [key]: label = '', ...attributes } = named;
  return { label, ...placed, attributes, ...(transcription === null ? {} : { transcription }) };
}

type Place = Pick<ForeignShape, 'points' | 'curved'>;

function viaPlace(shape: JsonNode | null): Place | null {
  const rect = numbersOf(shape, ['x', 'y', 'width', 'height']);
  if (rect !== null) {
    const [x = 0, y = 0, width = 0, height = 0] = rect;
    return { points: boxPoints({ x, y, width, height }) };
  }
  const points = viaPolygon(shape);
  if (points !== null) return { points };
  const round = numbersOf(shape, ['cx', 'cy', 'r']) ?? numbersOf(shape, ['cx', 'cy', 'rx', 'ry']);
  if (round === null) return null;
  const [x = 0, y = 0, rx = 0, ry = rx] = round;
  const turn = numberIn(memberOf(shape, 'theta')) ?? 0;
  return { points: ellipsePoints({ x, y }, rx, ry, turn), curved: true };
}

function viaPolygon(shape: JsonNode | null): readonly Point[] | null {
  if (textOf(memberOf(shape, 'name')) !== 'polygon') return null;
  const xs = (itemsOf(memberOf(shape, 'all_points_x')) ?? []).map(numberIn);
  const ys = (itemsOf(memberOf(shape, 'all_points_y')) ?? []).map(numberIn);
  return polygonOf(xs.flatMap((x, index) => [x, ys[index] ?? null]));
}
