import type { InkPoint } from '../../reading/strokes/ink.ts';

/** Shows where the pen will be by the next frame, as the browser foresees it; never kept. */
export interface ForeseenInk {
  /** @param from the newest point that was measured; null takes away what was shown */
  show(from: InkPoint | null, points: readonly InkPoint[]): void;
}
