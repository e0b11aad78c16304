import { type Box, boundingBox, type Point } from '../../reading/geometry.ts';
import type { PictureSize } from './annotationFormat.ts';
import { type Corners, decimalOf } from './boxInside.ts';
import type { MergedEntry } from './mergeEntries.ts';
import { type Outlined, outlineOf, placedPoint, polygonOf, turnedBoxOf } from './polygon.ts';
import type { PoseShape } from './yamlNames.ts';

/** A row `class cx cy w h` in shares of the picture; some tools add how sure they are. */
export interface YoloRow {
  /** Line of the file, from 1. */
  readonly line: number;
  readonly text: string;
  /** Null where the row has another number of columns. */
  readonly values: {
    readonly classNumber: number;
    readonly centre: readonly [x: number, y: number];
    readonly size: readonly [width: number, height: number];
    /** Points in shares of the picture, of a row of a polygon or of a turned box (OBB). */
    readonly polygon?: readonly Point[];
    /** Key points of so many numbers follow the box. */
    readonly pose?: PoseShape['numbers'];
    /** How sure a detector was, as it stands there. */
    readonly confidence?: string;
  } | null;
}

/**
 * The rows of a label file; empty lines are none.
 * @param shape what the data set says of its key points; without it the rows themselves tell
 */
export function yoloRows(text: string, shape: PoseShape | null = null): readonly YoloRow[] {
  return text
    .replace(/^\ufeff/, '')
    .split(/\r?\n/)
    .map((row, index) => ({ line: index + 1, text: row, values: valuesOf(row, shape) }))
    .filter((row) => row.text.trim() !== '');
}

function valuesOf(row: string, shape: PoseShape | null): YoloRow['values'] {
  const cells = row.trim().split(/\s+/);
  if (cells.length < 5) return null;
  if (cells.length > 6) return longRow(cells.map(decimalOf), shape) ?? sureOutline(cells);
  const [classNumber, x, y, width, height] = cells.map(decimalOf);
  if (x === undefined || y === undefined || width === undefined || height === undefined)
    return null;
  const sure = cells[5] === undefined ? {} : { confidence: cells[5] };
  return { classNumber: classNumber ?? Number.NaN, centre: [x, y], size: [width, height], ...sure };
}

/**
 * Rows of Ultralytics beyond the box: `class x y x y …` is an outline (four points: a turned box,
 * OBB), `class cx cy w h` and then `x y` or `x y visible` for each key point a pose.
 */
function longRow(numbers: readonly number[], shape: PoseShape | null): YoloRow['values'] {
  const [classNumber = Number.NaN, ...rest] = numbers;
  if (rest.some(Number.isNaN)) return null;
  const [x = 0, y = 0, width = 0, height = 0, ...points] = rest;
  const stated = shape !== null && points.length === shape.points * shape.numbers;
  const pose = stated ? shape.numbers : shape === null && isPose(rest) ? 3 : null;
  if (pose !== null) return { classNumber, centre: [x, y], size: [width, height], pose };
  const polygon = polygonOf(rest);
  if (polygon === null) return null;
  const box = boundingBox(polygon);
  return {
    classNumber,
    centre: [box.x + box.width / 2, box.y + box.height / 2],
    size: [box.width, box.height],
    polygon,
  };
}

/** Two are told from a turned box: two corners of one never lie about a third on both sides both ways. */
const LEAST_POINTS = 2;
/** The least part of its box, along each side, that key points of a pose lie over. */
const POSE_EXTENT = 0.4;

/**
 * The key points of a file whose data set says nothing of them: of two numbers each, where every
 * row of it has as many, about a box within the picture. An outline's second corner is hardly ever the
 * size of a box about its first one that the others fill. Null where that is not so.
 */
export function toldPoseShape(text: string): PoseShape | null {
  return flatPose(text, (extents) => extents.every(({ fills, straddles }) => fills && straddles));
}

/** Whether what was read as outlines might be key points of two numbers each all the same. */
export function mayBePoses(text: string, size: PictureSize): boolean {
  const isTurnedBox = ({ values }: YoloRow) =>
    turnedBoxOf(yoloPoints(values?.polygon ?? [], size)) !== null;
  const rows = yoloRows(text);
  if (rows.length === 0 || rows.every(isTurnedBox)) return false;
  return flatPose(text, (extents) => extents.some(({ fills }) => fills)) !== null;
}

/** What key points take of their box along one side. */
interface Extent {
  readonly fills: boolean;
  /** They lie on both sides of its middle. */
  readonly straddles: boolean;
}

function flatPose(text: string, isOne: (extents: readonly Extent[]) => boolean): PoseShape | null {
  const rows = text.split(/\r?\n/).filter((row) => row.trim() !== '');
  const numbers = rows.map((row) => row.trim().split(/\s+/).slice(1).map(decimalOf));
  const [first] = numbers;
  const points = ((first?.length ?? 0) - 4) / 2;
  if (!Number.isInteger(points) || points < LEAST_POINTS) return null;
  const told = numbers.every((row) => {
    const extents = row.length === first?.length ? poseExtents(row) : null;
    return extents !== null && isOne(extents);
  });
  return told ? { points, numbers: 2 } : null;
}

/** Null where the row is no box within the picture with key points about it. */
function poseExtents([x = 0, y = 0, width = 0, height = 0, ...numbers]: readonly number[]):
  | readonly Extent[]
  | null {
  const within = (middle: number, side: number) =>
    middle - side / 2 >= -EDGE_SLACK && middle + side / 2 <= 1 + EDGE_SLACK;
  if (numbers.some(Number.isNaN) || !within(x, width) || !within(y, height)) return null;
  const points = numbers.flatMap((across, index) => {
    const down = numbers[index + 1] ?? 0;
    // A point that is not there stands at 0, 0.
    return index % 2 === 1 || (across === 0 && down === 0) ? [] : [{ x: across, y: down }];
  });
  if (points.length < LEAST_POINTS) return null;
  const around = boundingBox(points);
  const extents = [
    { start: around.x, extent: around.width, middle: x, side: width },
    { start: around.y, extent: around.height, middle: y, side: height },
  ];
  const isAbout = extents.every(
    ({ start, extent, middle, side }) =>
      start >= middle - side * (0.5 + POSE_SLACK) &&
      start + extent <= middle + side * (0.5 + POSE_SLACK),
  );
  if (!isAbout) return null;
  return extents.map(({ start, extent, middle, side }) => ({
    fills: extent >= side * POSE_EXTENT,
    straddles: start < middle && start + extent > middle,
  }));
}

/** Boxes are rounded to some digits. */
const EDGE_SLACK = 0.001;
/** An outline and behind it how sure a detector was, as Ultralytics' predictions have it. */
function sureOutline(cells: readonly string[]): YoloRow['values'] {
  const confidence = cells.at(-1) ?? '';
  const sure = decimalOf(confidence);
  if (cells.length % 2 === 1 || !(sure >= 0 && sure <= 1)) return null;
  const values = longRow(cells.slice(0, -1).map(decimalOf), null);
  return values?.polygon === undefined ? null : { ...values, confidence };
}

/** How far beyond its box, in shares of it, a key point is believed to lie. */
const POSE_SLACK = 0.25;

/**
 * Whether numbers are a box and key points `x y visible` (0, 1 or 2) that lie about it. Odd counts
 * and twos are no outline's, so of those the places need not be asked.
 */
function isPose(numbers: readonly number[]): boolean {
  const [x = 0, y = 0, width = 0, height = 0, ...points] = numbers;
  const visible = points.filter((_, index) => index % 3 === 2);
  if (points.length % 3 !== 0 || !visible.every((one) => [0, 1, 2].includes(one))) return false;
  if (numbers.length % 2 === 1 || visible.includes(2)) return true;
  const near = (value: number, middle: number, side: number) =>
    Math.abs(value - middle) <= side * (0.5 + POSE_SLACK);
  return points.every((value, index) => {
    if (index % 3 === 2 || points[index - (index % 3) + 2] === 0) return true;
    return index % 3 === 0 ? near(value, x, width) : near(value, y, height);
  });
}

/** Points in px. */
export function yoloPoints(points: readonly Point[], { width, height }: PictureSize) {
  return points.map(({ x, y }) => ({ x: x * width, y: y * height }));
}

/** What a box says in this format's precision. */
export function yoloMeaning(box: Outlined, size: PictureSize): string {
  const outline = outlineNumbers(box.polygon, size);
  return outline === '' ? yoloNumbers(box, size) : `${yoloNumbers(box, size)} ${outline}`;
}

function outlineNumbers(polygon: readonly Point[] | undefined, size: PictureSize): string {
  const shares = polygon?.flatMap(({ x, y }) => [x / size.width, y / size.height]) ?? [];
  // Trainers refuse a picture with a share beyond its edges.
  return shares.map((share) => Math.min(1, Math.max(0, share)).toFixed(6)).join(' ');
}

/** The numbers of a box behind its class: centre and size, or its outline. */
export function yoloShape(box: Outlined, size: PictureSize, outlined: boolean): string {
  return outlined ? outlineNumbers(outlineOf(box), size) : yoloNumbers(box, size);
}

/** A row of a plain box as its four corners; any other row as it is. */
export function outlineRow({ text, values }: YoloRow): string {
  if (values === null || values.polygon !== undefined || values.pose !== undefined) return text;
  const [number] = text.trim().split(/\s+/);
  const size = { width: 1, height: 1 };
  const { left, top, right, bottom } = yoloCorners(values, size);
  const box = { x: left, y: top, width: right - left, height: bottom - top };
  return `${number} ${yoloShape(box, size, true)}`;
}

/** The numbers of a changed row of key points, which move with their box; null for another row. */
export function changedPose(
  old: YoloRow | undefined,
  box: Outlined,
  size: PictureSize,
): string | null {
  const pose = old?.values?.pose;
  if (old?.values == null || pose === undefined) return null;
  const from = yoloCorners(old.values, size);
  const was = {
    x: from.left,
    y: from.top,
    width: from.right - from.left,
    height: from.bottom - from.top,
  };
  const points = old.text.trim().split(/\s+/).slice(5);
  const moved = points.map((cell, index) => {
    const of = index % pose;
    const [x, y, visible] = points.slice(index - of, index - of + pose).map(Number);
    // A point that is not there stands at 0, 0.
    if (of === 2 || x === undefined || y === undefined || visible === 0) return cell;
    if (x === 0 && y === 0) return cell;
    const at = placedPoint({ x: x * size.width, y: y * size.height }, was, box);
    return (of === 0 ? at.x / size.width : at.y / size.height).toFixed(6);
  });
  return [yoloNumbers(box, size), ...moved].join(' ');
}

/** Corners in px. */
export function yoloCorners(values: NonNullable<YoloRow['values']>, size: PictureSize): Corners {
  const [x, y] = values.centre;
  const [width, height] = values.size;
  return {
    left: (x - width / 2) * size.width,
    top: (y - height / 2) * size.height,
    right: (x + width / 2) * size.width,
    bottom: (y + height / 2) * size.height,
  };
}

/** Centre and size in shares of the picture with six digits, as LabelImg writes them. */
export function yoloNumbers({ x, y, width, height }: Box, size: PictureSize): string {
  return [
    (x + width / 2) / size.width,
    (y + height / 2) / size.height,
    width / size.width,
    height / size.height,
  ]
    .map((share) => share.toFixed(6))
    .join(' ');
}

/** The rows as merged, one a line; the file's own line ends are kept. */
export function mergedRows(
  old: string,
  rows: readonly YoloRow[],
  merged: readonly MergedEntry[],
  texts: {
    readonly kept: (standing: number) => string;
    readonly own: (index: number, standing: number | null) => string;
  },
): string {
  const end = old.includes('\r\n') ? '\r\n' : '\n';
  const lines = merged.map((entry) =>
    entry.kind === 'kept'
      ? texts.kept(entry.standing)
      : texts.own(entry.own, entry.kind === 'changed' ? entry.standing : null),
  );
  const untouched =
    lines.length === rows.length && lines.every((line, index) => line === rows[index]?.text);
  return untouched ? old : lines.map((line) => `${line}${end}`).join('');
}
