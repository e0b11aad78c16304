import { inkSize, type Word } from './word.ts';
import type { WordGrid } from './wordGrid.ts';

/** Slopes that are told apart: −40° to 40° in steps of 1°. */
const MAX_DEGREES = 40;
const BINS = 2 * MAX_DEGREES + 1;
const RADIANS = Math.PI / 180;
/** Neighbours to the right that a word is paired with. */
const PAIRS_PER_WORD = 4;
/** Weight of the votes of the whole picture beside those around a word. */
const COMMON_SHARE = 0.5;
/** Vertical play of word centres in heights: ascenders here, descenders there. */
const CENTER_PLAY = 0.2;
/** Level writing is likelier; standard deviation of that expectation. */
const LEVEL_DEGREES = 22;
/** So is writing that slopes as the rest of the picture; standard deviation, and what defies it. */
const LOCAL_DEGREES = 8;
const STRAY_SHARE = 0.3;
/** Peaks lower than this share of the highest are not considered for the whole picture. */
const LEAST_PEAK = 0.15;
/** Nats that a slope costs at which all ink would overlap. */
const OVERLAP_COST = 4;
/** Words whose overlaps are looked at. */
const SAMPLED_WORDS = 80;

/**
 * Slope of the writing at each word, radians, positive when it falls to the right. Pairs of
 * neighbours vote with the angle between their centres, as in the docstrum (O'Gorman 1993); a word
 * follows the votes around it, so that sheets lying differently in one picture keep their slopes.
 */
export function slopeField(words: readonly Word[], grid: WordGrid): Float32Array {
  const inCells = new Map<number, Float32Array>();
  const everywhere = new Float32Array(BINS);
  const votesOf = (word: Word): Float32Array => {
    const key = grid.keyOf(word.center);
    const known = inCells.get(key);
    if (known !== undefined) return known;
    const made = new Float32Array(BINS);
    inCells.set(key, made);
    return made;
  };
  const order = words.map((_, index) => index).sort((a, b) => leftOf(words, a) - leftOf(words, b));
  for (const [rank, first] of order.entries()) {
    const word = words[first];
    if (word === undefined) continue;
    for (const { second, gap } of nearestToTheRight(words, order, rank)) {
      const other = words[second];
      if (other === undefined) continue;
      vote(word, other, gap, [votesOf(word), votesOf(other), everywhere]);
    }
  }

  const common = commonSlope(words, grid, everywhere);
  const slopes = new Float32Array(words.length);
  const inCell = new Map<number, number>();
  for (const [index, { center }] of words.entries()) {
    const key = grid.keyOf(center);
    const slope =
      inCell.get(key) ?? cellSlope(inCells, grid.keysAround(center), everywhere, common);
    inCell.set(key, slope);
    slopes[index] = slope * RADIANS;
  }
  return slopes;
}

/**
 * Slope in degrees that most of the picture has. Words of neighbouring rows also pair up, along a
 * wrong slope; there the words' ink would overlap, which writing does not do.
 */
function commonSlope(words: readonly Word[], grid: WordGrid, everywhere: Float32Array): number {
  const level = gaussian(0, LEVEL_DEGREES);
  const most = Math.max(...everywhere.map((votes, bin) => votes * level(bin - MAX_DEGREES)));
  let best = 0;
  let bestScore = Number.NEGATIVE_INFINITY;
  for (let bin = 0; bin < BINS; bin++) {
    const votes = everywhere[bin] ?? 0;
    if (votes < (everywhere[bin - 1] ?? 0) || votes < (everywhere[bin + 1] ?? 0)) continue;
    const degrees = bin - MAX_DEGREES;
    const share = (votes * level(degrees)) / most;
    if (!(share > LEAST_PEAK)) continue;
    const score = Math.log(share) - OVERLAP_COST * overlapShare(words, grid, degrees * RADIANS);
    if (score > bestScore) {
      bestScore = score;
      best = degrees;
    }
  }
  return best;
}

/** Share of the words' ink that would lie in other words if all lines had the given slope. */
function overlapShare(words: readonly Word[], grid: WordGrid, slope: number): number {
  const inks = words.map(({ box }) => inkSize(box, slope));
  const cos = Math.cos(slope);
  const sin = Math.sin(slope);
  const step = Math.ceil(words.length / SAMPLED_WORDS);
  let shared = 0;
  let area = 0;
  for (let index = 0; index < words.length; index += step) {
    const word = words[index];
    const ink = inks[index];
    if (word === undefined || ink === undefined) continue;
    area += ink.width * ink.height;
    for (const key of grid.keysAround(word.center)) {
      for (const other of grid.wordsIn(key)) {
        const neighbour = words[other];
        const size = inks[other];
        if (other === index || neighbour === undefined || size === undefined) continue;
        const dx = neighbour.center.x - word.center.x;
        const dy = neighbour.center.y - word.center.y;
        const width = (ink.width + size.width) / 2 - Math.abs(dx * cos + dy * sin);
        const height = (ink.height + size.height) / 2 - Math.abs(dy * cos - dx * sin);
        if (width <= 0 || height <= 0) continue;
        shared +=
          Math.min(width, ink.width, size.width) * Math.min(height, ink.height, size.height);
      }
    }
  }
  return area > 0 ? shared / area : 0;
}

/** Slope in degrees that the votes in a cell (the middle one of nine) and around it speak for. */
function cellSlope(
  inCells: ReadonlyMap<number, Float32Array>,
  keys: readonly number[],
  everywhere: Float32Array,
  common: number,
): number {
  const votes = new Float32Array(BINS);
  for (const [at, key] of keys.entries()) {
    const near = inCells.get(key);
    if (near === undefined) continue;
    const share = at === keys.length >> 1 ? 1 : 0.5;
    for (let bin = 0; bin < BINS; bin++) votes[bin] = (votes[bin] ?? 0) + share * (near[bin] ?? 0);
  }
  const total = sumOf(everywhere);
  const weight = total > 0 ? (COMMON_SHARE * sumOf(votes)) / total : 0;
  const likely = gaussian(common, LOCAL_DEGREES);
  for (let bin = 0; bin < BINS; bin++) {
    const all = (votes[bin] ?? 0) + weight * (everywhere[bin] ?? 0) + 1e-6;
    votes[bin] = all * (STRAY_SHARE + likely(bin - MAX_DEGREES));
  }
  return peak(votes);
}

function gaussian(mean: number, deviation: number): (value: number) => number {
  return (value) => Math.exp(-(((value - mean) / deviation) ** 2) / 2);
}

function sumOf(values: Float32Array): number {
  return values.reduce((sum, value) => sum + value, 0);
}

function leftOf(words: readonly Word[], index: number): number {
  return words[index]?.box.x ?? 0;
}

interface Neighbour {
  readonly second: number;
  /** Px between the boxes, negative where they overlap. */
  readonly gap: number;
}

/** `order` is sorted by the left edge, so the search ends at the first box that is too far. */
function nearestToTheRight(
  words: readonly Word[],
  order: readonly number[],
  rank: number,
): readonly Neighbour[] {
  const word = words[order[rank] ?? -1];
  if (word === undefined) return [];
  const { box, center } = word;
  const found: Neighbour[] = [];
  const right = box.x + box.width;
  const steepest = Math.tan(MAX_DEGREES * RADIANS);
  for (let next = rank + 1; next < order.length; next++) {
    const second = order[next] ?? -1;
    const other = words[second];
    if (other === undefined) continue;
    const gap = other.box.x - right;
    if (gap > 2.5 * box.height) break;
    const dx = other.center.x - center.x;
    const dy = Math.abs(other.center.y - center.y);
    const tall = Math.max(box.height, other.box.height);
    if (dx <= 0.5 * Math.min(box.height, other.box.height) || dy > dx * steepest) continue;
    if (gap > 2.5 * tall || gap < -0.7 * Math.min(box.width, other.box.width)) continue;
    if (tall > 3.5 * Math.min(box.height, other.box.height)) continue;
    found.push({ second, gap });
  }
  found.sort((a, b) => distanceTo(words, a, center) - distanceTo(words, b, center));
  return found.slice(0, PAIRS_PER_WORD);
}

function distanceTo(words: readonly Word[], { second }: Neighbour, from: Word['center']): number {
  const other = words[second];
  return other === undefined ? 0 : Math.hypot(other.center.x - from.x, other.center.y - from.y);
}

function vote(a: Word, b: Word, gap: number, histograms: readonly Float32Array[]): void {
  const dx = b.center.x - a.center.x;
  const dy = b.center.y - a.center.y;
  const angle = Math.atan2(dy, dx);
  const sizeA = inkSize(a.box, angle);
  const sizeB = inkSize(b.box, angle);
  // A wide low box cannot stand on a steep line: its ink would be thinner than writing is.
  const thinness = Math.min(sizeA.height / a.box.height, sizeB.height / b.box.height);
  if (thinness <= 0.21) return;
  const height = (sizeA.height + sizeB.height) / 2;
  const alike = Math.min(sizeA.height, sizeB.height) / Math.max(sizeA.height, sizeB.height);
  const closeness = 1 / (1 + Math.max(0, gap) / height);
  const spread = Math.max(1.2, (CENTER_PLAY * height) / Math.hypot(dx, dy) / RADIANS);
  const weight = (a.score * b.score * alike * closeness * closeness) / spread;
  const degrees = angle / RADIANS;
  const from = Math.max(0, Math.floor(degrees - 3 * spread) + MAX_DEGREES);
  const to = Math.min(BINS - 1, Math.ceil(degrees + 3 * spread) + MAX_DEGREES);
  for (let bin = from; bin <= to; bin++) {
    const away = (bin - MAX_DEGREES - degrees) / spread;
    const share = weight * Math.exp((-away * away) / 2);
    for (const histogram of histograms) histogram[bin] = (histogram[bin] ?? 0) + share;
  }
}

/** The highest bin's slope, degrees, refined by a parabola through it and its neighbours. */
function peak(votes: Float32Array): number {
  let best = 0;
  for (let bin = 1; bin < BINS; bin++) if ((votes[bin] ?? 0) > (votes[best] ?? 0)) best = bin;
  const at = votes[best] ?? 0;
  const before = votes[best - 1] ?? at;
  const after = votes[best + 1] ?? at;
  const curvature = before - 2 * at + after;
  const shift = curvature < 0 ? (before - after) / (2 * curvature) : 0;
  return best - MAX_DEGREES + Math.min(0.5, Math.max(-0.5, shift));
}
