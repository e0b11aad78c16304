import type { Point, Quad } from '../../../reading/geometry.ts';

/** Corners stay so far apart, as shares of the picture. */
const LEAST_SIDE = 0.03;

function clamp(value: number): number {
  return Math.min(1, Math.max(0, value));
}

/**
 * A quad with one corner elsewhere, in shares of the picture; as it was where that would fold it over
 * or turn it inside out.
 */
export function movedCorner(quad: Quad, corner: number, to: Point): Quad {
  const moved = quad.map((point, i) =>
    i === corner ? { x: clamp(to.x), y: clamp(to.y) } : point,
  ) as unknown as Quad;
  return isConvex(moved) ? moved : quad;
}

/** Whether every corner turns the same way, clockwise on the screen, and by more than a hair. */
function isConvex(quad: Quad): boolean {
  return quad.every((at, i) => {
    const before = quad[(i + 3) % 4] ?? at;
    const after = quad[(i + 1) % 4] ?? at;
    const [ax, ay] = [at.x - before.x, at.y - before.y];
    const [bx, by] = [after.x - at.x, after.y - at.y];
    return ax * by - ay * bx > LEAST_SIDE * LEAST_SIDE && Math.hypot(ax, ay) > LEAST_SIDE;
  });
}
