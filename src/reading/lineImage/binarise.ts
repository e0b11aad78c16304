import type { Mat } from './grayMat.ts';
import { type OpenCv, withMats } from './opencv.ts';

/** Weight of the local deviation, as Sauvola and Wolf recommend. */
const SENSITIVITY = 0.5;
/** Deviation of a blank crop's noise, grays: without this, a crop without ink would be all ink. */
const LEAST_DEVIATION = 8;

/**
 * Ink as 255, paper as 0, by a threshold for each pixel: `mean - k (1 - s / S) (mean - darkest)`,
 * where mean and deviation s are those of the window and S is the greatest s of the crop.
 * Wolf and Jolion, "Extraction and Recognition of Artificial Text in Multimedia Documents", 2004:
 * Sauvola's threshold for ink that may be faint everywhere.
 * @param gray `CV_8UC1`, dark ink
 * @param window side of the square neighbourhood, px, odd
 * @param into receives `CV_8UC1`
 */
export function binarise(cv: OpenCv, gray: Mat, window: number, into: Mat): void {
  withMats((keep) => {
    const size = new cv.Size(window, window);
    const anchor = new cv.Point(-1, -1);
    const mean = keep(new cv.Mat());
    const meanOfSquares = keep(new cv.Mat());
    cv.boxFilter(gray, mean, cv.CV_32F, size, anchor, true, cv.BORDER_REPLICATE);
    cv.sqrBoxFilter(gray, meanOfSquares, cv.CV_32F, size, anchor, true, cv.BORDER_REPLICATE);
    into.create(gray.rows, gray.cols, cv.CV_8UC1);
    threshold(gray.data, mean.data32F, meanOfSquares.data32F, into.data);
  });
}

function threshold(
  gray: Uint8Array,
  mean: Float32Array,
  meanOfSquares: Float32Array,
  ink: Uint8Array,
): void {
  const deviation = meanOfSquares;
  let greatest = LEAST_DEVIATION;
  let darkest = 255;
  for (let i = 0; i < gray.length; i++) {
    const average = mean[i] ?? 0;
    const s = Math.sqrt(Math.max(0, (meanOfSquares[i] ?? 0) - average * average));
    deviation[i] = s;
    if (s > greatest) greatest = s;
    const value = gray[i] ?? 0;
    if (value < darkest) darkest = value;
  }
  for (let i = 0; i < gray.length; i++) {
    const average = mean[i] ?? 0;
    const below = SENSITIVITY * (1 - (deviation[i] ?? 0) / greatest) * (average - darkest);
    ink[i] =
      (deviation[i] ?? 0) >= LEAST_DEVIATION / 2 && (gray[i] ?? 0) < average - below ? 255 : 0;
  }
}
