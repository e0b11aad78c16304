import type { Box, Point, Quad } from '../geometry.ts';
import type { GrayImage } from '../image.ts';
import { binarise } from './binarise.ts';
import { grayOfMat, type Mat, matOfGray } from './grayMat.ts';
import { type InkPixels, inkPixels, turnInk } from './inkComponents.ts';
import { LINE_MARGINS } from './lineMargins.ts';
import { mainLineBox } from './mainLine.ts';
import { type OpenCv, withMats } from './opencv.ts';
import { inkIsLight, invert } from './polarity.ts';
import { residualSlope } from './residualSlope.ts';
import { removeRules } from './rules.ts';
import { estimateBackground } from './shadow.ts';
import { cutUpright } from './uprightCrop.ts';

/** Height at which the ink is looked for, px. */
const SEARCH_HEIGHT_PX = 64;
const GREATEST_HEIGHT_PX = 80;
/**
 * A crop is cut anew only where its line is this much too small or too large, or this far from the
 * middle, in shares of its height, or this steep: the reader knows lesser faults from its training,
 * and every cut risks faint ink.
 */
const SIZE_TOLERANCE = 0.15;
const PLACE_TOLERANCE = 0.1;
const SLOPE_TOLERANCE = (2 * Math.PI) / 180;
/** Side of the neighbourhood that polarity is told from, in heights of the crop: as the reader's. */
const POLARITY_WINDOW = 15 / 40;
/**
 * In smaller crops noise and shadow are as large as letters: where the ink ends is not seen well
 * enough to cut there, but its slope is. They are turned level and keep their height, less this
 * share of what the slope took.
 */
const LEAST_HEIGHT_PX = 32;
const RISE_SHARE = 0.6;
const LEAST_TURN = (1.2 * Math.PI) / 180;
/**
 * Ink shorter than this many heights shows neither its slope nor how high its line is: an `e` and an
 * `l` fill their crops differently, and words were read worse after cutting (9.5 % of characters
 * wrong instead of 7.8, lone characters 38.5 instead of 27.5).
 */
const LEAST_ASPECT = 4;
/** Short ink is cut anew only where it is lost in its crop: lower than this, in crop heights … */
const LOST_HEIGHT = 0.3;
/** … and wider than this, since lone dots and dashes are small by nature. */
const LONGEST_MARK = 0.5;
/** A box with more ink than this share is a dash or the bar of a T, not writing. */
const MOST_INK = 0.45;
/** Paper beside the line is left as it is up to this many heights: ink may be too faint to be found. */
const GREATEST_SIDE_MARGIN = 1.5;

/** A line cut anew, tight to its ink with about the margins that the readers expect. */
export interface TightLine {
  readonly image: GrayImage;
  /** Left and right end of the ink in `image`, px. */
  readonly left: number;
  readonly right: number;
  /** Left and right end of the ink in the crop that was given, shares of its width, 0..1. */
  readonly start: number;
  readonly end: number;
  /** How the line sloped in the crop that was given, radians. */
  readonly slope: number;
}

/**
 * Finds the line in a crop of roughly one line and cuts it level, tight to its ink, with
 * {@link LINE_MARGINS}. Ignores rules, shadow, specks and what reaches in from lines above and
 * below. A crop that is about right already, or shows no clear line, comes back as it is; small ones
 * are turned level at most.
 * @param crop gray, either polarity
 */
export function tightenLine(cv: OpenCv, crop: GrayImage): TightLine {
  return withMats((keep) => {
    const whole = keep(matOfGray(cv, crop));
    if (crop.height < LEAST_HEIGHT_PX) return turnLevel(cv, whole) ?? asItCame(crop);
    const found = findLine(cv, whole);
    if (!found) return asItCame(crop);
    const { box, slope } = found;
    const quad = turnedBack(box, slope);
    const along = (a: Point, b: Point) => Math.min(1, Math.max(0, (a.x + b.x) / 2 / crop.width));
    const [start, end] = [along(quad[0], quad[3]), along(quad[1], quad[2])];
    if (isAboutRight(box, slope, crop)) {
      const [left, right] = [start * crop.width, end * crop.width];
      return { image: crop, left, right, start, end, slope };
    }
    const { top, bottom, before, after } = marginsAround(box, crop);
    const upright = keep(new cv.Mat());
    setEdge(whole, found.paper);
    const grown = {
      x: box.x - before,
      y: box.y - top,
      width: box.width + before + after,
      height: box.height + top + bottom,
    };
    cutUpright(cv, whole, turnedBack(grown, slope), GREATEST_HEIGHT_PX, upright);
    const scale = upright.cols / grown.width;
    return {
      image: grayOfMat(upright),
      left: before * scale,
      right: (before + box.width) * scale,
      start,
      end,
      slope,
    };
  });
}

function asItCame(crop: GrayImage): TightLine {
  return { image: crop, left: 0, right: crop.width, start: 0, end: 1, slope: 0 };
}

/** A small crop turned level about its middle, at twice its size; null where that is not needed. */
function turnLevel(cv: OpenCv, crop: Mat): TightLine | null {
  return withMats((keep) => {
    const whole = keep(new cv.Mat());
    const [width, height] = [2 * crop.cols, 2 * crop.rows];
    cv.resize(crop, whole, new cv.Size(width, height), 0, 0, cv.INTER_LINEAR);
    const found = findLine(cv, whole);
    if (!found || Math.abs(found.slope) < LEAST_TURN) return null;
    const { box, slope, paper } = found;
    const rise = Math.abs(Math.tan(slope)) * box.width;
    const level = Math.max(height / 2, height - RISE_SHARE * rise);
    const middle = turned({ x: width / 2, y: height / 2 }, -slope);
    const around = { x: middle.x - width / 2, y: middle.y - level / 2, width, height: level };
    const upright = keep(new cv.Mat());
    setEdge(whole, paper);
    cutUpright(cv, whole, turnedBack(around, slope), GREATEST_HEIGHT_PX, upright);
    return { image: grayOfMat(upright), left: 0, right: upright.cols, start: 0, end: 1, slope };
  });
}

/** Margins as the readers expect, or wider ones at the sides where the crop has them. */
function marginsAround({ x, width, height }: Box, crop: GrayImage) {
  const vertical = LINE_MARGINS.vertical * height;
  const side = (existing: number) =>
    Math.max(LINE_MARGINS.horizontal * height, Math.min(existing, GREATEST_SIDE_MARGIN * height));
  return {
    top: vertical,
    bottom: vertical,
    before: side(x),
    after: side(crop.width - x - width),
  };
}

interface FoundInk {
  /** The line's ink box in px of the crop turned by `-slope` about its top left corner. */
  readonly box: Box;
  readonly slope: number;
  /** The paper without the ink, on a smaller scale. */
  readonly paper: GrayImage;
}

function findLine(cv: OpenCv, whole: Mat): FoundInk | null {
  return withMats((keep) => {
    const scale = Math.min(1, SEARCH_HEIGHT_PX / whole.rows);
    const small = keep(new cv.Mat());
    const width = Math.max(1, Math.round(whole.cols * scale));
    const height = Math.max(1, Math.round(whole.rows * scale));
    cv.resize(whole, small, new cv.Size(width, height), 0, 0, cv.INTER_AREA);
    const gray: Uint8Array = small.data;
    const background = keep(new cv.Mat());
    const lower = keep(new cv.Mat());
    const window = Math.max(9, Math.round(POLARITY_WINDOW * height)) | 1;
    estimateBackground(cv, small, window, background, 'dark');
    estimateBackground(cv, small, window, lower, 'light');
    const light = inkIsLight(gray, background.data, lower.data);
    if (light) invert(gray);
    estimateBackground(cv, small, Math.max(9, Math.round(height / 3)) | 1, background);
    removeRules(cv, small, small);
    const binary = keep(new cv.Mat());
    binarise(cv, small, Math.max(9, Math.round(height / 2)) | 1, binary);
    const pixels = inkPixels(cv, binary);
    const slope = residualSlope(pixels);
    const box = mainLineBox(turnInk(pixels, slope), height);
    if (!box || box.width < 2 || box.height < 2) return null;
    if (inkShare(pixels, box, slope) > MOST_INK) return null;
    if (isShort(box, height)) {
      const isLost = box.height < LOST_HEIGHT * height && box.width > LONGEST_MARK * height;
      if (!isLost) return null;
    }
    const [sx, sy] = [whole.cols / width, whole.rows / height];
    if (light) invert(background.data);
    return {
      paper: grayOfMat(background),
      box: { x: box.x * sx, y: box.y * sy, width: box.width * sx, height: box.height * sy },
      slope,
    };
  });
}

/** Which share of a box of the turned picture is ink. */
function inkShare({ x, y }: InkPixels, box: Box, slope: number): number {
  const [cos, sin] = [Math.cos(slope), Math.sin(slope)];
  let inside = 0;
  for (let i = 0; i < x.length; i++) {
    const across = (x[i] ?? 0) * cos + (y[i] ?? 0) * sin - box.x;
    const down = (y[i] ?? 0) * cos - (x[i] ?? 0) * sin - box.y;
    if (across >= 0 && across <= box.width && down >= 0 && down <= box.height) inside++;
  }
  return inside / (box.width * box.height);
}

function isShort(box: Box, cropHeight: number): boolean {
  return box.width < Math.max(LEAST_ASPECT * box.height, cropHeight);
}

/**
 * Gives a crop's outermost pixels the paper's gray, so that what is repeated beyond the edge is
 * paper and not the streaks of strokes that were cut there.
 */
function setEdge(whole: Mat, paper: GrayImage): void {
  const { rows, cols } = whole;
  const pixels: Uint8Array = whole.data;
  const set = (x: number, y: number) => {
    const px = Math.floor((x * paper.width) / cols);
    const py = Math.floor((y * paper.height) / rows);
    pixels[y * cols + x] = paper.data[py * paper.width + px] ?? 0;
  };
  for (let x = 0; x < cols; x++) {
    set(x, 0);
    set(x, rows - 1);
  }
  for (let y = 0; y < rows; y++) {
    set(0, y);
    set(cols - 1, y);
  }
}

/** A point turned about the top left corner. */
function turned({ x, y }: Point, angle: number): Point {
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  return { x: x * cos - y * sin, y: x * sin + y * cos };
}

/** A box of the turned picture as a quad of the picture itself. */
function turnedBack({ x, y, width, height }: Box, slope: number): Quad {
  const at = (px: number, py: number): Point => turned({ x: px, y: py }, slope);
  return [at(x, y), at(x + width, y), at(x + width, y + height), at(x, y + height)];
}

function isAboutRight(box: Box, slope: number, crop: GrayImage): boolean {
  const height = crop.height / (1 + 2 * LINE_MARGINS.vertical);
  const middle = box.y + box.height / 2;
  return (
    Math.abs(slope) < SLOPE_TOLERANCE &&
    Math.abs(box.height / height - 1) <= SIZE_TOLERANCE &&
    Math.abs(middle - crop.height / 2) <= PLACE_TOLERANCE * height &&
    box.x <= GREATEST_SIDE_MARGIN * height &&
    crop.width - box.x - box.width <= GREATEST_SIDE_MARGIN * height
  );
}
