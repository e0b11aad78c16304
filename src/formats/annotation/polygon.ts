import { type Box, boundingBox, distance, type Point, quadOfBox } from '../../reading/geometry.ts';
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

/** A rectangle that is turned about its centre; slope in radians, clockwise on the screen. */
export interface TurnedBox {
  readonly center: Point;
  readonly width: number;
  readonly height: number;
  readonly slope: number;
}

/** Files round: corners of a rectangle lie this share of its diagonal, or this many px, beside it. */
const CORNER_SLACK = { share: 0.002, px: 0.05 } as const;

/** The turned box that an outline is; null where it is another shape. */
export function turnedBoxOf(polygon: readonly Point[] | undefined): TurnedBox | null {
  const [a, b, c, d] = polygon ?? [];
  if (polygon?.length !== 4 || !a || !b || !c || !d) return null;
  const diagonal = distance(a, c);
  const slack = Math.max(CORNER_SLACK.px, diagonal * CORNER_SLACK.share);
  const center = { x: (a.x + c.x) / 2, y: (a.y + c.y) / 2 };
  // Its diagonals are as long as each other and meet in their middles.
  const other = { x: (b.x + d.x) / 2, y: (b.y + d.y) / 2 };
  if (Math.abs(diagonal - distance(b, d)) > slack || distance(center, other) > slack) return null;
  const [width, height] = [distance(a, b), distance(b, c)];
  if (width < 1e-6 || height < 1e-6) return null;
  return { center, width, height, slope: Math.atan2(b.y - a.y, b.x - a.x) };
}

/** Whether an outline says no more than the box around it. */
export function isUprightBox(polygon: readonly Point[]): boolean {
  const { x, y, width, height } = boundingBox(polygon);
  const near = (a: number, b: number) => Math.abs(a - b) < 1e-6;
  return (
    turnedBoxOf(polygon) !== null &&
    polygon.every(
      (point) =>
        (near(point.x, x) || near(point.x, x + width)) &&
        (near(point.y, y) || near(point.y, y + height)),
    )
  );
}

/** Whether an outline is an upright box that is not turned either: it begins at the left above and goes right. */
export function isPlainBox(polygon: readonly Point[]): boolean {
  const [a, b, , d] = polygon;
  return isUprightBox(polygon) && !!a && !!b && !!d && a.x < b.x && a.y < d.y;
}

/** A box that may be the one around an outline. */
export type Outlined = Box & { readonly polygon?: readonly Point[] };

/** The outline of a box: its own, else its corners. */
export function outlineOf(box: Outlined): readonly Point[] {
  return box.polygon ?? quadOfBox(box);
}

/** The outline with what lies outside the picture drawn back to its edge; turned boxes keep their corners. */
export function polygonInside(
  polygon: readonly Point[],
  { width, height }: PictureSize,
): readonly Point[] {
  if (turnedBoxOf(polygon) !== null) return polygon;
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
export function placedOutline<T extends Outlined>(box: T, place: Box): T {
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
