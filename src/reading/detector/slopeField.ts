import { inkSize, type Word } from './word.ts';

/** Slopes that are told apart: −40° to 40° in steps of 1°. */
const MAX_DEGREES = 40;
const BINS = 2 * MAX_DEGREES + 1;
const RADIANS = Math.PI / 180;
/** Neighbours to the right that a word is paired with. */
const PAIRS_PER_WORD = 4;
/** Words within this many heights share their evidence. */
const REACH = 6;
/** Vertical play of word centres in heights: ascenders here, descenders there. */
const CENTER_PLAY = 0.14;
/** Level writing is likelier; standard deviation of that expectation. */
const LEVEL_DEGREES = 18;

/**
 * Slope of the writing at each word, radians, positive when it falls to the right. Pairs of
 * neighbours vote with the angle between their centres, as in the docstrum (O'Gorman 1993); a word
 * follows the votes around it, so that sheets lying differently in one picture keep their slopes.
 */
export function slopeField(words: readonly Word[]): Float32Array {
  const own = words.map(() => new Float32Array(BINS));
  const everywhere = new Float32Array(BINS);
  const order = words.map((_, index) => index).sort((a, b) => leftOf(words, a) - leftOf(words, b));
  for (const [rank, first] of order.entries()) {
    for (const { second, gap } of nearestToTheRight(words, order, rank)) {
      vote(words, first, second, gap, own, everywhere);
    }
  }

  const slopes = new Float32Array(words.length);
  const votes = new Float32Array(BINS);
  for (const [index, word] of words.entries()) {
    for (let bin = 0; bin < BINS; bin++) votes[bin] = 0.02 * (everywhere[bin] ?? 0) + 1e-4;
    const reach = REACH * word.box.height + word.box.width / 2;
    for (const [other, histogram] of own.entries()) {
      const neighbour = words[other];
      if (neighbour === undefined) continue;
      const dx = Math.abs(neighbour.center.x - word.center.x);
      const dy = Math.abs(neighbour.center.y - word.center.y);
      if (dx > reach || dy > reach) continue;
      const closeness = 1 - (0.8 * Math.max(dx, dy)) / reach;
      for (let bin = 0; bin < BINS; bin++) {
        votes[bin] = (votes[bin] ?? 0) + closeness * (histogram[bin] ?? 0);
      }
    }
    slopes[index] = peak(votes) * RADIANS;
  }
  return slopes;
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

function vote(
  words: readonly Word[],
  first: number,
  second: number,
  gap: number,
  own: readonly Float32Array[],
  everywhere: Float32Array,
): void {
  const a = words[first];
  const b = words[second];
  if (a === undefined || b === undefined) return;
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
    for (const histogram of [own[first], own[second], everywhere]) {
      if (histogram !== undefined) histogram[bin] = (histogram[bin] ?? 0) + share;
    }
  }
}

/** The likeliest slope, degrees, refined by a parabola through the highest bin and its neighbours. */
function peak(votes: Float32Array): number {
  const likely = (bin: number): number =>
    (votes[bin] ?? 0) * Math.exp(-(((bin - MAX_DEGREES) / LEVEL_DEGREES) ** 2) / 2);
  let best = MAX_DEGREES;
  for (let bin = 0; bin < BINS; bin++) if (likely(bin) > likely(best)) best = bin;
  const before = likely(Math.max(0, best - 1));
  const after = likely(Math.min(BINS - 1, best + 1));
  const curvature = before - 2 * likely(best) + after;
  const shift = curvature < 0 ? (before - after) / (2 * curvature) : 0;
  return best - MAX_DEGREES + Math.min(0.5, Math.max(-0.5, shift));
}
