import { type Box, boundingBox, type Point } from '../../reading/geometry.ts';
import type { PictureSize } from './annotationFormat.ts';
import { type Corners, decimalOf } from './boxInside.ts';
import type { MergedEntry } from './mergeEntries.ts';
import { type Outlined, outlineOf, placedPoint, polygonOf } from './polygon.ts';

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
    /** Key points follow the box. */
    readonly pose?: boolean;
  } | null;
}

/** The rows of a label file; empty lines are none. */
export function yoloRows(text: string): readonly YoloRow[] {
  return text
    .replace(/^\ufeff/, '')
    .split(/\r?\n/)
    .map((row, index) => ({ line: index + 1, text: row, values: valuesOf(row) }))
    .filter((row) => row.text.trim() !== '');
}

function valuesOf(row: string): YoloRow['values'] {
  const cells = row.trim().split(/\s+/);
  if (cells.length < 5) return null;
  if (cells.length > 6) return longRow(cells.map(decimalOf));
  const [classNumber, x, y, width, height] = cells.map(decimalOf);
  if (x === undefined || y === undefined || width === undefined || height === undefined)
    return null;
  return { classNumber: classNumber ?? Number.NaN, centre: [x, y], size: [width, height] };
}

/**
 * Rows of Ultralytics beyond the box: `class x y x y …` is an outline (four points: a turned box,
 * OBB), `class cx cy w h` and then triples `x y visible` (0, 1 or 2) a pose.
 */
function longRow(numbers: readonly number[]): YoloRow['values'] {
  const [classNumber = Number.NaN, ...rest] = numbers;
  if (rest.some(Number.isNaN)) return null;
  const [x = 0, y = 0, width = 0, height = 0, ...points] = rest;
  const visible = points.filter((_, index) => index % 3 === 2);
  const pose = points.length % 3 === 0 && visible.every((one) => [0, 1, 2].includes(one));
  if (pose) return { classNumber, centre: [x, y], size: [width, height], pose };
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
  if (values === null || values.polygon !== undefined || values.pose) return text;
  const [number, ...numbers] = text.trim().split(/\s+/);
  if (numbers.length !== 4) return text;
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
  if (old?.values?.pose !== true) return null;
  const from = yoloCorners(old.values, size);
  const was = {
    x: from.left,
    y: from.top,
    width: from.right - from.left,
    height: from.bottom - from.top,
  };
  const points = old.text.trim().split(/\s+/).slice(5);
  const moved = points.map((cell, index) => {
    if (index % 3 === 2) return cell;
    const [x, y] = index % 3 === 0 ? [cell, points[index + 1]] : [points[index - 1], cell];
    // A point that is not there stands at 0, 0.
    if (points[index - (index % 3) + 2] === '0') return cell;
    const at = placedPoint({ x: Number(x) * size.width, y: Number(y) * size.height }, was, box);
    return (index % 3 === 0 ? at.x / size.width : at.y / size.height).toFixed(6);
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
