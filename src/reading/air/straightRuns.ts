import { distance, type Point } from '../geometry.ts';

/** Which straight runs are taken for travel. */
export interface StraightRunRule {
  /** Shortest, in heights of the ink. */
  readonly leastLength: number;
  /** Whether runs along or down the line count too, and not only those up or back. */
  readonly anyDirection: boolean;
}

/** A run is straight as long as no point of it is further from its chord, in heights of the ink. */
const STRAIGHT = 0.02;
/** Parts of a run must go up or back by this share of its length. */
const UP_OR_BACK = 0.3;

/**
 * A stroke without its long straight runs: the guess, from its shape alone, of where a pen that was
 * never lifted only travelled. Letters end low and begin high, crosses and dots are gone back for:
 * so travel goes up or back, while the straight parts of letters mostly go down.
 * @param points evenly spaced, as by {@link evenly}
 * @param height of the ink, in the points' units
 */
export function withoutStraightRuns(
  points: readonly Point[],
  height: number,
  { leastLength, anyDirection }: StraightRunRule,
): readonly (readonly Point[])[] {
  const runs = straightRuns(points, STRAIGHT * height)
    .filter(({ from, to, length }) => {
      const [start, end] = [points[from], points[to]];
      if (start === undefined || end === undefined || length < leastLength * height) return false;
      const goesBack = end.x - start.x < -UP_OR_BACK * length;
      const goesUp = end.y - start.y < -UP_OR_BACK * length;
      return anyDirection || goesBack || goesUp;
    })
    .sort((a, b) => b.length - a.length);
  const taken: Run[] = [];
  for (const run of runs) {
    if (taken.every(({ from, to }) => run.to <= from || run.from >= to)) taken.push(run);
  }
  taken.sort((a, b) => a.from - b.from);
  const parts: (readonly Point[])[] = [];
  let from = 0;
  for (const run of taken) {
    if (run.from > from) parts.push(points.slice(from, run.from + 1));
    from = run.to;
  }
  if (from < points.length - 1) parts.push(points.slice(from));
  return parts;
}

interface Run {
  readonly from: number;
  readonly to: number;
  readonly length: number;
}

/** For each point the longest straight run that begins there. */
function straightRuns(points: readonly Point[], tolerance: number): readonly Run[] {
  return points.map((start, from) => {
    let to = from;
    for (let next = from + 1; next < points.length; next++) {
      if (!isStraight(points, from, next, tolerance)) break;
      to = next;
    }
    return { from, to, length: distance(start, points[to] ?? start) };
  });
}

function isStraight(points: readonly Point[], from: number, to: number, most: number): boolean {
  const [start, end] = [points[from], points[to]];
  if (start === undefined || end === undefined) return false;
  const [dx, dy] = [end.x - start.x, end.y - start.y];
  const length = Math.hypot(dx, dy);
  if (length === 0) return true;
  for (let i = from + 1; i < to; i++) {
    const point = points[i] ?? start;
    if (Math.abs(dx * (point.y - start.y) - dy * (point.x - start.x)) > most * length) return false;
  }
  return true;
}

/** A path's points at even distances; the ends stay. */
export function evenly(points: readonly Point[], step: number): readonly Point[] {
  const [first] = points;
  const last = points.at(-1);
  if (first === undefined || last === undefined) return [];
  const even: Point[] = [first];
  let missing = step;
  for (let i = 1; i < points.length; i++) {
    const [from, to] = [points[i - 1], points[i]];
    if (from === undefined || to === undefined) continue;
    const length = distance(from, to);
    for (; missing <= length; missing += step) {
      const share = missing / length;
      even.push({ x: from.x + share * (to.x - from.x), y: from.y + share * (to.y - from.y) });
    }
    missing -= length;
  }
  if (distance(even.at(-1) ?? first, last) > 0.25 * step) even.push(last);
  return even;
}
