import { boundingBox, type Point, quadOfBox } from '../../reading/geometry.ts';
import type { PictureSize } from './annotationFormat.ts';
import { isUprightBox, placedPoint, turnedBoxOf } from './polygon.ts';

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

/** The move of a box to a turned one; null for other outlines, which say no turn. */
function turnMove(
  before: readonly Point[],
  now: readonly Point[],
): ((point: Point) => Point) | null {
  if (turnedBoxOf(before) === null || turnedBoxOf(now) === null || isUprightBox(now)) return null;
  const [a, b, , d] = isUprightBox(before) ? quadOfBox(boundingBox(before)) : before;
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
