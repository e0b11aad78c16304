import { type InkSize, inkSize, medianOf, offsetAlong, type Word } from './word.ts';

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
/** From here on a gap is looked at as a possible gutter between columns. */
const GUTTER_GAP = 0.9;
/** Least share of the lower word's height that two neighbours have in common. */
const LEAST_OVERLAP = 0.45;
const MAX_HEIGHT_RATIO = 3;
const NEIGHBOURS = 7;

/** Words with their slopes, ink sizes and the usual height around them. */
export function placeWords(words: readonly Word[], slopes: Float32Array): SlopedWord[] {
  const inks = words.map(({ box }, index) => inkSize(box, slopes[index] ?? 0));
  return words.map((word, index) => ({
    ...word,
    slope: slopes[index] ?? 0,
    ink: inks[index] ?? word.box,
    usualHeight: usualHeight(words, inks, index),
  }));
}

/** Median ink height of the nearest words, the word itself among them. */
function usualHeight(words: readonly Word[], inks: readonly InkSize[], index: number): number {
  const from = words[index]?.center ?? { x: 0, y: 0 };
  const distances: number[] = [];
  const heights: number[] = [];
  for (const [other, { center }] of words.entries()) {
    const dx = center.x - from.x;
    const dy = center.y - from.y;
    const distance = dx * dx + dy * dy;
    if (distances.length === NEIGHBOURS && distance >= (distances[NEIGHBOURS - 1] ?? 0)) continue;
    let at = distances.length;
    while (at > 0 && (distances[at - 1] ?? 0) > distance) at--;
    distances.splice(at, 0, distance);
    heights.splice(at, 0, inks[other]?.height ?? 0);
    distances.length = Math.min(distances.length, NEIGHBOURS);
    heights.length = Math.min(heights.length, NEIGHBOURS);
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
      const cost = linkCost(word, other);
      if (cost !== null && !crossesGutter(words, word, other)) links.push({ from, to, cost });
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

/** The height that gaps between two words are measured in, px. */
function unitHeight(a: SlopedWord, b: SlopedWord): number {
  const own =
    0.6 * Math.max(a.ink.height, b.ink.height) + 0.4 * Math.min(a.ink.height, b.ink.height);
  const usual = (a.usualHeight + b.usualHeight) / 2;
  return Math.min(1.5 * usual, Math.max(0.8 * usual, own));
}

/**
 * Whether the gap between two words goes on above and below them: at least two rows have words on
 * both sides of it and none has a word in it. Then it parts columns and is no space.
 */
function crossesGutter(words: readonly SlopedWord[], from: SlopedWord, to: SlopedWord): boolean {
  const height = unitHeight(from, to);
  const slope = (from.slope + to.slope) / 2;
  const step = offsetAlong(from.center, to.center, slope);
  const gap = step.along - (from.ink.width + to.ink.width) / 2;
  if (gap < GUTTER_GAP * height) return false;
  const left = from.ink.width / 2 + 0.15 * gap;
  const right = from.ink.width / 2 + 0.85 * gap;
  const rowsLeft = new Set<number>();
  const rowsRight = new Set<number>();
  for (const word of words) {
    if (word === from || word === to) continue;
    const { along, across } = offsetAlong(from.center, word.center, slope);
    if (Math.abs(across) > 5 * height || Math.abs(across) < 0.6 * height) continue;
    const begin = along - word.ink.width / 2;
    const end = along + word.ink.width / 2;
    if (begin < right && end > left) return false;
    const row = Math.round(across / (1.4 * height));
    if (end <= left && end > left - 4 * height) rowsLeft.add(row);
    if (begin >= right && begin < right + 4 * height) rowsRight.add(row);
  }
  let rows = 0;
  for (const row of rowsLeft) if (rowsRight.has(row)) rows++;
  return rows >= 2;
}
