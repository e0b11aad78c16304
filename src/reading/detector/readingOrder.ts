import { quadSize, quadSlope } from '../geometry.ts';
import type { FoundLine } from '../results.ts';

/** What the order depends on. */
type OrderedLine = Pick<FoundLine, 'quad' | 'lineClass'>;

/** A row of lines that follow each other closely, in directions of the writing. */
interface Row<Line extends OrderedLine> {
  readonly lines: Line[];
  left: number;
  right: number;
  top: number;
  bottom: number;
}

type AnyRow = Row<OrderedLine>;

/** Gap up to which two lines beside each other are one row (a form's label and its entry), heights. */
const ROW_GAP = 2.5;

/**
 * Lines in the order they are read: columns from left to right, each from top to bottom, in the
 * direction of the writing. Row a comes before row b if it lies above it in the same column, or
 * wholly left of it with nothing between them that spans both (Breuel 2003, "High performance
 * document layout analysis").
 */
export function readingOrder<Line extends OrderedLine>(lines: readonly Line[]): Line[] {
  const slope = commonSlope(lines);
  const rows = rowsOf(lines, slope);
  rows.sort((a, b) => a.top - b.top || a.left - b.left);
  const state = new Uint8Array(rows.length);
  const ordered: Line[] = [];
  const visit = (index: number): void => {
    const row = rows[index];
    if (row === undefined || state[index] !== 0) return;
    state[index] = 1;
    for (const [other, candidate] of rows.entries()) {
      if (state[other] === 0 && comesBefore(candidate, row, rows)) visit(other);
    }
    ordered.push(...row.lines);
  };
  for (const index of rows.keys()) visit(index);
  return ordered;
}

/** Median slope, long lines counting more, radians. */
function commonSlope(lines: readonly OrderedLine[]): number {
  const slopes = lines
    .map(({ quad }) => ({ slope: quadSlope(quad), weight: quadSize(quad).width }))
    .sort((a, b) => a.slope - b.slope);
  let left = slopes.reduce((sum, { weight }) => sum + weight, 0) / 2;
  for (const { slope, weight } of slopes) {
    left -= weight;
    if (left <= 0) return slope;
  }
  return 0;
}

function rowsOf<Line extends OrderedLine>(lines: readonly Line[], slope: number): Row<Line>[] {
  const cos = Math.cos(slope);
  const sin = Math.sin(slope);
  const single = lines.map((line): Row<Line> => {
    const alongs = line.quad.map(({ x, y }) => x * cos + y * sin);
    const acrosses = line.quad.map(({ x, y }) => y * cos - x * sin);
    const [topLeft = 0, topRight = 0, bottomRight = 0, bottomLeft = 0] = acrosses;
    return {
      lines: [line],
      left: Math.min(...alongs),
      right: Math.max(...alongs),
      // The middle of each edge, so that a line a little off the common slope keeps its height.
      top: (topLeft + topRight) / 2,
      bottom: (bottomLeft + bottomRight) / 2,
    };
  });
  single.sort((a, b) => a.left - b.left);
  const rows: Row<Line>[] = [];
  for (const row of single) {
    const before = rows.find((other) => continuesRow(other, row));
    if (before === undefined) {
      rows.push(row);
      continue;
    }
    before.lines.push(...row.lines);
    before.right = Math.max(before.right, row.right);
    before.top = Math.min(before.top, row.top);
    before.bottom = Math.max(before.bottom, row.bottom);
  }
  return rows;
}

function continuesRow(before: AnyRow, row: AnyRow): boolean {
  // Two lines of one class would have been grouped if they belonged together.
  const last = before.lines.at(-1);
  if (last === undefined || last.lineClass === row.lines[0]?.lineClass) return false;
  const height = Math.min(before.bottom - before.top, row.bottom - row.top);
  const gap = row.left - before.right;
  const shared = Math.min(before.bottom, row.bottom) - Math.max(before.top, row.top);
  return gap > -height && gap < ROW_GAP * height && shared > 0.5 * height;
}

function comesBefore(a: AnyRow, b: AnyRow, rows: readonly AnyRow[]): boolean {
  if (overlapsAlong(a, b)) return middle(a) < middle(b);
  if (a.right > b.left) return false;
  return !rows.some(
    (between) =>
      between !== a &&
      between !== b &&
      overlapsAlong(between, a) &&
      overlapsAlong(between, b) &&
      middle(between) > Math.min(middle(a), middle(b)) &&
      middle(between) < Math.max(middle(a), middle(b)),
  );
}

/** Whether two rows share enough of their width to stand in one column. */
function overlapsAlong(a: AnyRow, b: AnyRow): boolean {
  const shared = Math.min(a.right, b.right) - Math.max(a.left, b.left);
  return shared > 0.1 * Math.min(a.right - a.left, b.right - b.left);
}

function middle(row: AnyRow): number {
  return (row.top + row.bottom) / 2;
}
