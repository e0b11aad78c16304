import type { Box, Point } from '../../reading/geometry.ts';
import type { AnnotationBox } from './annotation.ts';
import type { PictureSize } from './annotationFormat.ts';
import { roundedPx } from './jsonTree.ts';

/** Points out of `x, y, x, y …`; null where they are no outline: under three, odd, or no numbers. */
export function polygonOf(numbers: readonly (number | null)[]): readonly Point[] | null {
  if (numbers.length < 6 || numbers.length % 2 !== 0) return null;
  const points: Point[] = [];
  for (let i = 0; i < numbers.length; i += 2) {
    const [x, y] = [numbers[i], numbers[i + 1]];
    if (x == null || y == null || !Number.isFinite(x) || !Number.isFinite(y)) return null;
    points.push({ x, y });
  }
  return points;
}

/** The outline with what lies outside the picture drawn back to its edge. */
export function polygonInside(
  polygon: readonly Point[],
  { width, height }: PictureSize,
): readonly Point[] {
  return polygon.map(({ x, y }) => ({
    x: Math.min(width, Math.max(0, x)),
    y: Math.min(height, Math.max(0, y)),
  }));
}

/** A point moved and stretched as one box is into another. */
export function placedPoint({ x, y }: Point, from: Box, to: Box): Point {
  return {
    x: to.x + (from.width === 0 ? 0 : ((x - from.x) / from.width) * to.width),
    y: to.y + (from.height === 0 ? 0 : ((y - from.y) / from.height) * to.height),
  };
}

/** A box in another place; its outline goes with it. */
export function placedBox<T extends AnnotationBox>(box: T, place: Box): T {
  const { x, y, width, height } = place;
  const moved = { ...box, x, y, width, height };
  if (box.polygon === undefined) return moved;
  return { ...moved, polygon: box.polygon.map((point) => placedPoint(point, box, place)) };
}

/** Px², by the shoelace formula. */
export function polygonArea(polygon: readonly Point[]): number {
  const twice = polygon.reduce((sum, { x, y }, index) => {
    const next = polygon[(index + 1) % polygon.length] ?? { x, y };
    return sum + x * next.y - next.x * y;
  }, 0);
  return Math.abs(twice) / 2;
}

/** The outline's numbers to a ten-thousandth px; empty where there is none. */
export function polygonNumbers(polygon: readonly Point[] | undefined): readonly number[] {
  return polygon?.flatMap(({ x, y }) => [roundedPx(x), roundedPx(y)]) ?? [];
}
