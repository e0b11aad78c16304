import { distance } from '../geometry.ts';
import type { InkPoint, TravelRun } from './ink.ts';

/** Travel is this much faster than the stroke's middle speed, … */
const FASTER = 1.9;
/** … straight (its length over its way), … */
const STRAIGHT = 0.97;
/** … and this long, in heights of the stroke. */
const LEAST_LENGTH = 0.25;
/** Steps slower than this share of the fastest are rest and say nothing of the writing's speed. */
const REST = 0.05;

/**
 * Fast straight travel in a stroke whose pen was never lifted, after its times alone: the hand
 * hurries straight from letter to letter and slows down in curves.
 */
export function findFastTravel(points: readonly InkPoint[]): readonly TravelRun[] {
  const speeds = points.slice(1).map((point, i) => speedBetween(points[i] ?? point, point));
  const fastest = Math.max(0, ...speeds);
  const writing = speeds.filter((speed) => speed > REST * fastest).sort((a, b) => a - b);
  const usual = writing[Math.floor(writing.length / 2)] ?? 0;
  if (usual === 0) return [];
  const height = heightOf(points);
  const runs: TravelRun[] = [];
  let from = -1;
  for (let i = 0; i <= speeds.length; i++) {
    const isFast = (speeds[i] ?? 0) > FASTER * usual;
    if (isFast && from < 0) from = i;
    if (isFast || from < 0) continue;
    if (isTravel(points, from, i, LEAST_LENGTH * height)) runs.push({ from, to: i });
    from = -1;
  }
  return runs;
}

function speedBetween(a: InkPoint, b: InkPoint): number {
  return distance(a, b) / Math.max(1, b.timeMs - a.timeMs);
}

function heightOf(points: readonly InkPoint[]): number {
  let [top, bottom] = [Infinity, -Infinity];
  for (const { y } of points) {
    top = Math.min(top, y);
    bottom = Math.max(bottom, y);
  }
  return Math.max(1, bottom - top);
}

function isTravel(
  points: readonly InkPoint[],
  from: number,
  to: number,
  leastLength: number,
): boolean {
  const [start, end] = [points[from], points[to]];
  if (start === undefined || end === undefined) return false;
  let way = 0;
  for (let i = from; i < to; i++) {
    const [a, b] = [points[i], points[i + 1]];
    if (a && b) way += distance(a, b);
  }
  const length = distance(start, end);
  return length >= leastLength && length >= STRAIGHT * way;
}
