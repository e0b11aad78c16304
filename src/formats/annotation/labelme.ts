import type { Box, Point } from '../../reading/geometry.ts';
import type { AnnotatedImage, AnnotationBox, Attributes } from './annotation.ts';
import { type AnnotationFormat, type ExportLoss, exportLoss } from './annotationFormat.ts';
import { type Corners, cornersOf } from './boxInside.ts';
import {
  annotationPaths,
  baseName,
  folderOf,
  hasEnding,
  isAnnotated,
  relativePath,
  sourceOf,
  withSource,
} from './filePaths.ts';
import type { ImportRun } from './importRun.ts';
import { type ClassNames, isInStep, noteInStep } from './inStep.ts';
import {
  type JsonObject,
  type ListItem,
  listText,
  memberEdit,
  memberOf,
  numberIn,
  parseJsonTree,
  roundedPx,
} from './jsonTree.ts';
import { keptLosses } from './keptInFile.ts';
import {
  isRotation,
  type LabelmeDocument,
  type LabelmeShape,
  labelmeDocument,
  labelmeMeaning,
  shapePoints,
  standingMeaning,
  VERIFIED_FLAG,
} from './labelmeDocument.ts';
import { type KnownEntry, mergedIds, mergeEntries, nothingChanged } from './mergeEntries.ts';
import { outlineOf, polygonNumbers, turnedBoxOf } from './polygon.ts';
import { readFiles, readJson } from './readFiles.ts';
import { applyEdits, editedPart, lineFinder, type TextEdit } from './textEdits.ts';
import { asStated } from './turnedPicture.ts';

/**
 * labelme: one JSON a picture, boxes as two corners, outlines as polygons. Texts stand in
 * `description`, as AnyLabeling has them, and so do its `difficult` and `attributes`.
 */
export const labelme: AnnotationFormat = {
  name: 'labelme',
  title: 'labelme',
  accepts: (path) => hasEnding(path, '.json'),

  read: (files, options) => readFiles(labelme, files, options, readFile),

  write(set, standing = new Map()) {
    const paths = annotationPaths(set.images, 'labelme', '.json');
    const names = new Map(set.classes.map(({ id, name }) => [id, name]));
    const files = new Map<string, string>();
    const losses: ExportLoss[] = [];
    const images = set.images.map((image) => {
      const path = paths.get(image.name);
      const said = isAnnotated(image, 'labelme') || image.attributes !== undefined;
      if (path === undefined || !said) return image;
      const written = writeImage(image, path, names, standing.get(path) ?? null);
      if (written === null) {
        losses.push(exportLoss('standing-broken', image.name));
        return image;
      }
      if (written.text !== standing.get(path)) files.set(path, written.text);
      losses.push(...keptLosses(image, 'labelme'));
      const source = { format: 'labelme', path, ...written } as const;
      noteInStep(image, source, names);
      return withSource(image, source);
    });
    return { files, crops: [], images, losses };
  },
};

function readFile(run: ImportRun, file: string, text: string): void {
  const document = readJson(run, file, text, labelmeDocument);
  if (document === null) return;
  const { imagePath, size, verified, attributes } = document;
  const place = run.place({ file }, { stated: [baseName(imagePath)], besides: true, size });
  if (place === null) return;
  const lineAt = lineFinder(text);
  const boxes = document.shapes.map((shape) => {
    const where = { file, line: lineAt(shape.node.start) };
    const { label, corners, kind, polygon, difficult, transcription } = shape;
    if (label === null || corners === null) {
      const detail = `${place.name}: ${label === null ? 'label' : kind}`;
      run.log.note('shape-foreign', file, { ...where, detail, skips: 'boxes' });
      return null;
    }
    const said = isEmpty(shape.attributes) ? {} : { attributes: shape.attributes };
    const raw = { className: label, corners, polygon, difficult, transcription, ...said };
    return run.box(where, place, raw);
  });
  const said = isEmpty(attributes) ? {} : { attributes };
  run.addImage({ file }, place, { format: 'labelme', text, boxes, verified, ...said });
}

function isEmpty(attributes: Attributes): boolean {
  return Object.keys(attributes).length === 0;
}

interface Written {
  readonly text: string;
  readonly boxIds: readonly (string | null)[];
}

/** Null where the standing file must not be touched. */
function writeImage(
  image: AnnotatedImage,
  path: string,
  names: ClassNames,
  standing: string | null,
): Written | null {
  const source = sourceOf(image, 'labelme');
  const old = standing ?? source?.text ?? null;
  if (source !== null && old === source.text && isInStep(image, source, names)) {
    return { text: old, boxIds: source.boxIds };
  }
  if (old === null) {
    const text = newText(image, relativePath(folderOf(path), image.name), names);
    return { text, boxIds: image.boxes.map(({ id }) => id) };
  }
  const document = parsed(old);
  return document === null
    ? null
    : mergeImage(old, document, asStated(image, document.size), names);
}

function parsed(text: string): LabelmeDocument | null {
  try {
    return labelmeDocument(parseJsonTree(text));
  } catch {
    return null;
  }
}

function mergeImage(
  old: string,
  document: LabelmeDocument,
  image: AnnotatedImage,
  names: ClassNames,
): Written {
  const { shapes, root } = document;
  const source = sourceOf(image, 'labelme');
  const entries = shapes.map((shape) => ({
    text: old.slice(shape.node.start, shape.node.end),
    meaning: standingMeaning(shape, image),
  }));
  const labelOf = ({ classId }: AnnotationBox) => names.get(classId) ?? classId;
  const own = image.boxes.map((box) => ({
    boxId: box.id,
    meaning: labelmeMeaning(labelOf(box), cornersOf(box), box),
  }));
  const merged = mergeEntries(entries, source === null ? [] : knownEntries(image), own);
  const boxIds = mergedIds(merged, own);
  const unread = source === null;
  const verified = image.verified || (unread && document.verified);
  const { attributes = unread ? document.attributes : {} } = image;
  const edits = pictureEdits(document, verified, attributes);
  if (!nothingChanged(merged, entries.length)) {
    const items = merged.map((entry): ListItem => {
      if (entry.kind === 'kept') {
        return { text: entries[entry.standing]?.text ?? '', index: entry.standing };
      }
      const box = image.boxes[entry.own];
      if (box === undefined) return { text: '{}', index: null };
      const index = entry.kind === 'changed' ? entry.standing : null;
      const shape = shapes[index ?? -1];
      const label = labelOf(box);
      const text = shape ? editedShape(old, shape, box, label) : shapeText(box, label);
      return { text, index };
    });
    const list = root.members.get('shapes');
    if (list?.kind === 'list') {
      edits.push({ start: list.start, end: list.end, text: listText(old, list, items) });
    }
  }
  return { text: applyEdits(old, edits), boxIds };
}

/** What is said of the whole picture: its flags stay where they are, other words get a place. */
function pictureEdits(
  { root, verified: was, attributes: before }: LabelmeDocument,
  verified: boolean,
  attributes: Attributes,
): TextEdit[] {
  const edits: TextEdit[] = [];
  if (was !== verified) edits.push(flagEdit(root, { [VERIFIED_FLAG]: verified }));
  edits.push(...attributeEdits(root, before, attributes));
  return edits;
}

/** Flags that were taken away are unset; whatever else changed stands in `attributes`. */
function attributeEdits(node: JsonObject, before: Attributes, now: Attributes): TextEdit[] {
  if (JSON.stringify(Object.entries(before).sort()) === JSON.stringify(Object.entries(now).sort()))
    return [];
  const flags = node.members.get('flags');
  const flagged = flags?.kind === 'object' ? [...flags.members.keys()] : [];
  const gone = flagged.filter((name) => before[name] !== undefined && before[name] !== now[name]);
  const group = node.members.get('group_id');
  const others = Object.entries(now).filter(
    ([name, value]) =>
      before[name] !== value || !(flagged.includes(name) || (name === 'group_id' && group)),
  );
  const edits = [memberEdit(node, 'attributes', JSON.stringify(Object.fromEntries(others)))];
  if (gone.length > 0)
    edits.push(flagEdit(node, Object.fromEntries(gone.map((name) => [name, false]))));
  if (group !== undefined && before.group_id !== now.group_id) {
    edits.push(memberEdit(node, 'group_id', 'null'));
  }
  return edits;
}

function flagEdit(node: JsonObject, set: Readonly<Record<string, boolean>>): TextEdit {
  const flags = node.members.get('flags');
  const known =
    flags?.kind === 'object'
      ? [...flags.members].map(([name, value]) => [
          name,
          value.kind === 'scalar' ? value.value : null,
        ])
      : [];
  return memberEdit(node, 'flags', JSON.stringify({ ...Object.fromEntries(known), ...set }));
}

function editedShape(text: string, shape: LabelmeShape, box: AnnotationBox, label: string): string {
  const { node } = shape;
  if (node.kind !== 'object') return shapeText(box, label);
  const edits: TextEdit[] = [];
  if (shape.label !== label) edits.push(memberEdit(node, 'label', JSON.stringify(label)));
  if (placeKey(shape.corners, shape.polygon) !== placeKey(cornersOf(box), box.polygon)) {
    const kind = kindOf(shape, box);
    const turned = isRotation(kind) ? { ...box, polygon: outlineOf(box) } : box;
    const points = kind === 'circle' ? circlePoints(box) : shapePoints(turned);
    edits.push(memberEdit(node, 'points', JSON.stringify(points)));
    if (shape.kind !== kind) edits.push(memberEdit(node, 'shape_type', JSON.stringify(kind)));
    const before = numberIn(memberOf(node, 'direction'));
    const by = slopeOf(turned.polygon) - slopeOf(shape.points);
    if (isRotation(kind) && before !== null && Math.abs(by) > 1e-3) {
      const circle = 2 * Math.PI;
      const direction = (((before + by) % circle) + circle) % circle;
      edits.push(memberEdit(node, 'direction', String(direction)));
    }
  }
  if (shape.difficult !== box.difficult) {
    edits.push(memberEdit(node, 'difficult', String(box.difficult)));
  }
  if ((shape.transcription ?? '') !== (box.transcription ?? '')) {
    edits.push(memberEdit(node, 'description', JSON.stringify(box.transcription ?? '')));
  }
  edits.push(...attributeEdits(node, shape.attributes, box.attributes ?? {}));
  return editedPart(text, node.start, node.end, edits);
}

/** What a shape is now that its box is in another place: what it was, as long as it can be that. */
function kindOf({ kind, points }: LabelmeShape, { polygon, width, height }: AnnotationBox): string {
  // Some rotations are no rectangles to begin with.
  const isTurned = polygon === undefined || turnedBoxOf(polygon) !== null;
  if (isRotation(kind) && (isTurned || (polygon.length === 4 && turnedBoxOf(points) === null))) {
    return kind;
  }
  if (polygon !== undefined) return 'polygon';
  return kind === 'circle' && Math.abs(width - height) < 1e-6 ? 'circle' : 'rectangle';
}

/** Radians of the first side. */
function slopeOf([a, b]: readonly Point[] = []): number {
  return a === undefined || b === undefined ? 0 : Math.atan2(b.y - a.y, b.x - a.x);
}

function placeKey(corners: Corners | null, polygon: readonly Point[] | null | undefined): string {
  const sides = Object.values(corners ?? {}).map(roundedPx);
  return JSON.stringify([sides, polygonNumbers(polygon ?? undefined)]);
}

/** labelme's circle: its middle, and a point of it. */
function circlePoints({ x, y, width, height }: Box): readonly (readonly number[])[] {
  const middle = [x + width / 2, y + height / 2].map(roundedPx);
  return [middle, [roundedPx(x + width), middle[1] ?? 0]];
}

function shapeFields(box: AnnotationBox, label: string) {
  return {
    label,
    points: shapePoints(box),
    group_id: null,
    description: box.transcription ?? '',
    shape_type: box.polygon === undefined ? 'rectangle' : 'polygon',
    flags: {},
    ...(box.difficult ? { difficult: true } : {}),
    ...(box.attributes === undefined ? {} : { attributes: box.attributes }),
  };
}

function shapeText(box: AnnotationBox, label: string): string {
  return JSON.stringify(shapeFields(box, label));
}

/** A new file in labelme's own layout. */
function newText(image: AnnotatedImage, imagePath: string, names: ClassNames): string {
  const { width, height, verified, attributes, boxes } = image;
  const document = {
    version: '5.5.0',
    flags: verified ? { [VERIFIED_FLAG]: true } : {},
    ...(attributes === undefined ? {} : { attributes }),
    shapes: boxes.map((box) => shapeFields(box, names.get(box.classId) ?? box.classId)),
    imagePath,
    imageData: null,
    imageHeight: height,
    imageWidth: width,
  };
  return JSON.stringify(document, null, 2);
}

function knownEntries(image: AnnotatedImage): readonly KnownEntry[] {
  const source = sourceOf(image, 'labelme');
  const document = source === null ? null : parsed(source.text);
  return (document?.shapes ?? []).map(({ node }, index) => ({
    text: source?.text.slice(node.start, node.end) ?? '',
    boxId: source?.boxIds[index] ?? null,
  }));
}
