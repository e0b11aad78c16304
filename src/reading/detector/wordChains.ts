import { beginsColumn } from './columnEdge.ts';
import { type InkSize, inkSize, medianOf, offsetAlong, type Word } from './word.ts';
import type { WordGrid } from './wordGrid.ts';

/** A word with the slope of the writing around it. */
export interface SlopedWord extends Word {
  /** Radians, positive when the line falls to the right. */
  readonly slope: number;
  readonly ink: InkSize;
  /** Median ink height of the words around, px. */
  readonly usualHeight: number;
}

/** Widest gap inside a line, in heights; wider ones need evidence (`joinFragments`). */
export const MAX_GAP = 2;
/** Strips at least this wide that no row enters are gutters between columns, in heights. */
const GUTTER_WIDTH = 1.3;
/** Steps in which a gap is searched for such a strip; a bit each. */
const GUTTER_CELLS = 24;
/** Least share of the lower word's height that two neighbours have in common. */
const LEAST_OVERLAP = 0.35;
const MAX_HEIGHT_RATIO = 3;
/** Radians. */
const SLOPE_PLAY = 0.02;
const NEIGHBOURS = 7;

/** Words with their slopes, ink sizes and the usual height around them. */
export function placeWords(
  words: readonly Word[],
  slopes: Float32Array,
  grid: WordGrid,
): SlopedWord[] {
  const inks = words.map(({ box }, index) => {
    // Slopes are sure to about a degree; a wide box must not lose its height to that error.
    const steepness = Math.abs(slopes[index] ?? 0);
    return inkSize(box, Math.max(0, steepness - SLOPE_PLAY));
  });
  return words.map((word, index) => ({
    box: word.box,
    center: word.center,
    score: word.score,
    handwriting: word.handwriting,
    slope: slopes[index] ?? 0,
    ink: inks[index] ?? word.box,
    usualHeight: usualHeight(words, inks, word, grid),
  }));
}

/** Median ink height of the nearest words, the word itself among them. */
function usualHeight(
  words: readonly Word[],
  inks: readonly InkSize[],
  { center }: Word,
  grid: WordGrid,
): number {
  const distances: number[] = [];
  const heights: number[] = [];
  for (const key of grid.keysAround(center)) {
    for (const other of grid.wordsIn(key)) {
      const { x = 0, y = 0 } = words[other]?.center ?? {};
      const distance = (x - center.x) ** 2 + (y - center.y) ** 2;
      let at = Math.min(distances.length, NEIGHBOURS - 1);
      if (distances.length === NEIGHBOURS && distance >= (distances[at] ?? 0)) continue;
      for (; at > 0 && (distances[at - 1] ?? 0) > distance; at--) {
        distances[at] = distances[at - 1] ?? 0;
        heights[at] = heights[at - 1] ?? 0;
      }
      distances[at] = distance;
      heights[at] = inks[other]?.height ?? 0;
    }
  }
  return medianOf(heights);
}

/** Dots, dashes and quotes: too low beside their neighbours to say where a line runs. */
export function isPunctuation({ ink, usualHeight: usual }: SlopedWord): boolean {
  return ink.height < 0.42 * usual && ink.width < 1.6 * usual;
}

interface Link {
  readonly from: number;
  readonly to: number;
  readonly cost: number;
}

/**
 * Chains of words that follow each other along their slope, each word in one chain. Links are taken
 * by rising cost, and every word has one word before it and one after it at most, so that a long
 * descender can't glue two lines.
 */
export function chainWords(words: readonly SlopedWord[]): SlopedWord[][] {
  const links = possibleLinks(words);
  links.sort((a, b) => a.cost - b.cost || a.from - b.from || a.to - b.to);
  const next = new Map<number, number>();
  const previous = new Map<number, number>();
  for (const { from, to } of links) {
    if (next.has(from) || previous.has(to)) continue;
    if (isAcrossGutter(words, from, to) || isAcrossEdge(words, from, to)) continue;
    next.set(from, to);
    previous.set(to, from);
  }
  const chains: SlopedWord[][] = [];
  for (const [index] of words.entries()) {
    if (previous.has(index)) continue;
    const chain: SlopedWord[] = [];
    for (let at: number | undefined = index; at !== undefined; at = next.get(at)) {
      const word = words[at];
      if (word !== undefined) chain.push(word);
    }
    chains.push(chain);
  }
  return chains;
}

function possibleLinks(words: readonly SlopedWord[]): Link[] {
  const order = words
    .map((_, index) => index)
    .sort((a, b) => (words[a]?.box.x ?? 0) - (words[b]?.box.x ?? 0));
  const links: Link[] = [];
  for (const [rank, from] of order.entries()) {
    const word = words[from];
    if (word === undefined) continue;
    const farthest =
      word.box.x + word.box.width + MAX_GAP * 1.5 * Math.max(word.box.height, word.usualHeight);
    for (let later = rank + 1; later < order.length; later++) {
      const to = order[later] ?? -1;
      const other = words[to];
      if (other === undefined) continue;
      if (other.box.x > farthest) break;
      const dx = other.center.x - word.center.x;
      const dy = Math.abs(other.center.y - word.center.y);
      // Cheap test first: most pairs are rows apart.
      if (dx < 0 || dy > dx + 0.5 * word.box.height) continue;
      const cost = linkCost(word, other);
      if (cost !== null) links.push({ from, to, cost });
    }
  }
  return links;
}

/** What it costs to read `to` after `from`, in heights; null where they can't be one line. */
function linkCost(from: SlopedWord, to: SlopedWord): number | null {
  const slope = (from.slope + to.slope) / 2;
  const { along, across } = offsetAlong(from.center, to.center, slope);
  const low = Math.min(from.ink.height, to.ink.height);
  const high = Math.max(from.ink.height, to.ink.height);
  const height = unitHeight(from, to);
  const gap = along - (from.ink.width + to.ink.width) / 2;
  if (along <= 0 || gap > MAX_GAP * height) return null;
  if (gap < -0.6 * Math.min(from.ink.width, to.ink.width)) return null;
  if (high > MAX_HEIGHT_RATIO * low) return null;
  const overlap = Math.min(low, (low + high) / 2 - Math.abs(across));
  if (overlap < LEAST_OVERLAP * low) return null;
  return Math.max(gap, -0.3 * height) / height + (3 * Math.abs(across)) / height;
}

function isAcrossEdge(words: readonly SlopedWord[], fromIndex: number, toIndex: number): boolean {
  const from = words[fromIndex];
  const to = words[toIndex];
  if (from === undefined || to === undefined) return false;
  return beginsColumn(words, from, to, unitHeight(from, to));
}

/** The height that gaps between two words are measured in, px. */
function unitHeight(a: SlopedWord, b: SlopedWord): number {
  const own =
    0.6 * Math.max(a.ink.height, b.ink.height) + 0.4 * Math.min(a.ink.height, b.ink.height);
  const usual = (a.usualHeight + b.usualHeight) / 2;
  return Math.min(1.5 * usual, Math.max(0.8 * usual, own));
}

/**
 * Whether the gap between two words goes on above and below them: a strip of it that no row near
 * by enters, with words on both sides of it in at least two rows. Then it parts columns.
 */
function isAcrossGutter(words: readonly SlopedWord[], fromIndex: number, toIndex: number): boolean {
  const from = words[fromIndex];
  const to = words[toIndex];
  if (from === undefined || to === undefined) return false;
  const height = unitHeight(from, to);
  const slope = (from.slope + to.slope) / 2;
  const cos = Math.cos(slope);
  const sin = Math.sin(slope);
  const { x: fromX, y: fromY } = from.center;
  const begin = from.ink.width / 2;
  const gap = (to.center.x - fromX) * cos + (to.center.y - fromY) * sin - to.ink.width / 2 - begin;
  if (gap < GUTTER_WIDTH * height) return false;
  const cell = gap / GUTTER_CELLS;
  let entered = 0;
  const rowsLeft = new Set<number>();
  const rowsRight = new Set<number>();
  for (const word of words) {
    const dx = word.center.x - fromX;
    const dy = word.center.y - fromY;
    const across = dy * cos - dx * sin;
    if (Math.abs(across) > 5 * height || Math.abs(across) < 0.6 * height) continue;
    const along = dx * cos + dy * sin;
    const left = (along - word.ink.width / 2 - begin) / cell;
    const right = (along + word.ink.width / 2 - begin) / cell;
    const row = Math.round(across / (1.4 * height));
    if (left < GUTTER_CELLS / 2 && left > -8 * (height / cell)) rowsLeft.add(row);
    if (right > GUTTER_CELLS / 2 && right < GUTTER_CELLS + 8 * (height / cell)) rowsRight.add(row);
    const last = Math.min(GUTTER_CELLS - 1, Math.floor(right));
    for (let at = Math.max(0, Math.floor(left)); at <= last; at++) entered |= 1 << at;
  }
  let rows = 0;
  for (const row of rowsLeft) if (rowsRight.has(row)) rows++;
  return rows >= 2 && longestRunOfZeros(entered, GUTTER_CELLS) * cell >= GUTTER_WIDTH * height;
}

function longestRunOfZeros(bits: number, count: number): number {
  let longest = 0;
  let run = 0;
  for (let at = 0; at < count; at++) {
    run = (bits & (1 << at)) === 0 ? run + 1 : 0;
    longest = Math.max(longest, run);
  }
  return longest;
}
