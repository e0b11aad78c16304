import { type Point, type Quad, quadSize } from '../geometry.ts';

/**
 * Smooths the corners of one line over time: an alpha-beta filter (position and velocity, so that
 * steady motion has no lag) whose gain follows the surprise. Differences that all lines share, or
 * that go the same way twice, are motion and taken at once; the rest is the detector's noise.
 */
export interface QuadFilter {
  readonly quad: Quad;
  /** Where the line would be at a time, going on as it did. */
  predict(timeMs: number): Quad;
  /**
   * Takes a measured quad and gives the smoothed one.
   * @param shared how far all lines of the sheet lie from where they were predicted, px
   */
  update(measured: Quad, timeMs: number, shared: Point): Quad;
  /** Puts the line elsewhere, as when the paper moved while the line was not seen. */
  place(quad: Quad, timeMs: number): void;
}

/** Noise of a detected corner as a share of the line's height, and its least, px. */
const NOISE_SHARE = 0.05;
const LEAST_NOISE_PX = 1.2;
/** Differences below `QUIET` noises get the low gain, above `LOUD` noises the high one. */
const QUIET = 1;
const LOUD = 3;
const LOW_GAIN = 0.15;
const HIGH_GAIN = 0.95;
/** Gains of the velocity in noise and in motion. */
const LOW_VELOCITY_GAIN = 0.015;
const HIGH_VELOCITY_GAIN = 0.5;
/** Velocity is not carried on over longer gaps. */
const LONGEST_STEP_MS = 250;

type Corner = 0 | 1 | 2 | 3;

const NOWHERE: Point = { x: 0, y: 0 };

function smoothStep(from: number, to: number, value: number): number {
  const t = Math.min(1, Math.max(0, (value - from) / (to - from)));
  return t * t * (3 - 2 * t);
}

/** Noise to be expected of a line's corners, px. */
function noiseOf(quad: Quad): number {
  return Math.max(LEAST_NOISE_PX, NOISE_SHARE * quadSize(quad).height);
}

/** How much of a difference is motion, 0..1, when the mean of `count` lines shows it. */
export function motionShare(differencePx: number, quad: Quad, count: number): number {
  const noise = noiseOf(quad) / Math.sqrt(Math.max(1, count));
  return smoothStep(QUIET * noise, LOUD * noise, differencePx);
}

/** Length of the part of `now` that goes the way of `before`, at most `before`'s length. */
function sameWay(now: Point, before: Point): number {
  const length = Math.hypot(now.x, now.y);
  if (length === 0) return 0;
  return Math.max(0, Math.min(length, (now.x * before.x + now.y * before.y) / length));
}

function blend(from: Point, to: Point, gain: number): Point {
  return { x: from.x + gain * (to.x - from.x), y: from.y + gain * (to.y - from.y) };
}

function shift(quad: Quad, by: Point): Quad {
  const go = ({ x, y }: Point): Point => ({ x: x + by.x, y: y + by.y });
  return [go(quad[0]), go(quad[1]), go(quad[2]), go(quad[3])];
}

/** Mean difference of one end of a line, from its two corners. */
function endDifference(from: Quad, to: Quad, [a, b]: readonly [Corner, Corner]): Point {
  return {
    x: (to[a].x + to[b].x - from[a].x - from[b].x) / 2,
    y: (to[a].y + to[b].y - from[a].y - from[b].y) / 2,
  };
}

export function createQuadFilter(first: Quad, firstMs: number): QuadFilter {
  let quad = first;
  let lastMs = firstMs;
  // One velocity for the whole line, px per ms: a sheet moves as one.
  let velocity = NOWHERE;
  /** Differences of both ends in the last frame. */
  let lastLeft = NOWHERE;
  let lastRight = NOWHERE;

  const predict = (timeMs: number): Quad => {
    const step = Math.min(LONGEST_STEP_MS, Math.max(0, timeMs - lastMs));
    return shift(quad, { x: velocity.x * step, y: velocity.y * step });
  };

  return {
    get quad() {
      return quad;
    },
    predict,
    update(measured, timeMs, shared) {
      const predicted = shift(predict(timeMs), shared);
      const left = endDifference(predicted, measured, [0, 3]);
      const right = endDifference(predicted, measured, [1, 2]);
      const noise = noiseOf(measured);
      const loud = (difference: Point, before: Point) =>
        smoothStep(QUIET * noise, LOUD * noise, sameWay(difference, before));
      const leftLoud = loud(left, lastLeft);
      const rightLoud = loud(right, lastRight);
      const gain = (share: number, difference: Point) => {
        // Once and far off is an outlier, as when a line's last word is missed for a frame.
        const far = Math.hypot(difference.x, difference.y) / (LOUD * noise);
        return LOW_GAIN / Math.max(1, far) + (HIGH_GAIN - LOW_GAIN) * share;
      };
      const leftGain = gain(leftLoud, left);
      const rightGain = gain(rightLoud, right);
      quad = [
        blend(predicted[0], measured[0], leftGain),
        blend(predicted[1], measured[1], rightGain),
        blend(predicted[2], measured[2], rightGain),
        blend(predicted[3], measured[3], leftGain),
      ];
      const step = timeMs - lastMs;
      lastMs = timeMs;
      lastLeft = left;
      lastRight = right;
      if (step > LONGEST_STEP_MS) velocity = NOWHERE;
      else if (step > 0) {
        // The calmer end tells the motion of the sheet; the other may be growing.
        const calm = leftLoud <= rightLoud ? left : right;
        const share = Math.min(leftLoud, rightLoud);
        const own = LOW_VELOCITY_GAIN + (HIGH_VELOCITY_GAIN - LOW_VELOCITY_GAIN) * share;
        velocity = {
          x: velocity.x + (own * calm.x + HIGH_VELOCITY_GAIN * shared.x) / step,
          y: velocity.y + (own * calm.y + HIGH_VELOCITY_GAIN * shared.y) / step,
        };
      }
      return quad;
    },
    place(elsewhere, timeMs) {
      quad = elsewhere;
      lastMs = timeMs;
      velocity = NOWHERE;
      lastLeft = NOWHERE;
      lastRight = NOWHERE;
    },
  };
}
