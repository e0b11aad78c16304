import { type Box, boundingBox, distance, type Point } from '../geometry.ts';
import { evenly } from './evenPoints.ts';
import { type InkStroke, inkedParts } from './ink.ts';

/** A scratch turns round this often at least, … */
const LEAST_TURNS = 5;
/** … goes over its own length this many times, … */
const LEAST_WAYS = 3.5;
/** … and lies over this share of the ink that it takes away. */
const COVERED = 0.6;
/** Points that are looked at, shares of the scratch's length. */
const STEP = 0.02;
/** How far beside a scratch ink still counts as under it, shares of its width. */
const BESIDE = 0.08;

/**
 * The strokes that the newest one scratches out, by `id`: it goes to and fro over them. Empty where
 * it is writing like any other.
 */
export function scratchedOut(newest: InkStroke, before: readonly InkStroke[]): ReadonlySet<number> {
  if (!isScratch(newest.points)) return new Set();
  const box = boundingBox(newest.points);
  const reach = BESIDE * Math.max(box.width, box.height);
  const under = before.filter((stroke) => {
    const points = inkedParts(stroke).flatMap((part) => evenly(part, reach));
    const covered = points.filter((point) => isInside(point, box, reach)).length;
    return points.length > 0 && covered >= COVERED * points.length;
  });
  return new Set(under.map(({ id }) => id));
}

/** Whether a path goes to and fro along one line, again and again. */
function isScratch(points: readonly Point[]): boolean {
  const box = boundingBox(points);
  const length = wayOf(points);
  const extent = Math.hypot(box.width, box.height);
  if (extent === 0 || length < LEAST_WAYS * extent) return false;
  const along = axisOf(points);
  const places = evenly(points, STEP * length).map(({ x, y }) => x * along.x + y * along.y);
  const reach = Math.max(...places) - Math.min(...places);
  return turnsOf(places, 0.3 * reach) >= LEAST_TURNS;
}

/** How often a number goes the other way by `least` or more. */
function turnsOf(values: readonly number[], least: number): number {
  let [turns, direction, extreme] = [0, 0, values[0] ?? 0];
  for (const value of values) {
    if (direction === 0) {
      if (Math.abs(value - extreme) >= least)
        [direction, extreme] = [Math.sign(value - extreme), value];
    } else if ((value - extreme) * direction > 0) extreme = value;
    else if ((extreme - value) * direction >= least) {
      turns += 1;
      [direction, extreme] = [-direction, value];
    }
  }
  return turns;
}

/** Direction in which the points lie farthest apart. */
function axisOf(points: readonly Point[]): Point {
  const count = points.length;
  const [meanX, meanY] = [
    points.reduce((sum, { x }) => sum + x, 0) / count,
    points.reduce((sum, { y }) => sum + y, 0) / count,
  ];
  let [xx, xy, yy] = [0, 0, 0];
  for (const { x, y } of points) {
    xx += (x - meanX) ** 2;
    xy += (x - meanX) * (y - meanY);
    yy += (y - meanY) ** 2;
  }
  const angle = 0.5 * Math.atan2(2 * xy, xx - yy);
  return { x: Math.cos(angle), y: Math.sin(angle) };
}

function wayOf(points: readonly Point[]): number {
  let way = 0;
  for (let i = 1; i < points.length; i++) {
    const [a, b] = [points[i - 1], points[i]];
    if (a && b) way += distance(a, b);
  }
  return way;
}

function isInside({ x, y }: Point, box: Box, reach: number): boolean {
  return (
    x >= box.x - reach &&
    x <= box.x + box.width + reach &&
    y >= box.y - reach &&
    y <= box.y + box.height + reach
  );
}
