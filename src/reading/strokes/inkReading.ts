import type { Box } from '../geometry.ts';
import type { WordAlternative } from '../results.ts';

/** A word read in ink. */
export interface AirWord {
  readonly text: string;
  /** 0..1 */
  readonly probability: number;
  /** Other words that the ink could be, best first. */
  readonly alternatives: readonly WordAlternative[];
  /** Where its ink lies, px as in the ink. */
  readonly box: Box;
}

/** A written line read. */
export interface AirLine {
  /** Number of the line as in its strokes. */
  readonly line: number;
  readonly text: string;
  /** 0..1 */
  readonly confidence: number;
  readonly words: readonly AirWord[];
}

/** What stands in the ink, lines from top to bottom; lines in which nothing was read are left out. */
export interface AirReading {
  readonly lines: readonly AirLine[];
  /** Whether this was read with all care, as after a pause, and not in passing while writing. */
  readonly final: boolean;
}
