import type { Point } from '../geometry.ts';
import type { GrayImage } from '../image.ts';
import { drawInk } from './drawInk.ts';
import { type InkStroke, inkedParts } from './ink.ts';

type Strokes = readonly (readonly Point[])[];

/** Pen widths, shares of the line's height; training's ordinary pens lie around the first. */
const PEN = 0.05;
const THICK_PEN = 0.075;
/** Shapes of a line that are read beside the written one: leaning either way, wider, narrower. */
const LEAN = 0.2;
const WIDER = 1.2;
const NARROWER = 0.83;
/**
 * The one picture of a line that is read in passing, while it is being written.
 * @param height of the picture, px: the reader's own
 */
export function quickRendering(strokes: readonly InkStroke[], height: number): GrayImage {
  return draw(strokes.flatMap(inkedParts), height, PEN);
}

/**
 * Pictures of a line that are read together: the same ink in other pens and shapes. Where travel was
 * told apart by its speed, two show the whole stroke: the guess may have taken a letter's part.
 * @param strokes of one line, at least one point
 * @param height of the pictures, px: the reader's own
 */
export function lineRenderings(
  strokes: readonly InkStroke[],
  height: number,
): readonly GrayImage[] {
  const ink: Strokes = strokes.flatMap(inkedParts);
  const drawings = [
    draw(ink, height, PEN),
    draw(ink, height, THICK_PEN),
    draw(leaning(ink, LEAN), height, PEN),
    draw(leaning(ink, -LEAN), height, PEN),
    draw(stretched(ink, WIDER), height, PEN),
    draw(stretched(ink, NARROWER), height, PEN),
  ];
  if (ink.length === strokes.length) return drawings;
  const whole: Strokes = strokes.map(({ points }) => points);
  return [...drawings, draw(whole, height, PEN), draw(whole, height, THICK_PEN)];
}

function draw(strokes: Strokes, height: number, pen: number): GrayImage {
  return drawInk(strokes, { height, penPx: pen * height }).image;
}

function leaning(strokes: Strokes, lean: number): Strokes {
  return strokes.map((stroke) => stroke.map(({ x, y }) => ({ x: x - lean * y, y })));
}

function stretched(strokes: Strokes, factor: number): Strokes {
  return strokes.map((stroke) => stroke.map(({ x, y }) => ({ x: factor * x, y })));
}
