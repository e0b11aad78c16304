import { type Box, boundingBox } from '../geometry.ts';
import { evenly } from './evenPoints.ts';
import type { Ink, InkStroke } from './ink.ts';

/** Strokes that stand in one line. */
export interface StrokeLine {
  /** The `id` of its first stroke, which it keeps while it is written on. */
  readonly id: number;
  /** In the order of writing. */
  readonly strokes: readonly InkStroke[];
}

// Chosen on pages of training writers (test/reading/strokes/pages).
/** A stroke farther than this from every line's middle begins a line; in sizes of the writing. */
const APART = 0.9;
/** What a line's middle is worth to a stroke falls by half at this distance beside it, in sizes. */
const NEAR = 1.5;
/** Distance beside a line counts this much of distance above or below it. */
const BESIDE = 0.04;
/** A stroke smaller than this is a dot, a mark or a crossing: it goes to the ink that it is nearest. */
const SMALL = 0.45;
/** How much nearer the line that was written last seems, in sizes. */
const GOING_ON = 0.25;
/** After all strokes are known, each looks for its line again this often. */
const LOOKS_BACK = 3;

interface Shape {
  readonly stroke: InkStroke;
  readonly box: Box;
  /** Points at even distances: how much ink lies where. */
  readonly points: readonly { readonly x: number; readonly y: number }[];
  /** Number of lines that the writer had begun before it. */
  readonly part: number;
}

interface Line {
  readonly part: number;
  readonly shapes: Shape[];
}

/**
 * Ink set apart into lines, from top to bottom, by where it lies and when it was written: each
 * stroke goes to the line in whose course it lies, and begins one where there is none. Then, with
 * all of them known, each looks again: what was too little to tell when it came is told by what
 * came after it. A line that the writer began is never joined to one before.
 */
export function separateLines({ strokes }: Ink): readonly StrokeLine[] {
  const size = sizeOf(strokes);
  let part = 0;
  const shapes = strokes
    .filter(({ points }) => points.length > 0)
    .map((stroke): Shape => {
      if (stroke.startsLine) part += 1;
      const points = evenly(stroke.points, 0.2 * size);
      return { stroke, box: boundingBox(stroke.points), points, part };
    });
  let lines: Line[] = [];
  const home = new Map<Shape, Line>();
  const join = (shape: Shape, line: Line | null): Line => {
    const own = line ?? { part: shape.part, shapes: [] };
    if (line === null) lines.push(own);
    own.shapes.push(shape);
    home.set(shape, own);
    return own;
  };
  let last: Line | null = null;
  for (const shape of shapes) last = join(shape, lineFor(shape, lines, last, size));
  for (let look = 0; look < LOOKS_BACK; look++) {
    let moved = 0;
    for (const [i, shape] of shapes.entries()) {
      const own = home.get(shape);
      if (own === undefined) continue;
      own.shapes.splice(own.shapes.indexOf(shape), 1);
      lines = lines.filter((line) => line.shapes.length > 0);
      const before = shapes[i - 1];
      const found = lineFor(shape, lines, (before && home.get(before)) ?? null, size);
      if (found !== own) moved += 1;
      const stays = found ?? (own.shapes.length === 0 ? own : null);
      if (stays === own && !lines.includes(own)) lines.push(own);
      join(shape, stays);
    }
    if (moved === 0) break;
  }
  return lines
    .filter((line) => line.shapes.length > 0)
    .sort((a, b) => middleOf(a) - middleOf(b))
    .map(({ shapes: own }) => {
      const written = own.map(({ stroke }) => stroke).sort((a, b) => a.id - b.id);
      return { id: written[0]?.id ?? 0, strokes: written };
    });
}

function lineFor(
  shape: Shape,
  lines: readonly Line[],
  last: Line | null,
  size: number,
): Line | null {
  const isSmall = Math.max(shape.box.height, shape.box.width) < SMALL * size;
  let best: { readonly line: Line; readonly cost: number } | null = null;
  for (const line of lines) {
    if (line.part !== shape.part || line.shapes.length === 0) continue;
    const { away, beside } = offset(shape, line, size, isSmall);
    const cost = away + BESIDE * beside - (line === last ? GOING_ON : 0);
    if (best === null || cost < best.cost) best = { line, cost };
  }
  const limit = isSmall ? 1.6 * APART : APART;
  return best !== null && best.cost <= limit ? best.line : null;
}

/** How far a stroke lies above or below a line's course, and beside its ink; in sizes. */
function offset(shape: Shape, line: Line, size: number, isSmall: boolean) {
  const { x, y, width, height } = shape.box;
  let [weights, sum, beside, nearest] = [0, 0, Infinity, Infinity];
  const middle = { x: x + width / 2, y: y + height / 2 };
  for (const other of line.shapes) {
    const gap = Math.max(0, other.box.x - (x + width), x - (other.box.x + other.box.width));
    beside = Math.min(beside, gap / size);
    for (const point of other.points) {
      const dx = Math.max(0, x - point.x, point.x - (x + width)) / size;
      const weight = 1 / (1 + (dx / NEAR) ** 2);
      weights += weight;
      sum += weight * point.y;
      nearest = Math.min(nearest, Math.hypot(point.x - middle.x, point.y - middle.y) / size);
    }
  }
  const away = Math.abs(middle.y - sum / Math.max(1e-9, weights)) / size;
  return { away: isSmall ? 0.5 * (away + nearest) : away, beside };
}

/**
 * The size of the writing, px: the middle height of its strokes, each counted by its length, so that
 * dots and marks say little. Joined words and lone letters are about as tall.
 */
function sizeOf(strokes: readonly InkStroke[]): number {
  const heights = strokes
    .map(({ points }) => boundingBox(points))
    .map(({ width, height }) => ({ height, weight: Math.hypot(width, height) }))
    .sort((a, b) => a.height - b.height);
  const half = heights.reduce((sum, { weight }) => sum + weight, 0) / 2;
  let sum = 0;
  for (const { height, weight } of heights) {
    sum += weight;
    if (sum >= half) return Math.max(8, height);
  }
  return 8;
}

function middleOf({ shapes }: Line): number {
  const points = shapes.flatMap((shape) => shape.points);
  return points.reduce((sum, { y }) => sum + y, 0) / Math.max(1, points.length);
}
