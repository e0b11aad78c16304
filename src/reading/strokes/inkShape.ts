import { type Box, boundingBox, type Point } from '../geometry.ts';
import { evenly } from './evenPoints.ts';
import type { InkStroke } from './ink.ts';

/** What setting lines apart needs to know of a stroke. */
export interface InkShape {
  readonly stroke: InkStroke;
  /** Place in the order of writing. */
  readonly order: number;
  /** Number of lines that the writer had begun before it. */
  readonly part: number;
  readonly box: Box;
  /** Points at even distances: how much ink lies where. */
  readonly points: readonly Point[];
  /** Middle of its ink, y. */
  readonly middle: number;
  /** Where its middle low and high turning points lie, y: on the baseline, and on the small letters. */
  readonly base: number;
  readonly crest: number;
  /** Smaller than a letter: a dot, a crossing or a mark. */
  readonly isMark: boolean;
}

/** Points of a shape are this far apart, in sizes. */
const SPACING = 0.15;
/** Strokes lower than this are marks however long they are; in sizes. */
const MARK_HEIGHT = 0.4;
const LEAST_SIZE_PX = 8;

/** Shapes of strokes that have points, in the order of writing. */
export function shapesOf(strokes: readonly InkStroke[], size: number): readonly InkShape[] {
  let part = 0;
  return strokes
    .filter(({ points }) => points.length > 0)
    .map((stroke, order) => {
      if (stroke.startsLine) part += 1;
      const points = evenly(stroke.points, SPACING * size);
      const box = boundingBox(stroke.points);
      return {
        ...{ stroke, order, part, box, points },
        middle: points.reduce((sum, { y }) => sum + y, 0) / points.length,
        base: turning(points, 1) ?? box.y + box.height,
        crest: turning(points, -1) ?? box.y,
        isMark: box.height < MARK_HEIGHT * size && box.width < 2 * size,
      };
    });
}

/** The middle of a path's turning points where y is greatest (`sign` 1) or least (-1). */
function turning(points: readonly Point[], sign: number): number | null {
  const turns: number[] = [];
  for (let i = 0; i < points.length; i++) {
    const y = sign * (points[i]?.y ?? 0);
    const before = sign * (points[i - 1]?.y ?? -sign * Infinity);
    const after = sign * (points[i + 1]?.y ?? -sign * Infinity);
    if (y >= before && y > after) turns.push(y);
  }
  turns.sort((a, b) => a - b);
  const middle = turns[turns.length >> 1];
  return middle === undefined ? null : sign * middle;
}

/**
 * The size of the writing, px: the middle height of its strokes, each counted by its length, so that
 * dots and marks say little. Joined words and lone letters are about as tall.
 */
export function inkSize(strokes: readonly InkStroke[]): number {
  const heights = strokes
    .filter(({ points }) => points.length > 0)
    .map(({ points }) => boundingBox(points))
    .map(({ width, height }) => ({ height, weight: Math.hypot(width, height) }))
    .sort((a, b) => a.height - b.height);
  const half = heights.reduce((sum, { weight }) => sum + weight, 0) / 2;
  let sum = 0;
  for (const { height, weight } of heights) {
    sum += weight;
    if (sum >= half) return Math.max(LEAST_SIZE_PX, height);
  }
  return LEAST_SIZE_PX;
}
