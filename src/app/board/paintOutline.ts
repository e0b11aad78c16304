import type { Outlined } from '../../formats/annotation/polygon.ts';
import type { Box, Point } from '../../reading/geometry.ts';
import { gripsOf, knobOf, turnable } from './outlineShaping.ts';
import type { SceneBox } from './scene.ts';
import { toView, type Viewport } from './viewport.ts';

type Pen = CanvasRenderingContext2D;

export const CASING = 'rgb(22 32 46 / 72%)';
export const MARKER = '#ffd43b';
export const LABEL_INK = '#16202e';

/** Draws an outline in the marker's colour, seen on light and dark alike. */
export function strokeMarked(pen: Pen, path: Path2D): void {
  pen.lineWidth = 3.5;
  pen.strokeStyle = CASING;
  pen.stroke(path);
  pen.lineWidth = 2;
  pen.strokeStyle = MARKER;
  pen.stroke(path);
}

/** Adds a box to a path: its outline, or its four sides. @param shown the box in the view */
export function addOutline(path: Path2D, box: Outlined, shown: Box, viewport: Viewport): void {
  if (box.polygon === undefined) {
    path.rect(shown.x, shown.y, shown.width, shown.height);
    return;
  }
  for (const [index, point] of box.polygon.entries()) {
    const { x, y } = toView(viewport, point);
    if (index === 0) path.moveTo(x, y);
    else path.lineTo(x, y);
  }
  path.closePath();
}

/** Points of an outline as squares, the middles between them as dots, and the knob that turns. */
export function paintGrips(pen: Pen, item: SceneBox, viewport: Viewport): void {
  for (const { grip, at } of gripsOf(item, viewport.scale)) {
    const { x, y } = toView(viewport, at);
    const turned = grip.kind === 'turn' ? turnable(item) : null;
    if (turned !== null) {
      const foot = toView(viewport, knobOf(turned, 0));
      pen.beginPath();
      pen.moveTo(foot.x, foot.y);
      pen.lineTo(x, y);
      pen.stroke();
    }
    pen.beginPath();
    if (grip.kind === 'point') pen.rect(x - 4, y - 4, 8, 8);
    else pen.arc(x, y, turned !== null ? 5.5 : 3, 0, 2 * Math.PI);
    pen.fill();
    pen.stroke();
  }
}

/** An outline that is being drawn, open, with a line to the pointer. */
export function paintOpenOutline(
  pen: Pen,
  points: readonly Point[],
  pointer: Point | null,
  viewport: Viewport,
): void {
  const shown = points.map((point) => toView(viewport, point));
  const path = new Path2D();
  for (const [index, { x, y }] of [...shown, ...(pointer ? [pointer] : [])].entries()) {
    if (index === 0) path.moveTo(x, y);
    else path.lineTo(x, y);
  }
  pen.lineJoin = 'round';
  strokeMarked(pen, path);
  pen.lineWidth = 1.5;
  pen.strokeStyle = LABEL_INK;
  pen.fillStyle = '#ffffff';
  for (const [index, { x, y }] of shown.entries()) {
    const half = index === 0 ? 5 : 3.5;
    pen.fillRect(x - half, y - half, 2 * half, 2 * half);
    pen.strokeRect(x - half, y - half, 2 * half, 2 * half);
  }
}
