import type { AttributeDefinition, Attributes } from '../annotation.ts';
import { decimalOf } from '../boxInside.ts';
import { polygonOf } from '../polygon.ts';
import { childText, descendants, isCalled, type XmlElement } from '../xmlTree.ts';
import {
  boxPoints,
  ellipsePoints,
  type ForeignClass,
  type ForeignPicture,
  type ForeignShape,
  sizeOf,
} from './foreignPicture.ts';

const SHAPES = ['box', 'polygon', 'ellipse'];
const BOXLESS = ['polyline', 'points', 'mask', 'cuboid', 'skeleton'];

/** CVAT for images 1.1; null where the XML is something else. */
export function cvatXml(root: XmlElement): readonly ForeignPicture[] | null {
  if (!isCalled(root, 'annotations')) return null;
  const images = root.children.filter((child) => isCalled(child, 'image'));
  if (images.length === 0) return null;
  return images.map(({ attributes, children }) => ({
    stated: [attributes.name ?? ''],
    size: sizeOf(decimalOf(attributes.width ?? ''), decimalOf(attributes.height ?? '')),
    attributes: tagsOf(children),
    shapes: children.filter(({ name }) => SHAPES.includes(name)).map(shapeOf),
    boxless: children.flatMap(({ name }) => (BOXLESS.includes(name) ? [name] : [])),
  }));
}

/** What may be chosen from in CVAT; its numbers list their bounds. */
const CHOICES = ['select', 'radio', 'checkbox'];

/** Labels of the task, used or not, with what may be said of each; parts of skeletons are no classes. */
export function cvatLabels(root: XmlElement): readonly ForeignClass[] {
  return descendants(root, 'label').flatMap((label) => {
    const name = childText(label, 'name') ?? '';
    if (name === '' || (childText(label, 'parent') ?? '') !== '') return [];
    const attributes = descendants(label, 'attribute').flatMap((one): AttributeDefinition[] => {
      const title = childText(one, 'name') ?? '';
      const isChoice = CHOICES.includes(childText(one, 'input_type') ?? '');
      const values = (childText(one, 'values') ?? '').split('\n').map((value) => value.trim());
      const choices = isChoice ? values.filter((value) => value !== '') : [];
      return title === '' ? [] : [{ name: title, values: choices }];
    });
    return [{ name, attributes }];
  });
}

function shapeOf(element: XmlElement): ForeignShape | null {
  const { attributes, name } = element;
  const said = { label: attributes.label ?? '', ...attributesOf(element) };
  const number = (key: string) => decimalOf(attributes[key] ?? '');
  const turn = attributes.rotation === undefined ? 0 : number('rotation');
  if (name === 'polygon') {
    const numbers = (attributes.points ?? '').split(/[;,]/).map(decimalOf);
    const points = polygonOf(numbers);
    return points === null ? null : { ...said, points };
  }
  if (name === 'ellipse') {
    const [x, y, rx, ry] = [number('cx'), number('cy'), number('rx'), number('ry')];
    const slope = (turn * Math.PI) / 180;
    const points = ellipsePoints({ x, y }, rx, ry, slope);
    const isWhole = points.every((point) => Number.isFinite(point.x + point.y));
    return isWhole ? { ...said, points, curved: true } : null;
  }
  if (name !== 'box') return null;
  const [x, y, right, bottom] = [number('xtl'), number('ytl'), number('xbr'), number('ybr')];
  if (![x, y, right, bottom].every(Number.isFinite)) return null;
  return { ...said, points: boxPoints({ x, y, width: right - x, height: bottom - y }, turn) };
}

/** Tags of the whole picture, and what they say. */
function tagsOf(children: readonly XmlElement[]): Attributes {
  const said: Record<string, string> = {};
  for (const tag of children) {
    if (tag.name !== 'tag') continue;
    const label = tag.attributes.label ?? '';
    if (label !== '') said[label] = '1';
    Object.assign(said, attributesOf(tag).attributes);
  }
  return said;
}

function attributesOf({ attributes, children }: XmlElement): {
  readonly attributes?: Attributes;
} {
  const own: Record<string, string> = {};
  if (attributes.occluded === '1') own.occluded = '1';
  if (attributes.group_id !== undefined) own.group_id = attributes.group_id;
  for (const child of children) {
    const { name } = child.attributes;
    if (child.name === 'attribute' && name !== undefined) own[name] = child.text.trim();
  }
  return Object.keys(own).length === 0 ? {} : { attributes: own };
}
