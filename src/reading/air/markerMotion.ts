import { type Box, boundingBox, growBox, type Point, unionOfBoxes } from '../geometry.ts';

/** Where the marker was last, how fast it went, and for how many frames it has not been seen. */
export interface MarkerMotion {
  /** px of the frame */
  readonly tip: Point;
  /** px per ms */
  readonly velocity: Point;
  readonly timeMs: number;
  readonly lostFrames: number;
  /** Where it has been since it was found, px of the frame. */
  readonly area: Box;
}

/** Where the marker should be in a frame, and how far it may be from there, px. */
export interface ExpectedPlace {
  readonly center: Point;
  readonly reach: number;
}

/** The marker is looked for where it should be for this many lost frames: then it is hidden. */
export const PREDICTED_FRAMES = 2;
/** It is expected back, as large as it was, for this long, ms. */
const REMEMBERED_MS = 2500;
/** Reach around the expected place, heights of the picture: at rest, and at most. */
const REACH = 0.09;
const GREATEST_REACH = 0.4;
/**
 * The same where it comes back: an `i` is dotted after the word, so it may be anywhere, the likelier
 * the nearer.
 */
const RETURN_REACH = 1.5;
/** What is at most a letter from where it has been, heights of the picture, is beside it. */
const BESIDE = 0.25;

/** Whether the marker is out of sight for so long that it was hidden. */
export function isHidden(motion: MarkerMotion | null): boolean {
  return motion === null || motion.lostFrames > PREDICTED_FRAMES;
}

/** The motion after the marker was seen at a place. */
export function movedTo(before: MarkerMotion | null, tip: Point, timeMs: number): MarkerMotion {
  const step = before === null ? 0 : timeMs - before.timeMs;
  const velocity =
    before === null || isHidden(before) || step <= 0
      ? { x: 0, y: 0 }
      : { x: (tip.x - before.tip.x) / step, y: (tip.y - before.tip.y) / step };
  const isKnown = before !== null && timeMs - before.timeMs <= REMEMBERED_MS;
  const point = boundingBox([tip]);
  const area = isKnown ? unionOfBoxes([before.area, point]) : point;
  return { tip, velocity, timeMs, lostFrames: 0, area };
}

/** Whether a place is where the marker has been, or beside it: there even a dot may be the marker's. */
export function isBeside({ area }: MarkerMotion, { x, y }: Point, height: number): boolean {
  const near = growBox(area, BESIDE * height, BESIDE * height);
  return x >= near.x && y >= near.y && x <= near.x + near.width && y <= near.y + near.height;
}

/** Where the marker is if it goes on as it did. */
export function placeAhead({ tip, velocity, timeMs }: MarkerMotion, laterMs: number): Point {
  const step = laterMs - timeMs;
  return { x: tip.x + velocity.x * step, y: tip.y + velocity.y * step };
}

/** Around a place that was pointed at. */
export function expectedAround(center: Point, height: number): ExpectedPlace {
  return { center, reach: REACH * height };
}

/** @returns null where the marker was out of sight for too long */
export function expectedPlace(
  motion: MarkerMotion | null,
  timeMs: number,
  height: number,
): ExpectedPlace | null {
  if (motion === null || timeMs - motion.timeMs > REMEMBERED_MS) return null;
  if (isHidden(motion)) return { center: motion.tip, reach: RETURN_REACH * height };
  const speed = Math.hypot(motion.velocity.x, motion.velocity.y);
  const reach = REACH * height + 1.2 * speed * (timeMs - motion.timeMs);
  return { center: placeAhead(motion, timeMs), reach: Math.min(GREATEST_REACH * height, reach) };
}
