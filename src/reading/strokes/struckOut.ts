import { boundingBox, distance, type Point } from '../geometry.ts';
import type { InkStroke } from './ink.ts';

/** A strike is this straight (its length over its way), … */
const STRAIGHT = 0.95;
/** … climbs or falls by less than this share of its width, … */
const LEVEL = 0.25;
/** … goes through strokes that together are this wide at least, in sizes: a crossing does not. */
const LEAST_WIDTH = 1.2;
/** It covers this share of a stroke's width, … */
const COVERED = 0.85;
/** … and goes through it at least this share of its height from top and bottom. */
const INSIDE = 0.12;

/**
 * A line's strokes without those that a later one strikes out, and without that one. What is struck
 * out stays as ink; it is only not read.
 * @param size of the writing, px
 */
export function withoutStruckOut(
  strokes: readonly InkStroke[],
  size: number,
): readonly InkStroke[] {
  const gone = new Set<number>();
  for (const [i, stroke] of strokes.entries()) {
    const before = strokes.slice(0, i).filter(({ id }) => !gone.has(id));
    const struck = struckBy(stroke.points, before, size);
    if (struck.length === 0) continue;
    gone.add(stroke.id);
    for (const { id } of struck) gone.add(id);
  }
  return gone.size === 0 ? strokes : strokes.filter(({ id }) => !gone.has(id));
}

function struckBy(
  points: readonly Point[],
  before: readonly InkStroke[],
  size: number,
): readonly InkStroke[] {
  const box = boundingBox(points);
  if (box.width < LEAST_WIDTH * size || !isStraight(points)) return [];
  const [left, right] = [box.x - 0.1 * size, box.x + box.width + 0.1 * size];
  const under = before.filter((stroke) => {
    const own = boundingBox(stroke.points);
    const covered = Math.min(right, own.x + own.width) - Math.max(left, own.x);
    return covered >= COVERED * own.width && covered >= 0;
  });
  const through = under.filter((stroke) => {
    const own = boundingBox(stroke.points);
    const y = heightAt(points, own.x + own.width / 2);
    const share = (y - own.y) / Math.max(1, own.height);
    return share > INSIDE && share < 1 - INSIDE;
  });
  if (through.length === 0) return [];
  const struck = boundingBox(through.flatMap((stroke) => stroke.points));
  if (struck.width < LEAST_WIDTH * size) return [];
  // Dots and crossings over what is struck go with it.
  return under;
}

function isStraight(points: readonly Point[]): boolean {
  const [first, last] = [points[0], points.at(-1)];
  if (!first || !last) return false;
  let way = 0;
  for (let i = 1; i < points.length; i++) {
    const [a, b] = [points[i - 1], points[i]];
    if (a && b) way += distance(a, b);
  }
  const isLevel = Math.abs(last.y - first.y) <= LEVEL * Math.abs(last.x - first.x);
  return isLevel && distance(first, last) >= STRAIGHT * way;
}

/** Height of a level path at a place along it. */
function heightAt(points: readonly Point[], x: number): number {
  const [first, last] = [points[0], points.at(-1)];
  if (!first || !last) return 0;
  const share = (x - first.x) / (last.x - first.x || 1);
  return first.y + Math.min(1, Math.max(0, share)) * (last.y - first.y);
}
