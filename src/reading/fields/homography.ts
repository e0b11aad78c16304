import { mapQuad, type Point, type Quad, quadOfBox } from '../geometry.ts';

/** A plane seen from another place: 3 × 3, row by row. */
export type Homography = readonly [
  ...[number, number, number],
  ...[number, number, number],
  ...[number, number, number],
];

/** A sheet's near edge may look this many times as long as its far one. */
const STEEPEST = 3;

/** Where a point comes to lie; far away where it lies on the horizon. */
export function mapPoint(h: Homography, { x, y }: Point): Point {
  const w = h[6] * x + h[7] * y + h[8];
  return { x: (h[0] * x + h[1] * y + h[2]) / w, y: (h[3] * x + h[4] * y + h[5]) / w };
}

/** Nine numbers as a homography. @returns null where they are none */
export function homographyOf(values: ArrayLike<number>): Homography | null {
  const [a, b, c, d, e, f, g, h, i] = Array.from(values);
  const all = [a, b, c, d, e, f, g, h, i];
  if (all.length !== values.length || !all.every((value) => Number.isFinite(value))) return null;
  return all as unknown as Homography;
}

/**
 * Whether a camera can have seen a sheet of this size so: all of it before the camera, not from its
 * back, and not from so low that nothing could be read.
 */
export function isSeen(h: Homography, size: { readonly width: number; readonly height: number }) {
  const corners = quadOfBox({ x: 0, y: 0, ...size });
  const depths = corners.map(({ x, y }) => h[6] * x + h[7] * y + h[8]);
  const [nearest, farthest] = [Math.min(...depths), Math.max(...depths)];
  if (!(nearest > 0) && !(farthest < 0)) return false;
  const steep = Math.max(nearest / farthest, farthest / nearest);
  return steep < STEEPEST && isConvex(mapQuad(corners, (corner) => mapPoint(h, corner)));
}

/** Whether a quad's corners go round in the direction of the sheet's, without crossing. */
function isConvex(quad: Quad): boolean {
  return quad.every((corner, i) => {
    const next = quad[(i + 1) % 4] ?? corner;
    const last = quad[(i + 2) % 4] ?? corner;
    return (next.x - corner.x) * (last.y - next.y) - (next.y - corner.y) * (last.x - next.x) > 0;
  });
}
