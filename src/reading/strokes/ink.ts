import type { Point } from '../geometry.ts';

/**
 * A point of ink: px of the picture as the writer sees it (a mirror's view where the camera faces
 * the writer), so that x grows in writing direction.
 */
export interface InkPoint extends Point {
  readonly timeMs: number;
}

/** Points `from..to` of a stroke, both included, between which the pen only travelled. */
export interface TravelRun {
  readonly from: number;
  readonly to: number;
}

/** What was written between putting the pen down and lifting it. */
export interface InkStroke {
  readonly points: readonly InkPoint[];
  /** Fast straight travel between letters, in order: known, but no ink. */
  readonly travel?: readonly TravelRun[];
  /** Which line it belongs to, from 0. */
  readonly line: number;
}

/** Everything written, strokes in the order of writing. */
export interface AirInk {
  readonly strokes: readonly InkStroke[];
}

export const NO_INK: AirInk = { strokes: [] };

/** The parts of a stroke that are ink: the stroke without its travel. These are what is drawn. */
export function inkedParts({ points, travel = [] }: InkStroke): readonly (readonly InkPoint[])[] {
  const parts: (readonly InkPoint[])[] = [];
  let from = 0;
  for (const run of travel) {
    if (run.from > from) parts.push(points.slice(from, run.from + 1));
    from = run.to;
  }
  if (from < points.length - 1 || from === 0) parts.push(points.slice(from));
  return parts;
}
