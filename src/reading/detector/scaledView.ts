import { type Box, boxArea, intersectionArea, intersectionOverUnion } from '../geometry.ts';
import type { Detection } from './detection.ts';

/** What was found at one size. */
export interface ScaledView<ClassName extends string> {
  readonly found: readonly Detection<ClassName>[];
  /** Px of the input for one px of the picture. */
  readonly scale: number;
}

/** Heights of words that the detector knows best, px of the input, and how soon it knows others less. */
export const WELL_SEEN = { from: 14, to: 55, deviation: 0.7 };
/** A box of which this share lies in a kept one of like height is the same word found again. */
const CONTAINED = 0.75;

/** How well the detector knows words of a height, px of the input: 1, falling to 0 beyond. */
export function wellSeen(height: number): number {
  const { from, to, deviation } = WELL_SEEN;
  const beyond = Math.max(0, Math.log(from / height), Math.log(height / to));
  return Math.exp(-((beyond / deviation) ** 2) / 2);
}

/** Whether a box is the word that was kept, or a piece of it of like height. */
export function isSameWord(kept: Box, box: Box, iouThreshold: number): boolean {
  const shared = intersectionArea(kept, box);
  if (shared <= 0) return false;
  if (intersectionOverUnion(kept, box) > iouThreshold) return true;
  const likeHeight = Math.min(kept.height, box.height) > 0.5 * Math.max(kept.height, box.height);
  return likeHeight && shared > CONTAINED * Math.min(boxArea(kept), boxArea(box));
}
