import type { Box } from '../geometry.ts';

/** One box of a detector, px of the picture it was given. */
export interface Detection<ClassName extends string = string> {
  readonly box: Box;
  readonly className: ClassName;
  /** Sigmoid score of `className`, 0..1. */
  readonly score: number;
  /** Scores of all classes in the manifest's order, 0..1. */
  readonly classScores: readonly number[];
}
