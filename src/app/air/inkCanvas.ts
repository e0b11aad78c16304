import { type Ink, type InkPoint, type InkStroke, inkedParts } from '../../reading/strokes/ink.ts';
import type { Size } from '../stage/displayGeometry.ts';
import { penWidth, traceStroke } from './inkPath.ts';

/** How much wider the casing under the ink is, px of the screen on each side. */
const CASING = 1.5;
/** The thinnest ink, px of the screen. */
const THINNEST = 1.6;
/** Canvases stop somewhere above this many px on phones; long paper is drawn a little coarser. */
const MOST_PX = 12_000_000;
/** A pen's pressure makes ink this much thinner and wider. */
const LIGHT = 0.45;
const HEAVY = 1.25;

/**
 * Ink over a picture: two canvases, so that the casing of new ink never lies on ink that is there,
 * and one for what is only foreseen. Nothing waits for React: a stroke is drawn in the task in which
 * its points come.
 */
export class InkCanvas {
  readonly #casing: HTMLCanvasElement;
  readonly #ink: HTMLCanvasElement;
  readonly #foreseen: HTMLCanvasElement;
  #picture: Size = { width: 1, height: 1 };
  #scale = 1;
  #ratio = 1;
  #showsForeseen = false;

  constructor(casing: HTMLCanvasElement, ink: HTMLCanvasElement, foreseen: HTMLCanvasElement) {
    this.#casing = casing;
    this.#ink = ink;
    this.#foreseen = foreseen;
  }

  /** Fits the canvases to the shown picture; what was drawn is gone. */
  fit(picture: Size, shown: Size): void {
    const most = Math.sqrt(MOST_PX / (shown.width * shown.height));
    this.#ratio = Math.min(window.devicePixelRatio || 1, most);
    this.#picture = picture;
    this.#scale = (shown.width * this.#ratio) / picture.width;
    for (const canvas of [this.#casing, this.#ink, this.#foreseen]) {
      canvas.width = Math.max(1, Math.round(shown.width * this.#ratio));
      canvas.height = Math.max(1, Math.round(shown.height * this.#ratio));
    }
  }

  /** All ink anew. */
  draw({ strokes }: Ink): void {
    for (const canvas of [this.#casing, this.#ink]) {
      canvas.getContext('2d')?.clearRect(0, 0, canvas.width, canvas.height);
    }
    for (const stroke of strokes) {
      for (const points of inkedParts(stroke)) this.extend({ ...stroke, points }, 0);
    }
  }

  /** A stroke from one of its points on. */
  extend(stroke: Pick<InkStroke, 'points' | 'colour' | 'widthPx'>, from: number): void {
    this.#stroke(this.#casing, stroke, from, 2 * CASING * this.#ratio);
    this.#stroke(this.#ink, stroke, from, 0);
  }

  /** What a stroke will be by the next frame; null takes it away. */
  foresee(stroke: Pick<InkStroke, 'points' | 'colour' | 'widthPx'> | null): void {
    if (this.#showsForeseen) {
      const { width, height } = this.#foreseen;
      this.#foreseen.getContext('2d')?.clearRect(0, 0, width, height);
    }
    this.#showsForeseen = stroke !== null;
    if (stroke) this.#stroke(this.#foreseen, stroke, 0, 0);
  }

  #stroke(
    canvas: HTMLCanvasElement,
    { points, colour, widthPx }: Pick<InkStroke, 'points' | 'colour' | 'widthPx'>,
    from: number,
    casing: number,
  ): void {
    const pen = canvas.getContext('2d');
    if (!pen) return;
    const own = (widthPx ?? penWidth(this.#picture.width)) * this.#scale;
    const width = Math.max(own, THINNEST * this.#ratio);
    pen.strokeStyle =
      casing === 0 && colour !== undefined ? colour : getComputedStyle(canvas).color;
    drawStroke(pen, points, { from, width, casing, scale: this.#scale });
  }
}

interface Drawing {
  readonly from: number;
  readonly width: number;
  readonly casing: number;
  readonly scale: number;
}

/** A stroke from one of its points on: in one path, or where it was pressed, piece by piece. */
function drawStroke(
  pen: CanvasRenderingContext2D,
  points: readonly InkPoint[],
  { from, width, casing, scale }: Drawing,
): void {
  pen.lineCap = 'round';
  pen.lineJoin = 'round';
  const path = {
    moveTo: (x: number, y: number) => pen.moveTo(x * scale, y * scale),
    lineTo: (x: number, y: number) => pen.lineTo(x * scale, y * scale),
    quadraticCurveTo: (cx: number, cy: number, x: number, y: number) =>
      pen.quadraticCurveTo(cx * scale, cy * scale, x * scale, y * scale),
  };
  if (points[0]?.pressure === undefined) {
    pen.lineWidth = width + casing;
    pen.beginPath();
    traceStroke(path, points, from);
    pen.stroke();
    return;
  }
  for (let i = Math.max(0, from); i < points.length; i++) {
    pen.lineWidth = width * pressedWidth(points[i]?.pressure ?? 0.5) + casing;
    pen.beginPath();
    traceStroke(path, points.slice(Math.max(0, i - 2), i + 1), Math.min(2, i));
    pen.stroke();
  }
}

function pressedWidth(pressure: number): number {
  return LIGHT + (HEAVY - LIGHT) * Math.min(1, Math.max(0, pressure));
}

/** Draws ink as dark pen on white paper, at the picture's own size. */
export function drawOnPaper(canvas: HTMLCanvasElement, { strokes }: Ink, size: Size): void {
  canvas.width = Math.round(size.width);
  canvas.height = Math.round(size.height);
  const pen = canvas.getContext('2d');
  if (!pen) return;
  pen.fillStyle = '#ffffff';
  pen.fillRect(0, 0, canvas.width, canvas.height);
  for (const stroke of strokes) {
    pen.strokeStyle = stroke.colour ?? '#16202e';
    const width = stroke.widthPx ?? penWidth(size.width);
    for (const points of inkedParts(stroke)) {
      drawStroke(pen, points, { from: 0, width, casing: 0, scale: 1 });
    }
  }
}
