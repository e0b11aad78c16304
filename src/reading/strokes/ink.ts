import type { Point } from '../geometry.ts';

/**
 * A point of ink: px of the picture as the writer sees it (a mirror's view where the camera faces
 * the writer), so that x grows in writing direction.
 */
export interface InkPoint extends Point {
  readonly timeMs: number;
  /** 0..1, where the device measures it. */
  readonly pressure?: number;
}

/** Points `from..to` of a stroke, both included, between which the pen only travelled. */
export interface TravelRun {
  readonly from: number;
  readonly to: number;
}

/** How a stroke looks; what is left out is the page's own. */
export interface InkStyle {
  /** A CSS colour. */
  readonly colour?: string;
  /** Width of the pen, px as the ink is. */
  readonly widthPx?: number;
}

/** What was written between putting the pen down and lifting it. */
export interface InkStroke extends InkStyle {
  /** Unlike any other in its ink, and greater than that of every stroke written before it. */
  readonly id: number;
  readonly points: readonly InkPoint[];
  /** Fast straight travel between letters, in order: known, but no ink. */
  readonly travel?: readonly TravelRun[];
  /** The writer said that a line begins here: nothing written before shares a line with it. */
  readonly startsLine?: true;
}

/** Everything written, strokes in the order of writing. */
export interface Ink {
  readonly strokes: readonly InkStroke[];
}

export const NO_INK: Ink = { strokes: [] };

/** The parts of a stroke that are ink: the stroke without its travel. These are what is drawn. */
export function inkedParts({
  points,
  travel = [],
}: Pick<InkStroke, 'points' | 'travel'>): readonly (readonly InkPoint[])[] {
  const parts: (readonly InkPoint[])[] = [];
  let from = 0;
  for (const run of travel) {
    if (run.from > from) parts.push(points.slice(from, run.from + 1));
    from = run.to;
  }
  if (from < points.length - 1 || from === 0) parts.push(points.slice(from));
  return parts;
}
