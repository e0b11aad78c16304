import {
  type Box,
  clipBox,
  mapQuad,
  type Point,
  pointOfQuad,
  type Quad,
  quadSize,
  quadSlope,
  unionOfBoxes,
} from '../geometry.ts';
import type { RasterImage } from '../image.ts';
import { UNCALIBRATED_LINES } from '../models/lineCalibration.ts';
import type { FoundLine, LineClass } from '../results.ts';
import type { Detector } from './detector.ts';
import { type GroupedLine, type GroupOptions, groupWords } from './lineGrouping.ts';
import { LEAST_LINE_SCORE } from './lineScore.ts';
import { detectStill, type StillOptions } from './tiles.ts';
import { drawView, pointInPicture, type TurnedView, viewOf } from './turnedView.ts';
import { medianOf, outerSize, type Word } from './word.ts';

export interface StillLineOptions extends StillOptions {
  /** Lines less likely than this are left out; default as in `groupLines`. */
  readonly leastScore?: number;
}

const RADIANS = Math.PI / 180;
/** Lines steeper than this are gathered into parts of like slope. */
const SLOPING = 5 * RADIANS;
/** Parts steeper than this are looked at once more, turned level; others the first look sees as well. */
const STEEP = 8 * RADIANS;
/** How far slopes in one view may differ. */
const ALIKE = 7 * RADIANS;
/** Slopes of one picture that are looked at. */
const MOST_VIEWS = 3;
/** Words that a view is worth; the slope of one or two is not known well enough. */
const LEAST_WORDS = 3;
/** Picture around the lines of a view, in their heights: words there may belong to them. */
const MARGIN = 3;
/** Views are at most so many times as large as the first look. */
const LARGEST = 1.25;
/** A line of which this share lies in lines of a view is one of them. */
const COVERED = 0.4;

/**
 * Lines of a still picture, in no special order. Those that slope are found once more in a view
 * turned level: there the boxes of words are tight and do not reach into the rows above and below.
 */
export async function findStillLines(
  detector: Detector<LineClass>,
  image: RasterImage,
  options: StillLineOptions = {},
): Promise<FoundLine[]> {
  const longSide = options.longSide ?? detector.manifest.detector.input.stillLongSide;
  const scale = longSide / Math.max(image.width, image.height);
  const grouping = groupOptions(detector, options);
  const first = groupWords(await detectStill(detector, image, options), grouping);
  let lines = first.map(({ line }) => line);
  for (const { quads, slope } of steepParts(first)) {
    const height = medianOf(quads.map((quad) => quadSize(quad).height));
    const view = viewOf(quads, slope, {
      scale,
      margin: MARGIN * height,
      longSide: LARGEST * longSide,
    });
    const seen = await linesInView(detector, image, view, options);
    lines = [...seen, ...lines.filter(({ quad }) => !isCovered(quad, seen))];
  }
  return lines;
}

function groupOptions(
  { manifest }: Detector<LineClass>,
  { leastScore }: StillLineOptions,
): GroupOptions {
  const { classContext, classChange, lineScore } = manifest.calibration ?? UNCALIBRATED_LINES;
  return {
    classContext,
    classChange,
    lineScore,
    ...(leastScore === undefined ? {} : { leastScore }),
  };
}

interface SteepPart {
  readonly slope: number;
  readonly quads: readonly Quad[];
}

/** Sloping lines by like slope, those of most words first. */
function steepParts(found: readonly GroupedLine[]): SteepPart[] {
  const parts: SteepPart[] = [];
  let left = found
    .filter(({ line }) => line.score >= LEAST_LINE_SCORE)
    .map(({ line: { quad }, words }) => ({ quad, words: words.length, slope: quadSlope(quad) }))
    .filter(({ slope }) => Math.abs(slope) > SLOPING);
  while (parts.length < MOST_VIEWS) {
    let part: typeof left = [];
    for (const { slope } of left) {
      const alike = left.filter((other) => Math.abs(other.slope - slope) < ALIKE);
      if (wordsOf(alike) > wordsOf(part)) part = alike;
    }
    if (wordsOf(part) < LEAST_WORDS) break;
    const slope = medianOf(part.flatMap((line) => new Array<number>(line.words).fill(line.slope)));
    parts.push({ slope, quads: part.map(({ quad }) => quad) });
    const taken = new Set(part);
    left = left.filter((line) => !taken.has(line));
  }
  return parts.filter(({ slope }) => Math.abs(slope) > STEEP);
}

function wordsOf(lines: readonly { readonly words: number }[]): number {
  return lines.reduce((sum, { words }) => sum + words, 0);
}

/** The lines that lie level in a view, in px of the picture. */
async function linesInView(
  detector: Detector<LineClass>,
  image: RasterImage,
  view: TurnedView,
  options: StillLineOptions,
): Promise<FoundLine[]> {
  const { scoreThreshold } = options;
  const words = await detectStill(detector, drawView(image, view), {
    longSide: Math.max(view.width, view.height),
    ...(scoreThreshold === undefined ? {} : { scoreThreshold }),
  });
  return groupWords(words, groupOptions(detector, options))
    .filter(({ line }) => Math.abs(quadSlope(line.quad)) < ALIKE)
    .map(({ line, words }) => ({
      ...line,
      quad: mapQuad(line.quad, (point) => pointInPicture(view, point)),
      box: clipBox(
        unionOfBoxes(words.map((word) => boxInPicture(word, view))),
        image.width,
        image.height,
      ),
    }))
    .filter(({ box }) => box.width >= 1 && box.height >= 1);
}

function boxInPicture({ center, box }: Word, view: TurnedView): Box {
  const { x, y } = pointInPicture(view, center);
  const ink = { width: box.width / view.scale, height: box.height / view.scale };
  const { width, height } = outerSize(ink, view.slope);
  return { x: x - width / 2, y: y - height / 2, width, height };
}

/** Points along and across a quad at which it is asked whether others cover it. */
const ALONG = 12;
const ACROSS = 4;

function isCovered(quad: Quad, lines: readonly FoundLine[]): boolean {
  let covered = 0;
  for (let i = 0; i < ALONG * ACROSS; i++) {
    const point = pointOfQuad(
      quad,
      ((i % ALONG) + 0.5) / ALONG,
      (Math.floor(i / ALONG) + 0.5) / ACROSS,
    );
    if (lines.some((line) => isInside(line.quad, point))) covered++;
  }
  return covered > COVERED * ALONG * ACROSS;
}

/** Whether a point lies in a convex quad whose corners go clockwise. */
function isInside(quad: Quad, { x, y }: Point): boolean {
  return quad.every((from, i) => {
    const to = quad[(i + 1) % 4] ?? from;
    return (to.x - from.x) * (y - from.y) >= (to.y - from.y) * (x - from.x);
  });
}
