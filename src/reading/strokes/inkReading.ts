import type { Box } from '../geometry.ts';
import type { Budget } from '../recognizer/budget.ts';
import type { WordAlternative } from '../results.ts';

/** A word read in ink. */
export interface InkWord {
  readonly text: string;
  /** 0..1 */
  readonly probability: number;
  /** Other words that the ink could be, best first. */
  readonly alternatives: readonly WordAlternative[];
  /** Where its ink lies, px as in the ink. */
  readonly box: Box;
}

/** A written line read. */
export interface InkLine {
  /** The line's own number, which it keeps while it is written on: the `id` of its first stroke. */
  readonly line: number;
  readonly text: string;
  /** 0..1 */
  readonly confidence: number;
  readonly words: readonly InkWord[];
}

/** What stands in the ink, lines from top to bottom; lines in which nothing was read are left out. */
export interface InkReading {
  readonly lines: readonly InkLine[];
  /** What the reading was allowed: `live` in passing while writing, else all care. */
  readonly budget: Budget;
}
