import { distance, type Point } from '../geometry.ts';

/** Knots are spaced by this power of the distance: centripetal, which makes neither loops nor cusps. */
const POWER = 0.5;

/**
 * A curve through all points, as points at most about `step` apart: centripetal Catmull-Rom (Yuksel,
 * Schaefer and Keyser 2011). A camera gives few points to a letter; straight lines between them
 * would be corners that nobody wrote.
 */
export function smoothStroke(points: readonly Point[], step: number): readonly Point[] {
  const knots = points.filter((point, i) => {
    const before = points[i - 1];
    return before === undefined || distance(before, point) > 1e-6;
  });
  const [first] = knots;
  if (first === undefined || knots.length < 2) return knots;
  const curve: Point[] = [first];
  for (let i = 1; i < knots.length; i++) {
    const [from, to] = [knots[i - 1], knots[i]];
    if (from === undefined || to === undefined) continue;
    const before = knots[i - 2] ?? mirror(from, to);
    const after = knots[i + 1] ?? mirror(to, from);
    const pieces = Math.max(1, Math.ceil(distance(from, to) / step));
    for (let piece = 1; piece < pieces; piece++) {
      curve.push(between(before, from, to, after, piece / pieces));
    }
    curve.push(to);
  }
  return curve;
}

/** The point beyond `end`, as far as `other` is on this side: an end without bend. */
function mirror(end: Point, other: Point): Point {
  return { x: 2 * end.x - other.x, y: 2 * end.y - other.y };
}

function between(before: Point, from: Point, to: Point, after: Point, share: number): Point {
  const t1 = distance(before, from) ** POWER;
  const t2 = t1 + distance(from, to) ** POWER;
  const t3 = t2 + distance(to, after) ** POWER;
  const t = t1 + share * (t2 - t1);
  const a1 = blend(before, from, 0, t1, t);
  const a2 = blend(from, to, t1, t2, t);
  const a3 = blend(to, after, t2, t3, t);
  return blend(blend(a1, a2, 0, t2, t), blend(a2, a3, t1, t3, t), t1, t2, t);
}

function blend(a: Point, b: Point, ta: number, tb: number, t: number): Point {
  const share = (t - ta) / (tb - ta);
  return { x: a.x + share * (b.x - a.x), y: a.y + share * (b.y - a.y) };
}
