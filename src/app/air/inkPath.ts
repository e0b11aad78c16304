import type { Point } from '../../reading/geometry.ts';

/** What a curve can be drawn on: a canvas's path, or SVG path data. */
export interface PathPen {
  moveTo(x: number, y: number): void;
  lineTo(x: number, y: number): void;
  quadraticCurveTo(controlX: number, controlY: number, x: number, y: number): void;
}

/**
 * Draws a stroke as a smooth curve: from middle to middle of its points, with the points between as
 * controls. Drawn from point `from` on, it continues what was drawn up to there.
 */
export function traceStroke(pen: PathPen, points: readonly Point[], from = 0): void {
  const first = points[Math.max(0, from - 2)];
  if (!first) return;
  const start = from >= 2 ? middle(first, points[from - 1] ?? first) : first;
  pen.moveTo(start.x, start.y);
  if (points.length === 1) {
    pen.lineTo(start.x, start.y);
    return;
  }
  for (let i = Math.max(1, from); i < points.length; i++) {
    const before = points[i - 1];
    const point = points[i];
    if (!before || !point) continue;
    const half = middle(before, point);
    pen.quadraticCurveTo(before.x, before.y, half.x, half.y);
  }
  const last = points.at(-1);
  if (last) pen.lineTo(last.x, last.y);
}

function middle(a: Point, b: Point): Point {
  return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
}

/** Width of the pen for a picture of this width, px of the picture. */
export function penWidth(pictureWidth: number): number {
  return Math.max(2, pictureWidth * 0.006);
}
