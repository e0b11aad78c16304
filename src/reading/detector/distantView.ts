import { type Box, boxArea, intersectionArea, intersectionOverUnion } from '../geometry.ts';
import type { RasterImage } from '../image.ts';
import type { DistantViewWeights, LineScoreWeights } from '../models/lineCalibration.ts';
import type { Detection } from './detection.ts';
import type { Detector } from './detector.ts';
import { LEAST_LINE_SCORE, scoreOfLoneWord } from './lineScore.ts';
import { isSameWord, type ScaledView, WELL_SEEN, wellSeen } from './scaledView.ts';

/** Sizes of the looks from far away, as shares of the nearer look: together half of its work. */
export const SHARES = [0.5, 0.375, 0.3125, 0.25, 0.1875];
/** The one far look at a moving picture, as a share of its near one: a tenth of the work. */
export const LIVE_SHARES = [0.3125];
/**
 * Plain gray around a picture seen from far away, a share of its short side: words that reach from
 * edge to edge are known by their outlines only with something around them. Of 45 words of a fifth
 * to all of the frame's height, 40 are found with it at 160 px instead of 34 at best without.
 */
const MARGIN = 0.2;
/** Several looks that hardly see a word are evidence as well. */
const LEAST_SCORE = 0.1;
/** What a look that does not see a word counts as, and how far scores are held from 0 and 1. */
const UNSEEN = 0.05;
/**
 * Words that the nearer look shows less tall than this, as shares of the tallest that the detector
 * knows well, are left to it.
 */
const LEAST_TALL = 1.5;
/** Boxes that overlap by this are one word seen twice, and give one box together. */
const SAME_PLACE = 0.5;
/** Words lower than this share of a box from far away speak of smaller writing. */
const LOWER = 0.6;
/** What lies in a word by more than this is a piece of it: ink is of one line only. */
const HALF = 0.5;

export interface DistantViewOptions {
  /** Px of the long side of the nearer look. */
  readonly longSide: number;
  readonly weights: DistantViewWeights;
  /** What lines are scored by. */
  readonly lineScore: LineScoreWeights;
}

/**
 * Words that fill a picture are seen from far away only: adds to what nearer looks found the words
 * that those show taller than the detector knows words to be.
 */
export function withDistantViews<ClassName extends string>(
  detector: Detector<ClassName>,
  image: RasterImage,
  near: readonly Detection<ClassName>[],
  options: DistantViewOptions,
): Promise<Detection<ClassName>[]> {
  return withViews(detector, image, near, SHARES, options);
}

/** The same for a moving picture: one far look, so that big words cost next to nothing. */
export function withLiveDistantViews<ClassName extends string>(
  detector: Detector<ClassName>,
  image: RasterImage,
  near: readonly Detection<ClassName>[],
  options: DistantViewOptions,
): Promise<Detection<ClassName>[]> {
  return withViews(detector, image, near, LIVE_SHARES, options);
}

async function withViews<ClassName extends string>(
  detector: Detector<ClassName>,
  image: RasterImage,
  near: readonly Detection<ClassName>[],
  shares: readonly number[],
  { longSide, weights, lineScore }: DistantViewOptions,
): Promise<Detection<ClassName>[]> {
  const views = await lookFromAfar(detector, image, longSide, shares);
  const nearer = { found: near, scale: longSide / Math.max(image.width, image.height) };
  const { iouThreshold } = detector.manifest.detector;
  return joinDistantViews(nearer, views, { weights, lineScore, iouThreshold });
}

/**
 * Looks at a picture from far away.
 * @param longSide px of the nearer look
 * @param shares sizes as shares of it
 */
export async function lookFromAfar<ClassName extends string>(
  detector: Detector<ClassName>,
  image: RasterImage,
  longSide: number,
  shares: readonly number[],
): Promise<readonly ScaledView<ClassName>[]> {
  const longest = Math.max(image.width, image.height);
  const margin = Math.round(MARGIN * Math.min(image.width, image.height));
  const views: ScaledView<ClassName>[] = [];
  for (const share of shares) {
    const look = { longSide: share * longSide, margin, scoreThreshold: LEAST_SCORE };
    const found = await detector.detect(image, look);
    views.push({ found, scale: look.longSide / (longest + 2 * margin) });
  }
  return views;
}

export interface JoinOptions extends Omit<DistantViewOptions, 'longSide'> {
  readonly iouThreshold: number;
}

/**
 * Words of the nearer look, and those that looks from farther away find, of a height that the nearer
 * one shows too tall to know it, in place of their pieces. Their scores are such that they make lines
 * as likely as all far looks together say.
 */
export function joinDistantViews<ClassName extends string>(
  near: ScaledView<ClassName>,
  views: readonly ScaledView<ClassName>[],
  { weights, lineScore, iouThreshold }: JoinOptions,
): Detection<ClassName>[] {
  const big = distantWords(near, views, iouThreshold)
    .map(({ word, evidence }) => ({ word, probability: probabilityOf(evidence, weights) }))
    .filter(({ probability }) => probability >= LEAST_LINE_SCORE)
    .sort((a, b) => b.probability - a.probability);
  const kept: Detection<ClassName>[] = [];
  for (const { word, probability } of big) {
    const score = scoreOfLoneWord(probability, lineScore);
    const same = near.found.filter(({ box }) => isSameWord(box, word.box, iouThreshold));
    const isSeenBetter = same.some(
      (other) => other.score * wellSeen(other.box.height * near.scale) >= score,
    );
    const isTaken = kept.some(
      ({ box }) => isPiece(word.box, box, iouThreshold) || isPiece(box, word.box, iouThreshold),
    );
    if (!isSeenBetter && !isTaken) kept.push(detectionOf(word, same, score));
  }
  const nearer = near.found.filter(
    ({ box }) => !kept.some((word) => isPiece(box, word.box, iouThreshold)),
  );
  return [...nearer, ...kept].sort((a, b) => b.score - a.score);
}

interface Sighting<ClassName extends string> {
  readonly detection: Detection<ClassName>;
  readonly view: ScaledView<ClassName>;
  /** How sure the look is of it, less where it knows words of that height less. */
  readonly rank: number;
}

/** A word with what each far look that sees it has found. */
interface BigWord<ClassName extends string> {
  readonly box: Box;
  readonly seen: readonly Detection<ClassName>[];
  /** Log odds of the word, by the surest look and by all, those that know its height best first. */
  readonly best: number;
  readonly mean: number;
}

/** What far looks see that may be a word, with what speaks for it. */
export function distantWords<ClassName extends string>(
  near: ScaledView<ClassName>,
  views: readonly ScaledView<ClassName>[],
  iouThreshold: number,
): { readonly word: BigWord<ClassName>; readonly evidence: DistantEvidence }[] {
  return bigWords(near.scale, views, iouThreshold).map((word) => ({
    word,
    evidence: evidenceOf(word, near),
  }));
}

/** What the looks see too tall for the nearer one, each word once, at the mean place of its boxes. */
function bigWords<ClassName extends string>(
  nearScale: number,
  views: readonly ScaledView<ClassName>[],
  iouThreshold: number,
): BigWord<ClassName>[] {
  let open = views
    .flatMap((view) =>
      view.found.map((detection) => ({
        detection,
        view,
        rank: detection.score * wellSeen(detection.box.height * view.scale),
      })),
    )
    .filter(({ detection }) => detection.box.height * nearScale > LEAST_TALL * WELL_SEEN.to)
    .sort((a, b) => b.rank - a.rank);
  const words: BigWord<ClassName>[] = [];
  for (let first = open[0]; first !== undefined; first = open[0]) {
    const { box } = first.detection;
    const seen = new Map<ScaledView<ClassName>, Sighting<ClassName>>();
    for (const sighting of open) {
      const isOne = intersectionOverUnion(sighting.detection.box, box) > SAME_PLACE;
      if (isOne && !seen.has(sighting.view)) seen.set(sighting.view, sighting);
    }
    open = open.filter(({ detection }) => !isSameWord(box, detection.box, iouThreshold));
    words.push(bigWordOf([...seen.values()], views));
  }
  return words;
}

function bigWordOf<ClassName extends string>(
  seen: readonly Sighting<ClassName>[],
  views: readonly ScaledView<ClassName>[],
): BigWord<ClassName> {
  const ranks = seen.reduce((sum, { rank }) => sum + rank, 0);
  const mean = (value: (box: Box) => number) =>
    seen.reduce((sum, { detection, rank }) => sum + rank * value(detection.box), 0) / ranks;
  const box = {
    x: mean(({ x }) => x),
    y: mean(({ y }) => y),
    width: mean(({ width }) => width),
    height: mean(({ height }) => height),
  };
  let weights = 0;
  let sum = 0;
  let best = logOdds(UNSEEN);
  for (const view of views) {
    const own = seen.find((sighting) => sighting.view === view);
    const odds = logOdds(own?.detection.score ?? UNSEEN);
    const weight = wellSeen(box.height * view.scale);
    weights += weight;
    sum += weight * odds;
    best = Math.max(best, odds);
  }
  return {
    box,
    seen: seen.map(({ detection }) => detection),
    best,
    mean: sum / Math.max(weights, Number.MIN_VALUE),
  };
}

/** What the regression goes by, in the order of `DistantViewWeights`. */
export type DistantEvidence = readonly [constant: 1, mean: number, best: number, lower: number];

function evidenceOf<ClassName extends string>(
  { box, mean, best }: BigWord<ClassName>,
  near: ScaledView<ClassName>,
): DistantEvidence {
  // Rows of a paragraph are among them, and so are a big word's letters: how much they say is fitted.
  let lower = 0;
  for (const { box: other, score } of near.found) {
    if (other.height >= LOWER * box.height) continue;
    const known = score * wellSeen(other.height * near.scale);
    lower += known * Math.log(box.height / other.height);
  }
  return [1, mean, best, Math.log1p(lower)];
}

/** Probability that what the far looks see is a word, and no paragraph or texture. */
function probabilityOf(evidence: DistantEvidence, weights: DistantViewWeights): number {
  const { constant, ofMean, ofBest, ofLower } = weights;
  const inOrder = [constant, ofMean, ofBest, ofLower];
  const odds = evidence.reduce((sum, value, i) => sum + value * (inOrder[i] ?? 0), 0);
  return 1 / (1 + Math.exp(-odds));
}

/**
 * The word as one detection, of the class that the nearer look takes it for, where strokes are seen
 * better, or all far looks together.
 */
function detectionOf<ClassName extends string>(
  { box, seen }: BigWord<ClassName>,
  same: readonly Detection<ClassName>[],
  score: number,
): Detection<ClassName> {
  const [first, ...others] = same.length > 0 ? same : seen;
  if (first === undefined) throw new RangeError('a word that no look has seen');
  const sums = others.reduce(
    (all, { classScores }) => all.map((sum, i) => sum + (classScores[i] ?? 0)),
    first.classScores,
  );
  const most = Math.max(...sums);
  const isOfClass = ({ classScores }: Detection<ClassName>) =>
    classScores[sums.indexOf(most)] === Math.max(...classScores);
  const { className } = others.find(isOfClass) ?? first;
  return { box, className, score, classScores: sums.map((sum) => (sum * score) / most) };
}

function isPiece(piece: Box, word: Box, iouThreshold: number): boolean {
  return (
    isSameWord(word, piece, iouThreshold) || intersectionArea(piece, word) > HALF * boxArea(piece)
  );
}

function logOdds(score: number): number {
  const held = Math.min(1 - UNSEEN, Math.max(UNSEEN, score));
  return Math.log(held / (1 - held));
}
