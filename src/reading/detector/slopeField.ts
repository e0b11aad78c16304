import { inkSize, isTooThin, type Word } from './word.ts';
import type { WordGrid } from './wordGrid.ts';

/** Slopes that are told apart: −40° to 40° in steps of 1°. */
const MAX_DEGREES = 40;
const BINS = 2 * MAX_DEGREES + 1;
const RADIANS = Math.PI / 180;
/** Neighbours to the right that a word is paired with. */
const PAIRS_PER_WORD = 16;
/** How far apart paired words may be, in heights: a whole row tells more than two neighbours. */
const FARTHEST = 12;
/** Weight of the votes of the whole picture beside those around a word. */
const COMMON_SHARE = 0.2;
/** Vertical play of word centres in heights: ascenders here, descenders there. */
const CENTER_PLAY = 0.14;
/** Level writing is likelier; standard deviation of that expectation. */
const LEVEL_DEGREES = 35;
/** So is writing that slopes as the rest of the picture; its deviation, and what defies it. */
const LOCAL_DEGREES = 5;
const STRAY_SHARE = 0.4;
/** Height and width of the vote for the usual slope; a pair of neighbours weighs about as much. */
const USUAL_VOTE = 0.25;
const USUAL_DEGREES = 4;
/** Power of the votes: how much a clear peak outweighs a broad expectation. */
const CLEARNESS = 3;
/** Power of the share of words whose boxes a slope leaves ink in. */
const FITTINGNESS = 4;
/**
 * The boxes of sloping words are nearly square. Mean natural logarithm of width / height of words
 * around a place: its mean where they are level, its change with each degree, its deviation from
 * place to place where they are level, the change of that, and the deviation from word to word.
 * Measured on synthetic scenes, whose long words on steep lines are boxed in parts.
 */
const ASPECT = { mean: 0.75, fall: 0.026, deviation: 0.4, narrowing: 0.008, ofWords: 0.5 };

/** What shapes that no slope explains, such as columns of digits, leave to every slope. */
const ODD_SHARE = 0.4;

/** What words say about the slope around them, a bin for each degree. */
interface Ballot {
  /** For each slope, what pairs of words vote. */
  readonly votes: Float32Array;
  /** For each slope, how many words (by score) are too wide and low to lie on it. */
  readonly unfit: Float32Array;
  /** How many words (by score) there are. */
  words: number;
  /** Sum of their logarithms of width / height. */
  aspects: number;
}

/**
 * Slope of the writing at each word, radians, positive when it falls to the right. Pairs of
 * neighbours vote with the angle between their centres, as in the docstrum (O'Gorman 1993); a word
 * follows the votes around it, so that sheets lying differently in one picture keep their slopes.
 */
export function slopeField(words: readonly Word[], grid: WordGrid): Float32Array {
  const inCells = new Map<number, Ballot>();
  const everywhere = emptyBallot();
  const ballotOf = (word: Word): Ballot => {
    const key = grid.keyOf(word.center);
    const known = inCells.get(key);
    if (known !== undefined) return known;
    const made = emptyBallot();
    inCells.set(key, made);
    return made;
  };
  for (const word of words) exclude(word, [ballotOf(word), everywhere]);
  const order = words.map((_, index) => index).sort((a, b) => leftOf(words, a) - leftOf(words, b));
  for (const [rank, first] of order.entries()) {
    const word = words[first];
    if (word === undefined) continue;
    for (const { second, gap } of nearestToTheRight(words, order, rank)) {
      const other = words[second];
      if (other === undefined) continue;
      const histograms = [ballotOf(word), ballotOf(other), everywhere].map(({ votes }) => votes);
      vote(word, other, gap, histograms);
    }
  }

  const common = likeliest(everywhere, 0, levelness);
  const nearCommon = (degrees: number): number =>
    STRAY_SHARE + gaussian(degrees - common, LOCAL_DEGREES);
  const slopes = new Float32Array(words.length);
  const inCell = new Map<number, number>();
  for (const [index, { center }] of words.entries()) {
    const key = grid.keyOf(center);
    let slope = inCell.get(key);
    if (slope === undefined) {
      const around = ballotAround(inCells, grid.keysAround(center), everywhere);
      slope = likeliest(around, common, nearCommon);
      inCell.set(key, slope);
    }
    slopes[index] = slope * RADIANS;
  }
  return slopes;
}

function emptyBallot(): Ballot {
  return { votes: new Float32Array(BINS), unfit: new Float32Array(BINS), words: 0, aspects: 0 };
}

/** Ballot of a cell (the middle one of nine) and those around it, with some of the whole picture's. */
function ballotAround(
  inCells: ReadonlyMap<number, Ballot>,
  keys: readonly number[],
  everywhere: Ballot,
): Ballot {
  const around = emptyBallot();
  for (const [at, key] of keys.entries()) {
    const near = inCells.get(key);
    if (near !== undefined) addBallot(around, near, at === keys.length >> 1 ? 1 : 0.5);
  }
  const total = sumOf(everywhere.votes);
  addBallot(around, everywhere, total > 0 ? (COMMON_SHARE * sumOf(around.votes)) / total : 0);
  return around;
}

function addBallot(to: Ballot, ballot: Ballot, share: number): void {
  for (let bin = 0; bin < BINS; bin++) {
    to.votes[bin] = (to.votes[bin] ?? 0) + share * (ballot.votes[bin] ?? 0);
    to.unfit[bin] = (to.unfit[bin] ?? 0) + share * (ballot.unfit[bin] ?? 0);
  }
  to.words += share * ballot.words;
  to.aspects += share * ballot.aspects;
}

/** Notes the slopes on which a word of this shape would have no ink: it is too wide and low. */
function exclude({ box, score }: Word, ballots: readonly Ballot[]): void {
  for (const ballot of ballots) {
    ballot.words += score;
    ballot.aspects += score * Math.log(box.width / box.height);
  }
  let steepest = MAX_DEGREES;
  while (steepest > 0 && isTooThin(inkSize(box, steepest * RADIANS), box)) steepest--;
  for (let steeper = steepest + 1; steeper <= MAX_DEGREES; steeper++) {
    for (const bin of [MAX_DEGREES - steeper, MAX_DEGREES + steeper]) {
      for (const { unfit } of ballots) unfit[bin] = (unfit[bin] ?? 0) + score;
    }
  }
}

/**
 * The slope in degrees that votes speak for. One vote is for `usual`, which decides where there is
 * hardly another; with many, the clearest peak wins, since each of its pairs is evidence of its own.
 */
function likeliest(
  ballot: Ballot,
  usual: number,
  expectation: (degrees: number) => number,
): number {
  const scores = ballot.votes.map((count, bin) => {
    const degrees = bin - MAX_DEGREES;
    const all = count + USUAL_VOTE * gaussian(degrees - usual, USUAL_DEGREES);
    return all ** CLEARNESS * expectation(degrees) * shapesSpeak(ballot, bin);
  });
  let best = 0;
  for (let bin = 1; bin < BINS; bin++) if ((scores[bin] ?? 0) > (scores[best] ?? 0)) best = bin;
  return best - MAX_DEGREES + peakShift(scores, best);
}

/** How well a slope agrees with the words' shapes. */
function shapesSpeak({ unfit, words, aspects }: Ballot, bin: number): number {
  if (words === 0) return 1;
  const steepness = Math.abs(bin - MAX_DEGREES);
  const fitting = 1 - (unfit[bin] ?? 0) / words;
  const deviation = Math.hypot(
    ASPECT.deviation - ASPECT.narrowing * steepness,
    ASPECT.ofWords / Math.sqrt(words),
  );
  const away = aspects / words - (ASPECT.mean - ASPECT.fall * steepness);
  return fitting ** FITTINGNESS * (ODD_SHARE + gaussian(away, deviation) / deviation);
}

function sumOf(values: Float32Array): number {
  return values.reduce((sum, value) => sum + value, 0);
}

function levelness(degrees: number): number {
  return gaussian(degrees, LEVEL_DEGREES);
}

function gaussian(away: number, deviation: number): number {
  return Math.exp(-((away / deviation) ** 2) / 2);
}

function leftOf(words: readonly Word[], index: number): number {
  return words[index]?.box.x ?? 0;
}

interface Neighbour {
  readonly second: number;
  /** Px between the boxes, negative where they overlap. */
  readonly gap: number;
  /** Squared distance of the centres. */
  readonly away: number;
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
    if (gap > FARTHEST * box.height) break;
    const dx = other.center.x - center.x;
    const dy = Math.abs(other.center.y - center.y);
    const tall = Math.max(box.height, other.box.height);
    if (dx <= 0.5 * Math.min(box.height, other.box.height) || dy > dx * steepest) continue;
    if (gap < -0.7 * Math.min(box.width, other.box.width)) continue;
    if (tall > 3.5 * Math.min(box.height, other.box.height)) continue;
    found.push({ second, gap, away: dx * dx + dy * dy });
  }
  found.sort((a, b) => a.away - b.away);
  return found.slice(0, PAIRS_PER_WORD);
}

function vote(a: Word, b: Word, gap: number, histograms: readonly Float32Array[]): void {
  const dx = b.center.x - a.center.x;
  const dy = b.center.y - a.center.y;
  const angle = Math.atan2(dy, dx);
  const sizeA = inkSize(a.box, angle);
  const sizeB = inkSize(b.box, angle);
  // A wide low box cannot stand on a steep line: its ink would be thinner than writing is.
  if (isTooThin(sizeA, a.box) || isTooThin(sizeB, b.box)) return;
  const height = (sizeA.height + sizeB.height) / 2;
  const alike = Math.min(sizeA.height, sizeB.height) / Math.max(sizeA.height, sizeB.height);
  const closeness = 1 / (1 + Math.max(0, gap) / (3 * height));
  const spread = Math.max(0.8, (CENTER_PLAY * height) / Math.hypot(dx, dy) / RADIANS);
  const weight = (a.score * b.score * alike * closeness) / spread;
  const degrees = angle / RADIANS;
  const from = Math.max(0, Math.floor(degrees - 3 * spread) + MAX_DEGREES);
  const to = Math.min(BINS - 1, Math.ceil(degrees + 3 * spread) + MAX_DEGREES);
  for (let bin = from; bin <= to; bin++) {
    const share = weight * gaussian(bin - MAX_DEGREES - degrees, spread);
    for (const histogram of histograms) histogram[bin] = (histogram[bin] ?? 0) + share;
  }
}

/** Where the top of a parabola through a peak and its neighbours lies, steps from the peak. */
function peakShift(votes: Float32Array, bin: number): number {
  const at = votes[bin] ?? 0;
  const before = votes[bin - 1] ?? at;
  const after = votes[bin + 1] ?? at;
  const curvature = before - 2 * at + after;
  const shift = curvature < 0 ? (before - after) / (2 * curvature) : 0;
  return Math.min(0.5, Math.max(-0.5, shift));
}
