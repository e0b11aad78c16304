import { type Box, quadSize } from '../geometry.ts';
import type { ReadLine } from '../results.ts';
import { lineParts } from './linePieces.ts';
import type { TableCell } from './pageLayout.ts';

/** A table among the lines of a page. */
export interface FoundTable {
  /** Indexes of the lines that it takes. */
  readonly lines: ReadonlySet<number>;
  readonly rows: readonly (readonly TableCell[])[];
}

interface Part {
  readonly line: ReadLine;
  readonly index: number;
  readonly box: Box;
}

type Row = readonly Part[];

/** Rows whose middles are farther apart than this do not belong together, heights of a line. */
const ROW_GAP = 3;
/** Parts this far apart in height are one row, heights of a line. */
const ROW_SLACK = 0.5;
/** A column of so few words on average holds entries and no running text. */
const ENTRY_WORDS = 2.5;
/** Two columns may be anything; so many rows of them make a table. */
const LEAST_ROWS_OF_TWO = 3;

/**
 * Tables: rows below each other that fall into the same columns, of which at least half hold short
 * entries. Columns of running text have rows and gaps too, but no short entries.
 * @param lines in any order; `boxes` are theirs with the page set straight
 */
export function findTables(
  lines: readonly ReadLine[],
  boxes: readonly Box[],
): readonly FoundTable[] {
  const height = medianHeight(lines);
  const rows = rowsOf(lines, boxes);
  const tables: FoundTable[] = [];
  let run: Row[] = [];
  const close = (): void => {
    const table = tableOf(run, height);
    if (table !== null) tables.push(table);
    run = [];
  };
  for (const row of rows) {
    const before = run.at(-1);
    const isFar = before !== undefined && middleOf(row) - middleOf(before) > ROW_GAP * height;
    if (row.length < 2 || isFar) close();
    if (row.length >= 2) run.push(row);
  }
  close();
  return tables;
}

function rowsOf(lines: readonly ReadLine[], boxes: readonly Box[]): readonly Row[] {
  const parts = lines.flatMap((line, index): Part[] => {
    const whole = boxes[index] ?? line.box;
    return lineParts(line).map((part) => ({ line: part, index, box: partBox(line, part, whole) }));
  });
  parts.sort((a, b) => a.box.y + a.box.height / 2 - (b.box.y + b.box.height / 2));
  const rows: Part[][] = [];
  for (const part of parts) {
    const row = rows.at(-1);
    const near =
      row !== undefined &&
      Math.abs(middleOf([part]) - middleOf(row)) <
        ROW_SLACK * Math.min(part.box.height, row[0]?.box.height ?? 0);
    if (row !== undefined && near) row.push(part);
    else rows.push([part]);
  }
  return rows.map((row) => row.sort((a, b) => a.box.x - b.box.x));
}

/** A part's box on the straightened page: its share of the line's. */
function partBox(line: ReadLine, part: ReadLine, whole: Box): Box {
  if (line === part) return whole;
  const { x, width } = line.box;
  const scale = width > 0 ? whole.width / width : 1;
  return { ...whole, x: whole.x + (part.box.x - x) * scale, width: part.box.width * scale };
}

function tableOf(rows: readonly Row[], height: number): FoundTable | null {
  const columns = columnsOf(rows, height);
  const least = columns.length === 2 ? LEAST_ROWS_OF_TWO : 2;
  if (columns.length < 2 || rows.length < least) return null;
  const cells = rows.map((row) =>
    columns.map((column) => row.filter((part) => isIn(part, column))),
  );
  const short = columns.filter((_, i) => {
    const filled = cells.map((row) => row[i] ?? []).filter((parts) => parts.length > 0);
    const words = filled.flat().reduce((sum, { line }) => sum + line.reading.words.length, 0);
    return words <= ENTRY_WORDS * filled.length;
  });
  if (2 * short.length < columns.length) return null;
  const spread = cells.filter((row) => row.filter((parts) => parts.length > 0).length >= 2);
  if (spread.length < least) return null;
  return {
    lines: new Set(rows.flat().map(({ index }) => index)),
    rows: cells.map((row) => row.map((parts) => ({ lines: parts.map(({ line }) => line) }))),
  };
}

interface Column {
  from: number;
  to: number;
}

/** Stretches of the width that rows have in common; parts that reach over two make them one. */
function columnsOf(rows: readonly Row[], height: number): readonly Column[] {
  const parts = rows.flat().sort((a, b) => a.box.x - b.box.x);
  const columns: Column[] = [];
  for (const { box } of parts) {
    const last = columns.at(-1);
    if (last !== undefined && box.x < last.to + 0.3 * height) {
      last.to = Math.max(last.to, box.x + box.width);
    } else columns.push({ from: box.x, to: box.x + box.width });
  }
  return columns;
}

function isIn({ box }: Part, { from, to }: Column): boolean {
  const center = box.x + box.width / 2;
  return center >= from && center <= to;
}

function middleOf(row: Row): number {
  return row.reduce((sum, { box }) => sum + box.y + box.height / 2, 0) / Math.max(1, row.length);
}

function medianHeight(lines: readonly ReadLine[]): number {
  const heights = lines.map(({ quad }) => quadSize(quad).height).sort((a, b) => a - b);
  return heights[heights.length >> 1] ?? 1;
}
