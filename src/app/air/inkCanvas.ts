import { type Ink, type InkPoint, type InkStroke, inkedParts } from '../../reading/strokes/ink.ts';
import type { Size } from '../stage/displayGeometry.ts';
import { penWidth, traceStroke } from './inkPath.ts';

/** How much wider the casing under the ink is, px of the screen on each side. */
const CASING = 1.5;

/**
 * Ink over a picture: two canvases, so that the casing of new ink never lies on ink that is there.
 * Nothing waits for React: a stroke is drawn in the task in which its points come.
 */
export class InkCanvas {
  readonly #casing: HTMLCanvasElement;
  readonly #ink: HTMLCanvasElement;
  #picture: Size = { width: 1, height: 1 };
  #scale = 1;

  constructor(casing: HTMLCanvasElement, ink: HTMLCanvasElement) {
    this.#casing = casing;
    this.#ink = ink;
  }

  /** Fits the canvases to the shown picture; what was drawn is gone. */
  fit(picture: Size, shown: Size): void {
    const ratio = window.devicePixelRatio || 1;
    this.#picture = picture;
    this.#scale = (shown.width * ratio) / picture.width;
    for (const canvas of [this.#casing, this.#ink]) {
      canvas.width = Math.max(1, Math.round(shown.width * ratio));
      canvas.height = Math.max(1, Math.round(shown.height * ratio));
    }
  }

  /** All ink anew. */
  draw({ strokes }: Ink): void {
    for (const canvas of [this.#casing, this.#ink]) {
      canvas.getContext('2d')?.clearRect(0, 0, canvas.width, canvas.height);
    }
    for (const points of strokes.flatMap(inkedParts)) this.extend({ points }, 0);
  }

  /** A stroke from one of its points on. */
  extend({ points }: Pick<InkStroke, 'points'>, from: number): void {
    const width = penWidth(this.#picture.width) * this.#scale;
    const ratio = window.devicePixelRatio || 1;
    this.#stroke(this.#casing, points, from, Math.max(width, 2.5 * ratio) + 2 * CASING * ratio);
    this.#stroke(this.#ink, points, from, Math.max(width, 2.5 * ratio));
  }

  #stroke(
    canvas: HTMLCanvasElement,
    points: readonly InkPoint[],
    from: number,
    width: number,
  ): void {
    const pen = canvas.getContext('2d');
    if (!pen) return;
    const scale = this.#scale;
    pen.strokeStyle = getComputedStyle(canvas).color;
    pen.lineWidth = width;
    pen.lineCap = 'round';
    pen.lineJoin = 'round';
    pen.beginPath();
    traceStroke(
      {
        moveTo: (x, y) => pen.moveTo(x * scale, y * scale),
        lineTo: (x, y) => pen.lineTo(x * scale, y * scale),
        quadraticCurveTo: (cx, cy, x, y) =>
          pen.quadraticCurveTo(cx * scale, cy * scale, x * scale, y * scale),
      },
      points,
      from,
    );
    pen.stroke();
  }
}

/** Draws ink as dark pen on white paper, at the picture's own size. */
export function drawOnPaper(canvas: HTMLCanvasElement, { strokes }: Ink, size: Size): void {
  canvas.width = Math.round(size.width);
  canvas.height = Math.round(size.height);
  const pen = canvas.getContext('2d');
  if (!pen) return;
  pen.fillStyle = '#ffffff';
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.strokeStyle = '#16202e';
  pen.lineWidth = penWidth(size.width);
  pen.lineCap = 'round';
  pen.lineJoin = 'round';
  for (const points of strokes.flatMap(inkedParts)) {
    pen.beginPath();
    traceStroke(pen, points);
    pen.stroke();
  }
}
