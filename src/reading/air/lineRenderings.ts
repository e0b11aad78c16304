import { boundingBox, type Point } from '../geometry.ts';
import type { GrayImage } from '../image.ts';
import { drawInk } from './drawInk.ts';
import { type InkStroke, inkedParts } from './ink.ts';
import { evenly, withoutStraightRuns } from './straightRuns.ts';

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
/** Straight runs of these lengths (in heights of the ink) are taken out, in turns. */
const TRAVEL_LENGTHS = [0.4, 0.5, 0.65, 0.8] as const;
const STEPS_IN_HEIGHT = 20;
/** The pen was hardly ever lifted where one stroke makes up this share of a line's way. */
const ONE_STROKE = 0.75;

/** The one picture of a line that is read in passing, while it is being written. */
export function quickRendering(strokes: readonly InkStroke[]): GrayImage {
  return draw(strokes.flatMap(inkedParts), PEN_PX);
}

/**
 * Pictures of a line for several readings that then vote: the same ink in other pens and shapes. A
 * line whose pen was never lifted is also drawn without what may be mere travel, by its speed and by
 * its shape: some letters lose a part that way, so the whole stroke always votes too.
 * @param strokes of one line, at least one point
 */
export function lineRenderings(strokes: readonly InkStroke[]): readonly GrayImage[] {
  const whole: Strokes = strokes.map(({ points }) => points);
  const ink: Strokes = strokes.flatMap(inkedParts);
  const drawings = [
    draw(ink, PEN_PX),
    draw(ink, THICK_PEN_PX),
    draw(leaning(ink, LEAN), PEN_PX),
    draw(leaning(ink, -LEAN), PEN_PX),
    draw(stretched(ink, WIDER), PEN_PX),
    draw(stretched(ink, NARROWER), PEN_PX),
  ];
  if (ink.length > whole.length) drawings.push(draw(whole, PEN_PX), draw(whole, THICK_PEN_PX));
  if (!isOneStroke(whole)) return drawings;
  for (const leastLength of TRAVEL_LENGTHS) {
    const parts = withoutTravel(whole, leastLength);
    if (parts.length > 0) drawings.push(draw(parts, PEN_PX));
  }
  const parts = withoutTravel(whole, 0.5);
  if (parts.length > 0) {
    drawings.push(draw(leaning(parts, LEAN), PEN_PX), draw(leaning(parts, -LEAN), PEN_PX));
  }
  return drawings;
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

function withoutTravel(strokes: Strokes, leastLength: number): Strokes {
  const { width, height } = boundingBox(strokes.flat());
  const size = Math.max(height, 0.1 * width, 1);
  return strokes.flatMap((stroke) =>
    withoutStraightRuns(evenly(stroke, size / STEPS_IN_HEIGHT), size, {
      leastLength,
      anyDirection: false,
    }),
  );
}

function isOneStroke(strokes: Strokes): boolean {
  const ways = strokes.map(wayOf);
  const whole = ways.reduce((sum, way) => sum + way, 0);
  return whole > 0 && Math.max(...ways) >= ONE_STROKE * whole;
}

function wayOf(points: readonly Point[]): number {
  let way = 0;
  for (let i = 1; i < points.length; i++) {
    const [a, b] = [points[i - 1], points[i]];
    if (a && b) way += Math.hypot(b.x - a.x, b.y - a.y);
  }
  return way;
}
