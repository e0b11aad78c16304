import type { Mat } from './grayMat.ts';
import { hasLongRun, openAlongRows } from './lastingRuns.ts';
import { type OpenCv, withMats } from './opencv.ts';
import { estimateBackground } from './shadow.ts';

/** A run along the line this many crop heights long is a rule; a dash or the bar of a T is shorter. */
const RULE_LENGTH_IN_HEIGHTS = 1.2;
/** Rules of squares cross the crop from top to bottom; no letter does, because of its margins. */
const CROSSING_SHARE = 0.92;
/** Rules are thinner than this share of the crop's height; what is thicker belongs to a stroke. */
const THICKNESS_SHARE = 0.06;
const LEAST_THICKNESS_PX = 4;
/** Fewer lines from top to bottom than this are letters or a margin line, not squared paper. */
const LEAST_SQUARES = 3;
/** What is this many times darker than its rule, and more than noise, is writing along the rule. */
const INK_OVER_RULE = 1.35;
const NOISE = 16;
/** Fainter rules do no harm, grays. */
const LEAST_LEVEL = 6;

/**
 * Lifts the rules of ruled and squared paper out of a crop and leaves strokes that cross them whole.
 * All on gray levels: a morphological opening along a rule gives the darkness that lasts along it,
 * an opening across it gives the darkness of strokes that cross, and the difference is taken away.
 * Where writing lies along a rule, what is darker than the rule stays.
 * @param gray `CV_8UC1`, dark ink, about one line high; may be `into`
 * @param into receives `CV_8UC1` of the same size
 */
export function removeRules(cv: OpenCv, gray: Mat, into: Mat): void {
  withMats((keep) => {
    const window = Math.max(9, Math.round(gray.rows / 4)) | 1;
    const darker = keep(new cv.Mat());
    estimateBackground(cv, gray, window, darker);
    cv.subtract(darker, gray, darker);
    const thickness = Math.max(LEAST_THICKNESS_PX, Math.round(THICKNESS_SHARE * gray.rows));
    const level = keep(new cv.Mat());
    const upright = keep(new cv.Mat());
    cv.transpose(darker, upright);
    const alongLine = rulesAlongRows(
      cv,
      darker,
      Math.round(RULE_LENGTH_IN_HEIGHTS * gray.rows),
      thickness,
      level,
    );
    gray.copyTo(into);
    if (alongLine) cv.add(into, level, into);
    const crossing = Math.round(CROSSING_SHARE * gray.rows);
    const squared = crossing >= 4 * thickness && countLongRows(upright, crossing) >= LEAST_SQUARES;
    if (squared && rulesAlongRows(cv, upright, crossing, thickness, level)) {
      cv.transpose(level, upright);
      cv.add(into, upright, into);
    }
  });
}

/**
 * Darkness that lasts for `length` along a row and is thinner than `thickness` across.
 * @returns false, and nothing in `into`, where nothing lasts that long
 */
function rulesAlongRows(
  cv: OpenCv,
  darker: Mat,
  length: number,
  thickness: number,
  into: Mat,
): boolean {
  if (darker.cols < length) return false;
  return withMats((keep) => {
    const anchor = new cv.Point(-1, -1);
    const edge = new cv.Scalar();
    const column = (height: number) =>
      keep(cv.getStructuringElement(cv.MORPH_RECT, new cv.Size(1, height), anchor));
    // A rule that is not quite level leaves its row: its neighbours count as well.
    cv.dilate(darker, into, column(3), anchor, 1, cv.BORDER_REPLICATE, edge);
    const pixels: Uint8Array = into.data;
    if (!hasLongRun(pixels, into.cols, length, LEAST_LEVEL)) return false;
    openAlongRows(pixels, into.cols, length, pixels);
    const strokes = keep(new cv.Mat());
    const across = column(thickness);
    cv.morphologyEx(darker, strokes, cv.MORPH_OPEN, across, anchor, 1, cv.BORDER_REPLICATE, edge);
    withoutStrokes(pixels, darker.data, strokes.data);
    return true;
  });
}

/**
 * How much of each pixel's darkness is rule.
 * @param level darkness that lasts along the rule; receives the result
 * @param strokes darkness that lasts across it
 */
function withoutStrokes(level: Uint8Array, darker: Uint8Array, strokes: Uint8Array): void {
  for (let i = 0; i < level.length; i++) {
    const lasting = level[i] ?? 0;
    const dark = darker[i] ?? 0;
    const isInk = dark > INK_OVER_RULE * lasting + NOISE;
    const rule = isInk ? 0 : Math.min(lasting, dark) - (strokes[i] ?? 0);
    level[i] = rule < LEAST_LEVEL ? 0 : rule;
  }
}

/** How many separate rows are dark for at least `length` px, neighbours counting as one. */
function countLongRows(darker: Mat, length: number): number {
  const { cols } = darker;
  const pixels: Uint8Array = darker.data;
  let count = 0;
  let inside = false;
  for (let start = 0; start + cols <= pixels.length; start += cols) {
    const long = hasLongRun(pixels.subarray(start, start + cols), cols, length, LEAST_LEVEL);
    if (long && !inside) count++;
    inside = long;
  }
  return count;
}
