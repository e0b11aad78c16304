import { distance, type Point } from '../../../../src/reading/geometry.ts';
import type { Random } from '../../../air/clips/random.ts';

/** A hand's speed on and above the paper, words' heights a second; writers differ. */
const ON_PAPER = 5;
const ABOVE = 7;
/** Lifting and setting down the pen takes this at least, ms. */
const LIFT_MS = 60;
/** Where the pen goes far, the hand stops to think now and then, ms. */
const THOUGHT_MS = 350;

/**
 * Times of a pen's points, ms, for strokes in the order of writing: as fast on the paper as the hand
 * is, and between strokes as long as the way takes, with a stop now and then.
 * @param size height of a word, px
 */
export function penTimes(
  strokes: readonly (readonly Point[])[],
  size: number,
  random: Random,
): readonly (readonly number[])[] {
  const haste = Math.exp(0.25 * random.normal());
  let nowMs = 0;
  let last: Point | null = null;
  return strokes.map((points) => {
    const [first] = points;
    if (first !== undefined && last !== null) {
      const way = distance(last, first) / size;
      const thinks = way > 0.6 ? THOUGHT_MS * Math.exp(0.8 * random.normal()) : 0;
      nowMs += (LIFT_MS + (1000 * way) / ABOVE) * haste * Math.exp(0.3 * random.normal()) + thinks;
    }
    const times = points.map((point, i) => {
      const before = points[i - 1];
      if (before) nowMs += Math.max(4, (1000 * haste * distance(before, point)) / size / ON_PAPER);
      return nowMs;
    });
    last = points.at(-1) ?? last;
    return times;
  });
}
