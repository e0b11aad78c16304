import { ReadingError } from '../errors.ts';
import type { Point } from '../geometry.ts';
import type { RasterImage } from '../image.ts';

/** Colour without brightness: `u = (R - G) / S`, `v = (2B - R - G) / (2S)`, `S = R + G + B` and a little more. */
export interface Chroma {
  readonly u: number;
  readonly v: number;
}

/**
 * A marker's colour as it was learnt: plain data, to be saved as JSON. Brighter or darker light
 * leaves chroma where it is; what is left is noise and the marker's own shading, the spread.
 */
export interface MarkerColour extends Chroma {
  /** Spread of the chroma: variances and covariance. */
  readonly uu: number;
  readonly vv: number;
  readonly uv: number;
  /** Luma, 0..255. */
  readonly luma: number;
  /** Side of a square as large as the marker, as a share of the picture's height; null: not known. */
  readonly size: number | null;
}

/** Keeps the chroma of near-black pixels near gray: their colour is noise. */
export const BLACK = 24;
/** Chroma this near to gray is no colour to follow. */
export const LEAST_CHROMA = 0.1;
/** Darker than this, colours cannot be told apart, luma. */
const LEAST_LUMA = 30;
/** Least and greatest spread of a colour: noise of a camera; beyond, two colours are one. */
const LEAST_SPREAD = 0.025;
const GREATEST_SPREAD = 0.07;
/** Spread of a colour known from a single value, and what more it grows with its own strength. */
const ASSUMED_SPREAD = 0.03;
const ASSUMED_SPREAD_SHARE = 0.06;
/** Skin of all shades lies along `u = -v`, no further aside than this, this far from gray. */
const SKIN_ASIDE = 0.06;
const SKIN_FROM = 0.04;
const SKIN_TO = 0.28;
/** Chroma differences that count as the same when a sample is taken. */
const SAMPLE_REACH = 0.12;
const SAMPLE_SHARE_OF_HEIGHT = 0.02;
/** A colour that covers more of the picture than this cannot be told from the background. */
const GREATEST_COVER = 0.06;

export function chromaOf(red: number, green: number, blue: number): Chroma {
  const sum = red + green + blue + BLACK;
  return { u: (red - green) / sum, v: (2 * blue - red - green) / (2 * sum) };
}

/** How strong a colour is: 0 for grays. */
export function chromaStrength({ u, v }: Chroma): number {
  return Math.hypot(u, v);
}

export function chromaDistance(a: Chroma, b: Chroma): number {
  return Math.hypot(a.u - b.u, a.v - b.v);
}

export function isLikeSkin({ u, v }: Chroma): boolean {
  const along = (u - v) * Math.SQRT1_2;
  return Math.abs(u + v) * Math.SQRT1_2 < SKIN_ASIDE && along > SKIN_FROM && along < SKIN_TO;
}

function lumaOf(red: number, green: number, blue: number): number {
  return 0.299 * red + 0.587 * green + 0.114 * blue;
}

/** The colour of a single value, as a colour picker gives it, with the spread that is usual. */
export function colourOfValue(red: number, green: number, blue: number): MarkerColour {
  const chroma = chromaOf(red, green, blue);
  const spread = (ASSUMED_SPREAD + ASSUMED_SPREAD_SHARE * chromaStrength(chroma)) ** 2;
  return {
    ...chroma,
    uu: spread,
    vv: spread,
    uv: 0,
    luma: lumaOf(red, green, blue),
    size: null,
  };
}

/** `#rrggbb` as a colour; null for any other text. */
export function parseColour(text: string): MarkerColour | null {
  const digits = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(text.trim());
  if (!digits) return null;
  const [red = 0, green = 0, blue = 0] = digits.slice(1).map((hex) => Number.parseInt(hex, 16));
  return colourOfValue(red, green, blue);
}

/** A running mean and spread of chroma and luma. */
export interface ColourSample {
  add(red: number, green: number, blue: number): void;
  readonly count: number;
  /** The learnt colour, its spread kept within what is sensible; its size is not known. */
  colour(): MarkerColour;
}

export function createColourSample(): ColourSample {
  let count = 0;
  let [sumU, sumV, sumUU, sumVV, sumUV, sumLuma] = [0, 0, 0, 0, 0, 0];
  return {
    get count() {
      return count;
    },
    add(red, green, blue) {
      const { u, v } = chromaOf(red, green, blue);
      count += 1;
      sumU += u;
      sumV += v;
      sumUU += u * u;
      sumVV += v * v;
      sumUV += u * v;
      sumLuma += lumaOf(red, green, blue);
    },
    colour() {
      const n = Math.max(1, count);
      const [u, v] = [sumU / n, sumV / n];
      const [least, most] = [LEAST_SPREAD ** 2, GREATEST_SPREAD ** 2];
      const uu = Math.min(most, Math.max(0, sumUU / n - u * u) + least);
      const vv = Math.min(most, Math.max(0, sumVV / n - v * v) + least);
      const bound = 0.8 * Math.sqrt(uu * vv);
      const uv = Math.min(bound, Math.max(-bound, sumUV / n - u * v));
      return { u, v, uu, vv, uv, luma: sumLuma / n, size: null };
    },
  };
}

/**
 * Learns the colour at a point from the pixels around it that are like it.
 * @param at px of the picture
 * @throws ReadingError `colour-dark`, `colour-pale`, `colour-like-skin`, `colour-in-background`
 */
export function pickColour(image: RasterImage, at: Point): MarkerColour {
  const colour = sampleColour(image, at);
  if (colour.luma < LEAST_LUMA) throw new ReadingError('colour-dark');
  if (chromaStrength(colour) < LEAST_CHROMA) throw new ReadingError('colour-pale');
  if (isLikeSkin(colour)) throw new ReadingError('colour-like-skin');
  if (coverOf(image, colour) > GREATEST_COVER) throw new ReadingError('colour-in-background');
  return colour;
}

function sampleColour({ width, height, data }: RasterImage, at: Point): MarkerColour {
  const radius = Math.max(2, Math.round(SAMPLE_SHARE_OF_HEIGHT * height));
  const clicked = meanAround({ width, height, data }, at, 1);
  const sample = createColourSample();
  for (let y = Math.floor(at.y) - radius; y <= at.y + radius; y++) {
    for (let x = Math.floor(at.x) - radius; x <= at.x + radius; x++) {
      if (x < 0 || y < 0 || x >= width || y >= height) continue;
      const p = (y * width + x) * 4;
      const [red, green, blue] = [data[p] ?? 0, data[p + 1] ?? 0, data[p + 2] ?? 0];
      if (chromaDistance(chromaOf(red, green, blue), clicked) > SAMPLE_REACH) continue;
      sample.add(red, green, blue);
    }
  }
  return sample.count > 0 ? sample.colour() : { ...colourOfValue(0, 0, 0), ...clicked };
}

function meanAround({ width, height, data }: RasterImage, at: Point, radius: number): Chroma {
  const sample = createColourSample();
  for (let y = Math.floor(at.y) - radius; y <= at.y + radius; y++) {
    for (let x = Math.floor(at.x) - radius; x <= at.x + radius; x++) {
      if (x < 0 || y < 0 || x >= width || y >= height) continue;
      const p = (y * width + x) * 4;
      sample.add(data[p] ?? 0, data[p + 1] ?? 0, data[p + 2] ?? 0);
    }
  }
  return sample.colour();
}

/** Squared distance of a chroma from the colour, in deviations of its spread. */
export function createColourDistance(colour: MarkerColour): (u: number, v: number) => number {
  const { uu, vv, uv } = colour;
  const determinant = uu * vv - uv * uv;
  const [a, b, c] = [vv / determinant, -uv / determinant, uu / determinant];
  return (u, v) => {
    const [du, dv] = [u - colour.u, v - colour.v];
    return a * du * du + 2 * b * du * dv + c * dv * dv;
  };
}

/** Which share of a picture has the colour, looking at every fourth pixel both ways. */
function coverOf({ width, height, data }: RasterImage, colour: MarkerColour): number {
  const distance = createColourDistance(colour);
  let [same, seen] = [0, 0];
  for (let y = 0; y < height; y += 4) {
    for (let x = 0; x < width; x += 4) {
      const p = (y * width + x) * 4;
      const { u, v } = chromaOf(data[p] ?? 0, data[p + 1] ?? 0, data[p + 2] ?? 0);
      seen += 1;
      if (distance(u, v) < 4) same += 1;
    }
  }
  return same / seen;
}

/** How fast a colour follows the light: share of each new sample. */
const ADAPTATION = 0.04;
/** It never goes further than this from where it was learnt, so that it does not end up on skin. */
const GREATEST_DRIFT = 0.06;

/** The colour a little nearer to a new sample of it, and no further than a bound from `learnt`. */
export function adaptColour(
  colour: MarkerColour,
  sample: MarkerColour,
  learnt: MarkerColour,
): MarkerColour {
  const blend = (from: number, to: number): number => from + ADAPTATION * (to - from);
  const [u, v] = [blend(colour.u, sample.u), blend(colour.v, sample.v)];
  const drift = chromaDistance({ u, v }, learnt);
  const held = drift > GREATEST_DRIFT ? GREATEST_DRIFT / drift : 1;
  return {
    u: learnt.u + held * (u - learnt.u),
    v: learnt.v + held * (v - learnt.v),
    uu: blend(colour.uu, sample.uu),
    vv: blend(colour.vv, sample.vv),
    uv: blend(colour.uv, sample.uv),
    luma: blend(colour.luma, sample.luma),
    size: colour.size,
  };
}
