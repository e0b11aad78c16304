import type { Point } from '../geometry.ts';

/**
 * A point of ink: px of the picture as the writer sees it (a mirror's view where the camera faces
 * the writer), so that x grows in writing direction.
 */
export interface InkPoint extends Point {
  readonly timeMs: number;
}

/** What was written between putting the pen down and lifting it. */
export interface InkStroke {
  readonly points: readonly InkPoint[];
  /** Which line it belongs to, from 0. */
  readonly line: number;
}

/** Everything written, strokes in the order of writing. */
export interface AirInk {
  readonly strokes: readonly InkStroke[];
}

export const NO_INK: AirInk = { strokes: [] };
