import type { AnnotatedImage, AnnotationBox, Attributes } from './annotation.ts';
import type { PictureSize } from './annotationFormat.ts';
import { type Corners, decimalOf } from './boxInside.ts';
import { baseName, folderOf } from './filePaths.ts';
import { roundedPx } from './jsonTree.ts';
import type { MergedEntry } from './mergeEntries.ts';
import {
  ownAttributes,
  touchesEdge,
  turnOf,
  type VocDocument,
  type VocObject,
  vocCorners,
} from './pascalVocDocument.ts';
import { applyEdits, indentBefore, type TextEdit } from './textEdits.ts';
import { childOf, escapeXml, isCalled, type XmlElement } from './xmlTree.ts';

/** A box with the name that its class has now. */
export interface NamedBox {
  readonly box: AnnotationBox;
  readonly className: string;
}

/** A new file in LabelImg's layout: tabs, its order of elements, `verified="yes"`. */
export function vocText(image: AnnotatedImage, boxes: readonly NamedBox[]): string {
  const { name, width, height, verified } = image;
  const folder = baseName(folderOf(name));
  const lines = [
    verified ? '<annotation verified="yes">' : '<annotation>',
    folder === '' ? '\t<folder/>' : `\t<folder>${escapeXml(folder)}</folder>`,
    `\t<filename>${escapeXml(baseName(name))}</filename>`,
    `\t<path>${escapeXml(name)}</path>`,
    '\t<source>',
    '\t\t<database>Unknown</database>',
    '\t</source>',
    '\t<size>',
    `\t\t<width>${width}</width>`,
    `\t\t<height>${height}</height>`,
    '\t\t<depth>3</depth>',
    '\t</size>',
    '\t<segmented>0</segmented>',
  ];
  const objects = boxes.map((box) => objectText(box, image, '\n\t', '\t'));
  return `${lines.join('\n')}${objects.join('')}\n</annotation>\n`;
}

/** One object, from the line break before it on. */
function objectText(
  { box, className }: NamedBox,
  image: AnnotatedImage,
  indent: string,
  unit: string,
): string {
  const corners = vocCorners(box, image);
  const inner = `${indent}${unit}`;
  const said = saidOf(box.attributes ?? {}, corners, image);
  const turn = turnOf(box.polygon);
  const side = (name: string, value: number) => `${inner}${unit}<${name}>${value}</${name}>`;
  return [
    `${indent}<object>`,
    `${inner}<name>${escapeXml(className)}</name>`,
    `${inner}<pose>${escapeXml(said.pose)}</pose>`,
    `${inner}<truncated>${said.truncated}</truncated>`,
    said.occluded === null ? '' : `${inner}<occluded>${said.occluded}</occluded>`,
    `${inner}<difficult>${box.difficult ? 1 : 0}</difficult>`,
    box.transcription === null
      ? ''
      : `${inner}<transcription>${escapeXml(box.transcription)}</transcription>`,
    `${inner}<bndbox>`,
    side('xmin', corners.left),
    side('ymin', corners.top),
    side('xmax', corners.right),
    side('ymax', corners.bottom),
    `${inner}</bndbox>`,
    turn === null ? '' : `${inner}<type>robndbox</type>${inner}${turnText(turn)}`,
    said.others === '' ? '' : `${inner}${said.others}`,
    `${indent}</object>`,
  ].join('');
}

/** How attributes stand in an object: the three that VOC's files have, others as CVAT writes them. */
function saidOf(attributes: Attributes, corners: Corners, size: PictureSize) {
  const { pose, truncated, occluded, ...rest } = attributes;
  const others: Record<string, string> = { ...rest };
  if (pose === '' || pose === 'Unspecified') others.pose = pose;
  if (truncated !== undefined && truncated !== '1') others.truncated = truncated;
  if (occluded !== undefined && occluded !== '1') others.occluded = occluded;
  const atEdge = touchesEdge(corners, size);
  const list = Object.entries(others).map(
    ([name, value]) =>
      `<attribute><name>${escapeXml(name)}</name><value>${escapeXml(value)}</value></attribute>`,
  );
  return {
    pose: pose === undefined || pose === '' ? 'Unspecified' : pose,
    truncated: truncated === '1' || (truncated === undefined && atEdge) ? '1' : '0',
    occluded: occluded === '1' ? '1' : null,
    others: list.length === 0 ? '' : `<attributes>${list.join('')}</attributes>`,
  };
}

function turnText(turn: NonNullable<ReturnType<typeof turnOf>>): string {
  const sides = Object.entries(turn).map(([tag, value]) => `<${tag}>${value}</${tag}>`);
  return `<robndbox>${sides.join('')}</robndbox>`;
}

/** The standing file with what changed; everything else in it stays, known to us or not. */
export function editedVoc(
  document: VocDocument,
  image: AnnotatedImage,
  boxes: readonly NamedBox[],
  merged: readonly MergedEntry[],
  verified: boolean,
): string {
  const { text, root, objects } = document;
  if (root.inner === null) return vocText({ ...image, verified }, boxes);
  const edits: TextEdit[] = [];
  const kept = new Set(merged.flatMap((entry) => (entry.kind === 'added' ? [] : entry.standing)));
  for (const [index, { element }] of objects.entries()) {
    if (kept.has(index)) continue;
    const indent = indentBefore(text, element.start);
    edits.push({ start: element.start - indent.length, end: element.end, text: '' });
  }
  for (const entry of merged) {
    const named = entry.kind === 'kept' ? undefined : boxes[entry.own];
    const object = entry.kind === 'changed' ? objects[entry.standing] : undefined;
    if (named !== undefined && object !== undefined) {
      edits.push(...objectEdits(text, object, named, image));
    }
  }
  const first = root.children[0];
  const indent = first === undefined ? '\n\t' : indentBefore(text, first.start);
  const unit = indent.replace(/^\r?\n/, '');
  const added = merged.flatMap((entry) => (entry.kind === 'added' ? (boxes[entry.own] ?? []) : []));
  const at = (objects.at(-1)?.element ?? root.children.at(-1))?.end ?? root.inner.start;
  const end = first === undefined && added.length > 0 ? '\n' : '';
  const texts = added.map((box) => objectText(box, image, indent, unit));
  edits.push({ start: at, end: at, text: texts.join('') + end });
  if (verified !== document.verified) edits.push(verifiedEdit(document, verified));
  return applyEdits(text, edits);
}

function objectEdits(
  text: string,
  object: VocObject,
  { box, className }: NamedBox,
  image: AnnotatedImage,
): readonly TextEdit[] {
  const { element } = object;
  const edits: TextEdit[] = [];
  const name = childOf(element, 'name');
  const set = (tag: string, old: XmlElement | null, value: string) => {
    edits.push(
      old === null ? insertion(text, element, tag, value) : contentEdit(old, escapeXml(value)),
    );
  };
  if (object.name !== className) set('name', name, className);
  if (object.difficult !== box.difficult) {
    set('difficult', childOf(element, 'difficult'), box.difficult ? '1' : '0');
  }
  if (object.transcription !== box.transcription) {
    const old = childOf(element, 'transcription');
    if (box.transcription !== null) set('transcription', old, box.transcription);
    else if (old !== null) edits.push(removal(text, old));
  }
  const corners = vocCorners(box, image);
  edits.push(...turnedEdits(text, element, box, corners));
  edits.push(...attributeEdits(text, object, box, corners, image));
  const frame = childOf(element, 'bndbox');
  const sides = [
    ['xmin', corners.left, object.corners?.left],
    ['ymin', corners.top, object.corners?.top],
    ['xmax', corners.right, object.corners?.right],
    ['ymax', corners.bottom, object.corners?.bottom],
  ] as const satisfies readonly (readonly [string, number, Corners['left'] | undefined])[];
  for (const [tag, value, old] of sides) {
    const side = frame === null ? null : childOf(frame, tag);
    if (side !== null && value !== old) edits.push(contentEdit(side, String(value)));
  }
  edits.push(...partEdits(object, corners));
  return edits;
}

/** Parts and outlines within an object that was changed: they move and stretch with it. */
function partEdits({ element, corners: was }: VocObject, now: Corners): readonly TextEdit[] {
  if (was === null || JSON.stringify(was) === JSON.stringify(now)) return [];
  const placed = (tag: string, value: number) => {
    const [from, to, start, end] = /^x/i.test(tag)
      ? [was.left, was.right, now.left, now.right]
      : [was.top, was.bottom, now.top, now.bottom];
    const at = start + (from === to ? 0 : ((value - from) / (to - from)) * (end - start));
    return Number.isInteger(value) ? Math.round(at) : roundedPx(at);
  };
  const editsIn = (part: XmlElement): readonly TextEdit[] =>
    part.children.flatMap((child) => {
      const value = decimalOf(child.text);
      if (child.children.length > 0) return editsIn(child);
      return /^[xy](?:min|max|\d*)$/i.test(child.name) && Number.isFinite(value)
        ? [contentEdit(child, String(placed(child.name, value)))]
        : [];
    });
  return element.children
    .filter((child) => isCalled(child, 'part') || isCalled(child, 'polygon'))
    .flatMap(editsIn);
}

/** roLabelImg's turned box: its numbers now, or a plain one in its place. */
function turnedEdits(
  text: string,
  element: XmlElement,
  { polygon }: AnnotationBox,
  { left, top, right, bottom }: Corners,
): readonly TextEdit[] {
  const frame = childOf(element, 'robndbox');
  const turn = turnOf(polygon);
  if (frame !== null && turn !== null) {
    return Object.entries(turn).flatMap(([tag, value]) => {
      const side = childOf(frame, tag);
      return side === null || Math.abs(Number(side.text) - value) < 1e-4
        ? []
        : [contentEdit(side, String(value))];
    });
  }
  const upright = childOf(element, 'bndbox');
  if (frame !== null) {
    if (upright !== null) return [removal(text, frame)];
    const sides = `<xmin>${left}</xmin><ymin>${top}</ymin><xmax>${right}</xmax><ymax>${bottom}</ymax>`;
    return [{ start: frame.start, end: frame.end, text: `<bndbox>${sides}</bndbox>` }];
  }
  if (turn === null) return [];
  return [behind(text, upright ?? element.children.at(-1), turnText(turn))];
}

/** Attributes that changed; `<attributes>` is written anew, the three of VOC in their places. */
function attributeEdits(
  text: string,
  { element, attributes: before }: VocObject,
  { attributes = {} }: AnnotationBox,
  corners: Corners,
  size: PictureSize,
): readonly TextEdit[] {
  const was = JSON.stringify(Object.entries(ownAttributes(before, corners, size)).sort());
  if (was === JSON.stringify(Object.entries(ownAttributes(attributes, corners, size)).sort())) {
    return [];
  }
  const said = saidOf(attributes, corners, size);
  const last = element.children.at(-1);
  const edits: TextEdit[] = [];
  for (const [tag, value] of Object.entries({ ...said, occluded: said.occluded ?? '0' })) {
    if (tag === 'others') continue;
    const old = childOf(element, tag);
    const isUsual = value === '0' || value === 'Unspecified';
    if (old !== null) edits.push(contentEdit(old, escapeXml(value)));
    else if (!isUsual) edits.push(behind(text, last, `<${tag}>${escapeXml(value)}</${tag}>`));
  }
  const block = childOf(element, 'attributes');
  if (block !== null) edits.push({ start: block.start, end: block.end, text: said.others });
  else if (said.others !== '') edits.push(behind(text, last, said.others));
  return edits;
}

/** A new part behind another one, with its indent. */
function behind(text: string, part: XmlElement | undefined, content: string): TextEdit {
  const at = part?.end ?? 0;
  return { start: at, end: at, text: `${indentBefore(text, part?.start ?? 0)}${content}` };
}

function contentEdit(element: XmlElement, content: string): TextEdit {
  const { inner, name } = element;
  return inner === null
    ? { start: element.start, end: element.end, text: `<${name}>${content}</${name}>` }
    : { ...inner, text: content };
}

function removal(text: string, element: XmlElement): TextEdit {
  const start = element.start - indentBefore(text, element.start).length;
  return { start, end: element.end, text: '' };
}

/** A new child, before the box, with the indent of its neighbours. */
function insertion(text: string, parent: XmlElement, tag: string, value: string): TextEdit {
  const next = childOf(parent, 'bndbox') ?? parent.children[0];
  const at = next?.start ?? parent.inner?.start ?? parent.end;
  const indent = next === undefined ? '' : indentBefore(text, next.start);
  return { start: at, end: at, text: `<${tag}>${escapeXml(value)}</${tag}>${indent}` };
}

function verifiedEdit({ text, root }: VocDocument, verified: boolean): TextEdit {
  const start = root.start;
  const end = root.inner?.start ?? root.end;
  const tag = text
    .slice(start, end)
    .replace(/\s+([^\s=]+)\s*=\s*(?:"[^"]*"|'[^']*')/g, (all, key) =>
      key === 'verified' ? '' : all,
    );
  const marked = verified ? tag.replace(/^<annotation/i, '$& verified="yes"') : tag;
  return { start, end, text: marked };
}
