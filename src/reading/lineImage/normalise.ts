import type { GrayImage } from '../image.ts';
import { matOfGray } from './grayMat.ts';
import { histogramOf, orderStatistic } from './histogram.ts';
import { type OpenCv, withMats } from './opencv.ts';
import { inkIsLight } from './polarity.ts';
import { estimateBackground } from './shadow.ts';
import { topHat } from './topHat.ts';
import { windowSide } from './windowSide.ts';

/** A line as the handwriting reader takes it: `[height, width]`, 0 = paper, 1 = ink. */
export interface NormalisedLine {
  readonly width: number;
  readonly height: number;
  readonly data: Float32Array;
}

/** Of the height. */
const BACKGROUND_SHARE = 0.375;
const LEAST_WIDTH_PX = 8;
/** Fainter differences than this many grays are noise and are not stretched to full ink. */
const LEAST_CONTRAST = 24;
/** Share of the pixels that have less contrast than what counts as full ink. */
const MOST_CONTRAST = 0.99;

/** The width that a crop gets at the reader's height, px. */
export function normalisedWidth(width: number, height: number, readerHeight: number): number {
  return Math.max(LEAST_WIDTH_PX, Math.floor((width * readerHeight) / height + 0.5));
}

/**
 * The reader's input of a rectified gray crop with its margins: size, polarity, light and contrast
 * made equal. The same steps, call for call, as `training/ink/normalise.py`;
 * `test/golden/normalise.json` holds both to the same numbers.
 * @param takesTopHat whether the reader wants light and shadow taken out stroke by stroke
 */
export function normaliseLine(
  cv: OpenCv,
  crop: GrayImage,
  readerHeight: number,
  takesTopHat = false,
): NormalisedLine {
  return withMats((keep) => {
    const width = normalisedWidth(crop.width, crop.height, readerHeight);
    const gray = keep(new cv.Mat());
    const how = crop.height > readerHeight ? cv.INTER_AREA : cv.INTER_LINEAR;
    cv.resize(keep(matOfGray(cv, crop)), gray, new cv.Size(width, readerHeight), 0, 0, how);
    const window = windowSide(BACKGROUND_SHARE, readerHeight);
    const upper = keep(new cv.Mat());
    const lower = keep(new cv.Mat());
    estimateBackground(cv, gray, window, upper, 'dark');
    estimateBackground(cv, gray, window, lower, 'light');
    const isLight = inkIsLight(gray.data, upper.data, lower.data);
    if (takesTopHat) {
      const ink = topHat(cv, gray, isLight);
      return { width, height: readerHeight, data: stretched(ink, ninetyNinth(ink)) };
    }
    const difference = keep(new cv.Mat());
    if (isLight) cv.subtract(gray, lower, difference);
    else cv.subtract(upper, gray, difference);
    const ink: Uint8Array = difference.data;
    const most = orderStatistic(histogramOf(ink), MOST_CONTRAST);
    return { width, height: readerHeight, data: stretched(ink, most) };
  });
}

/** Contrasts as shares of the greatest, 0..1. */
function stretched(ink: Uint8Array | Float32Array, most: number): Float32Array {
  const scale = Math.max(LEAST_CONTRAST, most);
  const data = new Float32Array(ink.length);
  for (let i = 0; i < ink.length; i++) data[i] = Math.min((ink[i] ?? 0) / scale, 1);
  return data;
}

function ninetyNinth(ink: Float32Array): number {
  return ink.slice().sort()[Math.floor(MOST_CONTRAST * (ink.length - 1))] ?? 0;
}
