import type { Point } from '../geometry.ts';
import type { GrayImage } from '../image.ts';
import { drawInk } from './drawInk.ts';
import { type InkStroke, inkedParts } from './ink.ts';

type Strokes = readonly (readonly Point[])[];

/** The reader's own height, px: `reader.height` of its manifest. */
const HEIGHT = 40;
/** Pen widths at that height; training's ordinary pens lie around the first. */
const PEN_PX = 2;
const THICK_PEN_PX = 3;
/** Shapes of a line that are read beside the written one: leaning either way, wider, narrower. */
const LEAN = 0.2;
const WIDER = 1.2;
const NARROWER = 0.83;
/** The one picture of a line that is read in passing, while it is being written. */
export function quickRendering(strokes: readonly InkStroke[]): GrayImage {
  return draw(strokes.flatMap(inkedParts), PEN_PX);
}

/**
 * Pictures of a line that are read together: the same ink in other pens and shapes. Where travel was
 * told apart by its speed, two show the whole stroke: the guess may have taken a letter's part.
 * @param strokes of one line, at least one point
 */
export function lineRenderings(strokes: readonly InkStroke[]): readonly GrayImage[] {
  const ink: Strokes = strokes.flatMap(inkedParts);
  const drawings = [
    draw(ink, PEN_PX),
    draw(ink, THICK_PEN_PX),
    draw(leaning(ink, LEAN), PEN_PX),
    draw(leaning(ink, -LEAN), PEN_PX),
    draw(stretched(ink, WIDER), PEN_PX),
    draw(stretched(ink, NARROWER), PEN_PX),
  ];
  if (ink.length === strokes.length) return drawings;
  const whole: Strokes = strokes.map(({ points }) => points);
  return [...drawings, draw(whole, PEN_PX), draw(whole, THICK_PEN_PX)];
}

function draw(strokes: Strokes, penPx: number): GrayImage {
  return drawInk(strokes, { height: HEIGHT, penPx }).image;
}

function leaning(strokes: Strokes, lean: number): Strokes {
  return strokes.map((stroke) => stroke.map(({ x, y }) => ({ x: x - lean * y, y })));
}

function stretched(strokes: Strokes, factor: number): Strokes {
  return strokes.map((stroke) => stroke.map(({ x, y }) => ({ x: factor * x, y })));
}
