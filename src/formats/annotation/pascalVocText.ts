import { distance } from '../../reading/geometry.ts';
import type { AnnotatedImage, AnnotationBox } from './annotation.ts';
import type { Corners } from './boxInside.ts';
import { baseName, folderOf } from './filePaths.ts';
import type { MergedEntry } from './mergeEntries.ts';
import { touchesEdge, type VocDocument, type VocObject, vocCorners } from './pascalVocDocument.ts';
import { applyEdits, indentBefore, type TextEdit } from './textEdits.ts';
import { childOf, escapeXml, type XmlElement } from './xmlTree.ts';

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
  const side = (name: string, value: number) => `${inner}${unit}<${name}>${value}</${name}>`;
  return [
    `${indent}<object>`,
    `${inner}<name>${escapeXml(className)}</name>`,
    `${inner}<pose>${escapeXml(box.attributes?.pose ?? 'Unspecified')}</pose>`,
    `${inner}<truncated>${box.attributes?.truncated ?? (touchesEdge(corners, image) ? 1 : 0)}</truncated>`,
    box.attributes?.occluded === undefined
      ? ''
      : `${inner}<occluded>${escapeXml(box.attributes.occluded)}</occluded>`,
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
    `${indent}</object>`,
  ].join('');
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
  edits.push(...turnedEdits(element, box));
  const frame = childOf(element, 'bndbox');
  const corners = vocCorners(box, image);
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
  return edits;
}

/** roLabelImg's turned box, moved and stretched with the box around it. */
function turnedEdits(element: XmlElement, { polygon }: AnnotationBox): readonly TextEdit[] {
  const frame = childOf(element, 'robndbox');
  const [a, b, c] = polygon ?? [];
  if (frame === null || a === undefined || b === undefined || c === undefined) return [];
  const values = {
    cx: (a.x + c.x) / 2,
    cy: (a.y + c.y) / 2,
    w: distance(a, b),
    h: distance(b, c),
    angle: Math.atan2(b.y - a.y, b.x - a.x),
  };
  return Object.entries(values).flatMap(([tag, value]) => {
    const side = childOf(frame, tag);
    if (side === null || Math.abs(Number(side.text) - value) < 1e-6) return [];
    return [contentEdit(side, String(Number(value.toFixed(6))))];
  });
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
