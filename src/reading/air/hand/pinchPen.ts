import type { Point } from '../../geometry.ts';
import type { HandLandmarks } from './handLandmarks.ts';

/** A pen held between thumb and index finger. */
export interface PinchPose {
  /** Between the two tips, px: that point stays where it is while the fingers close. */
  readonly tip: Point;
  /** Thumb and index finger touch: the pen is down. */
  readonly pinched: boolean;
}

/** Gap of the tips, in palms, below which they touch and above which they have let go. */
const TOUCHING = 0.3;
const APART = 0.42;
/** Frames of the picture that may pass without a hand before the pen is gone. */
const LOST_FRAMES = 2;
/** A hand does not keep its speed for long: share of it that is left after a frame. */
const SPEED_KEPT = 0.7;
/** Longest prediction, ms; what lies further ahead would be invented. */
const LONGEST_MS = 70;

/**
 * The pen of one hand: pinched is down, with a margin so that it does not flutter, and between two
 * frames in which the joints were found it goes on as it went.
 */
export class PinchPen {
  #pose: PinchPose | null = null;
  #seenMs = 0;
  #speed: Point = { x: 0, y: 0 };
  #lost = 0;

  /** A frame in which joints were looked for. */
  see(hand: HandLandmarks | null, timeMs: number): PinchPose | null {
    const thumb = hand?.[4];
    const index = hand?.[8];
    const palm = hand === null ? 0 : palmSize(hand);
    if (!thumb || !index || palm === 0) return this.#miss(timeMs);
    const gap = Math.hypot(thumb.x - index.x, thumb.y - index.y) / palm;
    const before = this.#pose;
    const pose: PinchPose = {
      tip: { x: (thumb.x + index.x) / 2, y: (thumb.y + index.y) / 2 },
      pinched: gap < (before?.pinched ? APART : TOUCHING),
    };
    const elapsed = timeMs - this.#seenMs;
    this.#speed =
      before !== null && this.#lost === 0 && elapsed > 0
        ? {
            x: (pose.tip.x - before.tip.x) / elapsed,
            y: (pose.tip.y - before.tip.y) / elapsed,
          }
        : { x: 0, y: 0 };
    this.#pose = pose;
    this.#seenMs = timeMs;
    this.#lost = 0;
    return pose;
  }

  /** A frame between two of those. */
  between(timeMs: number): PinchPose | null {
    if (this.#pose === null) return null;
    const ahead = SPEED_KEPT * Math.min(LONGEST_MS, Math.max(0, timeMs - this.#seenMs));
    const { tip, pinched } = this.#pose;
    return {
      tip: { x: tip.x + this.#speed.x * ahead, y: tip.y + this.#speed.y * ahead },
      pinched,
    };
  }

  reset(): void {
    this.#pose = null;
    this.#lost = 0;
  }

  #miss(timeMs: number): PinchPose | null {
    this.#lost += 1;
    if (this.#lost > LOST_FRAMES) this.#pose = null;
    return this.between(timeMs);
  }
}

/** Size of the palm, px: its length or its breadth, whichever the view shortens less. */
function palmSize(hand: HandLandmarks): number {
  const [wrist, index, middle, little] = [0, 5, 9, 17].map((joint) => hand[joint]);
  if (!wrist || !index || !middle || !little) return 0;
  const length = Math.hypot(middle.x - wrist.x, middle.y - wrist.y);
  const breadth = Math.hypot(index.x - little.x, index.y - little.y);
  // A palm is about 1.6 times as long as it is broad.
  return Math.max(length, 1.6 * breadth);
}
