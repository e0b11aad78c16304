import type { Box } from '../geometry.ts';
import type { PriorLevel } from '../models/detectorDescription.ts';

/** Aspects of prior boxes are at least this factor apart, and within these limits. */
const APART = Math.log(1.6);
const NARROWEST = Math.log(0.1);
const WIDEST = Math.log(20);
const PERCENTILES = [15, 50, 85] as const;

/**
 * Width / height for prior boxes that fit these things: the 15th, 50th and 85th percentile of theirs,
 * as `box_aspects` of `training/scenes/annotated.py`.
 */
export function boxAspects(boxes: readonly Pick<Box, 'width' | 'height'>[]): readonly number[] {
  const ratios = boxes.map(({ width, height }) => Math.log(width / height)).sort((a, b) => a - b);
  const [low = 0, middle = 0, high = 0] = PERCENTILES.map((part) => percentile(ratios, part));
  return [Math.min(low, middle - APART), middle, Math.max(high, middle + APART)].map((ratio) =>
    rounded(Math.exp(Math.min(WIDEST, Math.max(NARROWEST, ratio))), 3),
  );
}

/**
 * The levels with prior boxes in the given aspects and their own heights; null where a level has
 * another number of boxes than heights times aspects, since the graph gives one output for each.
 */
export function withAspects(
  levels: readonly PriorLevel[],
  aspects: readonly number[],
): readonly PriorLevel[] | null {
  const made = levels.map(({ stride, boxes }) => {
    const heights = [...new Set(boxes.map(([, height]) => height))];
    const shapes = heights.flatMap((height) =>
      aspects.map((aspect) => [rounded(height * aspect, 2), height] as const),
    );
    return { stride, boxes: shapes.length === boxes.length ? shapes : [] };
  });
  return made.every(({ boxes }) => boxes.length > 0) ? made : null;
}

/** Linear between the two nearest, as NumPy has it. */
function percentile(sorted: readonly number[], part: number): number {
  const place = ((sorted.length - 1) * part) / 100;
  const below = sorted[Math.floor(place)] ?? 0;
  const above = sorted[Math.ceil(place)] ?? below;
  return below + (above - below) * (place - Math.floor(place));
}

function rounded(value: number, digits: number): number {
  return Math.round(value * 10 ** digits) / 10 ** digits;
}
