import { boundingBox, distance, type Point, quadOfBox } from '../../reading/geometry.ts';
import type { PictureSize } from './annotationFormat.ts';
import { isPlainBox, isUprightBox, placedPoint, turnedBoxOf } from './polygon.ts';

/**
 * Where what stands in a line goes when the line goes from one outline to another: moved and
 * stretched as its box is, and turned where both are boxes. In whole px within the picture.
 */
export function lineMove(
  before: readonly Point[],
  now: readonly Point[],
  size: PictureSize | null,
): (point: Point) => Point {
  const [from, to] = [boundingBox(before), boundingBox(now)];
  const turn = turnMove(before, now);
  const whole = (value: number, most = Number.POSITIVE_INFINITY) =>
    Math.min(most, Math.max(0, Math.round(value)));
  return (point) => {
    const { x, y } = turn?.(point) ?? placedPoint(point, from, to);
    return { x: whole(x, size?.width), y: whole(y, size?.height) };
  };
}

/** The move of a box to a turned one, and back; null for other outlines, which say no turn. */
function turnMove(
  before: readonly Point[],
  now: readonly Point[],
): ((point: Point) => Point) | null {
  if (turnedBoxOf(before) === null || turnedBoxOf(now) === null) return null;
  const from = isUprightBox(before) ? uprightStart(before, now) : before;
  if (isPlainBox(now) && isPlainBox(from)) return null;
  const [a, b, , d] = from;
  const [e, f, , h] = now;
  if (!a || !b || !d || !e || !f || !h) return null;
  const along = { x: b.x - a.x, y: b.y - a.y };
  const down = { x: d.x - a.x, y: d.y - a.y };
  const share = (x: number, y: number, side: Point) =>
    (x * side.x + y * side.y) / (side.x ** 2 + side.y ** 2);
  return ({ x, y }) => {
    const u = share(x - a.x, y - a.y, along);
    const v = share(x - a.x, y - a.y, down);
    return {
      x: e.x + u * (f.x - e.x) + v * (h.x - e.x),
      y: e.y + u * (f.y - e.y) + v * (h.y - e.y),
    };
  };
}

/** Corners are written in whole px. */
const ROUNDED = 1.5;

/**
 * The corners of an upright box in the order of those it became. Files begin at any corner, so their
 * order counts only where both sides are as long as the new ones: then it was turned, by a quarter too.
 */
function uprightStart(before: readonly Point[], now: readonly Point[]): readonly Point[] {
  const sides = ([a, b, , d]: readonly Point[]) =>
    a && b && d ? [distance(a, b), distance(a, d)] : [];
  const isAsLong = (corners: readonly Point[]) =>
    sides(corners).every((side, index) => Math.abs(side - (sides(now)[index] ?? 0)) <= ROUNDED);
  const plain = quadOfBox(boundingBox(before));
  return isAsLong(before) && !isAsLong(plain) ? before : plain;
}
