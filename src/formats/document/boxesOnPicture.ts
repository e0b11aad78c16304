import { linesOfBlock } from '../../reading/layout/pageLayout.ts';
import type { LaidOutPage } from './laidOutPage.ts';

/** What boxes are drawn with: the 2D context of a canvas, in a page or in Node. */
export interface BoxPen {
  lineWidth: number;
  strokeStyle: unknown;
  fillStyle: unknown;
  beginPath(): void;
  moveTo(x: number, y: number): void;
  lineTo(x: number, y: number): void;
  closePath(): void;
  fill(): void;
  stroke(): void;
  setLineDash(lengths: number[]): void;
}

const MARKER = '#ffd43b';
const CASING = '#16202e';
const WASH = 'rgb(255 212 59 / 22%)';
/** A line's edge on a picture of a thousand px; thicker on larger ones. */
const EDGE_SHARE = 0.002;
const LEAST_EDGE_PX = 1.5;
/** Dashes of unsure lines, in edges. */
const DASH = [6, 4];

/**
 * Draws where lines were found over a page's picture: tinted, in two colours that are seen on any
 * paper, with a dashed edge where the reading is not sure.
 * @param width of the picture that is drawn on, px
 * @param sure confidence from which a reading is, 0..1
 */
export function drawBoxes(pen: BoxPen, { layout }: LaidOutPage, width: number, sure: number): void {
  const scale = width / layout.width;
  const edge = Math.max(LEAST_EDGE_PX, EDGE_SHARE * Math.max(width, layout.height * scale));
  for (const { quad, reading } of layout.blocks.flatMap(linesOfBlock)) {
    pen.beginPath();
    for (const [i, { x, y }] of quad.entries()) {
      if (i === 0) pen.moveTo(x * scale, y * scale);
      else pen.lineTo(x * scale, y * scale);
    }
    pen.closePath();
    pen.fillStyle = WASH;
    pen.fill();
    pen.setLineDash([]);
    pen.lineWidth = 2 * edge;
    pen.strokeStyle = CASING;
    pen.stroke();
    pen.setLineDash(reading.confidence >= sure ? [] : DASH.map((each) => each * edge));
    pen.lineWidth = edge;
    pen.strokeStyle = MARKER;
    pen.stroke();
  }
  pen.setLineDash([]);
}
