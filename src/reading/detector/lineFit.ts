import type { Point, Quad } from '../geometry.ts';
import { inkSize, medianOf, offsetAlong } from './word.ts';
import type { SlopedWord } from './wordChains.ts';

/** A straight line through words, with the band that their ink fills. */
export interface LineFit {
  /** A point on the line through the words' middle. */
  readonly origin: Point;
  /** Radians, positive when the line falls to the right. */
  readonly slope: number;
  /** Ends of the ink along the slope, px from `origin`. */
  readonly begin: number;
  readonly end: number;
  /** Upper and lower edge of the ink across the slope, px from `origin`; `top` is negative. */
  readonly top: number;
  readonly bottom: number;
  /** Median height of the words' ink, px. */
  readonly wordHeight: number;
}

/** Play of word centres about their line, in heights. */
const CENTER_PLAY = 0.14;
/** How far a line's slope strays from that of the writing around it, radians. */
const SLOPE_PLAY = 0.03;
const ROUNDS = 3;
/** Ink that stands out of the line by more than this share of the usual height is cut. */
const MOST_OUTSTANDING = 0.5;

/**
 * Fits a line to words of one chain: least squares through their centres, with words far from the
 * line counting less in each round (Huber's weights), and the slope of the surroundings as prior, so
 * that two words alone don't tilt it.
 */
export function fitLine(words: readonly SlopedWord[]): LineFit {
  const around = weightedMean(words, (word) => word.slope);
  const wordHeight = medianOf(words.map(({ ink }) => ink.height));
  const origin = {
    x: weightedMean(words, ({ center }) => center.x),
    y: weightedMean(words, ({ center }) => center.y),
  };
  const points = words.map((word) => ({
    ...offsetAlong(origin, word.center, around),
    weight: weightOf(word),
  }));
  const play = CENTER_PLAY * wordHeight;
  const meanWeight = points.reduce((sum, { weight }) => sum + weight, 0) / words.length;
  const prior = (meanWeight * play * play) / (SLOPE_PLAY * SLOPE_PLAY);
  let tilt = 0;
  let level = 0;
  for (let round = 0; round < ROUNDS; round++) {
    let sum = 0;
    let sumX = 0;
    let sumY = 0;
    let sumXX = 0;
    let sumXY = 0;
    for (const { along, across, weight } of points) {
      const miss = Math.abs(across - level - tilt * along);
      const trusted =
        round === 0 ? weight : weight * Math.min(1, (1.5 * play) / Math.max(miss, 1e-9));
      sum += trusted;
      sumX += trusted * along;
      sumY += trusted * across;
      sumXX += trusted * along * along;
      sumXY += trusted * along * across;
    }
    const spread = sumXX - (sumX * sumX) / sum + prior;
    tilt = spread > 0 ? (sumXY - (sumX * sumY) / sum) / spread : 0;
    level = (sumY - tilt * sumX) / sum;
  }
  const slope = around + Math.atan(tilt);
  const middle = {
    x: origin.x - Math.sin(around) * level,
    y: origin.y + Math.cos(around) * level,
  };
  return { origin: middle, slope, wordHeight, ...extent(words, middle, slope) };
}

function extent(words: readonly SlopedWord[], origin: Point, slope: number) {
  const spans = words.map(({ box, center }) => {
    const { along, across } = offsetAlong(origin, center, slope);
    const { width, height } = inkSize(box, slope);
    return {
      begin: along - width / 2,
      end: along + width / 2,
      top: across - height / 2,
      bottom: across + height / 2,
    };
  });
  const usualTop = medianOf(spans.map(({ top }) => top));
  const usualBottom = medianOf(spans.map(({ bottom }) => bottom));
  // The more a line slopes, the less its words' boxes say about single ascenders.
  const most = MOST_OUTSTANDING * Math.cos(2 * slope) * (usualBottom - usualTop);
  return {
    begin: Math.min(...spans.map(({ begin }) => begin)),
    end: Math.max(...spans.map(({ end }) => end)),
    top: Math.max(usualTop - most, Math.min(...spans.map(({ top }) => top))),
    bottom: Math.min(usualBottom + most, Math.max(...spans.map(({ bottom }) => bottom))),
  };
}

/** The band's corners in reading direction. */
export function quadOfFit({ origin, slope, begin, end, top, bottom }: LineFit): Quad {
  const cos = Math.cos(slope);
  const sin = Math.sin(slope);
  const corner = (along: number, across: number): Point => ({
    x: origin.x + along * cos - across * sin,
    y: origin.y + along * sin + across * cos,
  });
  return [corner(begin, top), corner(end, top), corner(end, bottom), corner(begin, bottom)];
}

/** Where a point lies in a line's own directions, px from its origin. */
export function placeOn(
  { origin, slope }: LineFit,
  point: Point,
): { readonly along: number; readonly across: number } {
  return offsetAlong(origin, point, slope);
}

/** Wide and sure words say more. */
export function weightOf({ box, score }: { box: SlopedWord['box']; score: number }): number {
  return Math.max(1, box.width) * Math.max(0.01, score);
}

export function weightedMean<T extends { box: SlopedWord['box']; score: number }>(
  words: readonly T[],
  value: (word: T) => number,
): number {
  let sum = 0;
  let weights = 0;
  for (const word of words) {
    const weight = weightOf(word);
    sum += weight * value(word);
    weights += weight;
  }
  return weights > 0 ? sum / weights : 0;
}
