import { offsetAlong } from './word.ts';
import type { SlopedWord } from './wordChains.ts';

/** Rows are asked for a common left edge this far above and below, in heights. */
const REACH = 20;
/** Nearer words stand in the row itself, in heights. */
const OTHER_ROW = 0.6;
/** How exactly left edges agree, in heights. */
const EDGE_PLAY = 0.5;
/** Words that reach over an edge by no more than this do not cross it, in heights. */
const TOUCHING = 0.3;
/** Rows besides the word's own that begin at an edge. */
const LEAST_ROWS = 3;
/** Narrowest gap in front of a column, in heights. */
const LEAST_GAP = 1.2;

/**
 * Whether the word after a gap begins a column of a table, however few of its cells are filled: rows
 * above and below begin at the same place along the slope, and no more of them run across it.
 * @param height what gaps are measured in, px
 */
export function beginsColumn(
  words: readonly SlopedWord[],
  from: SlopedWord,
  to: SlopedWord,
  height: number,
): boolean {
  const slope = (from.slope + to.slope) / 2;
  const before = offsetAlong(to.center, from.center, slope).along + from.ink.width / 2;
  const edge = -to.ink.width / 2;
  if (edge - before < LEAST_GAP * height) return false;
  const beginning = new Set<number>();
  const crossing = new Set<number>();
  for (const word of words) {
    const { along, across } = offsetAlong(to.center, word.center, slope);
    const away = Math.abs(across);
    if (away > REACH * height || away < OTHER_ROW * height) continue;
    const left = along - word.ink.width / 2;
    const right = along + word.ink.width / 2;
    const row = Math.round(across / height);
    if (Math.abs(left - edge) < EDGE_PLAY * height) beginning.add(row);
    else if (left < edge && right > edge - TOUCHING * height) crossing.add(row);
  }
  return beginning.size >= LEAST_ROWS && crossing.size <= beginning.size;
}
