import type { Box } from '../../reading/geometry.ts';
import type { PictureSize } from './annotationFormat.ts';
import { type Corners, decimalOf } from './boxInside.ts';
import type { MergedEntry } from './mergeEntries.ts';

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
  if (cells.length < 5 || cells.length > 6) return null;
  const [classNumber, x, y, width, height] = cells.map(decimalOf);
  if (x === undefined || y === undefined || width === undefined || height === undefined)
    return null;
  return { classNumber: classNumber ?? Number.NaN, centre: [x, y], size: [width, height] };
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
    readonly own: (index: number) => string;
  },
): string {
  const end = old.includes('\r\n') ? '\r\n' : '\n';
  const lines = merged.map((entry) =>
    entry.kind === 'kept' ? texts.kept(entry.standing) : texts.own(entry.own),
  );
  const untouched =
    lines.length === rows.length && lines.every((line, index) => line === rows[index]?.text);
  return untouched ? old : lines.map((line) => `${line}${end}`).join('');
}
