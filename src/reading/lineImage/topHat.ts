import type { Mat } from './grayMat.ts';
import { type OpenCv, withMats } from './opencv.ts';
import { windowSide } from './windowSide.ts';

/** Of a line's height: larger than a stroke is wide, smaller than the shadow of a hand. */
const PAPER_SHARE = 0.425;
const PAPER_BLUR_SHARE = 0.225;
/** Paper darker than this is not made brighter any more. */
const DARKEST_PAPER = 16;

/**
 * Ink's contrast to the paper right beside it, as much in the shadow as in the light: a
 * morphological closing takes the strokes out and leaves the edges of shadows (Serra 1982).
 * @param gray `CV_8UC1`, a line at the reader's height
 * @param isLight whether the ink is lighter than its paper
 * @returns grays, of paper as bright as the brightest, 0 = paper
 */
export function topHat(cv: OpenCv, gray: Mat, isLight: boolean): Float32Array {
  return withMats((keep) => {
    const anchor = new cv.Point(-1, -1);
    const square = (share: number) => {
      const side = windowSide(share, gray.rows);
      return new cv.Size(side, side);
    };
    const kernel = keep(cv.getStructuringElement(cv.MORPH_RECT, square(PAPER_SHARE), anchor));
    const strokeless = keep(new cv.Mat());
    const kind = isLight ? cv.MORPH_OPEN : cv.MORPH_CLOSE;
    const edge = cv.BORDER_REPLICATE;
    cv.morphologyEx(gray, strokeless, kind, kernel, anchor, 1, edge, new cv.Scalar());
    const paper = keep(new cv.Mat());
    cv.blur(strokeless, paper, square(PAPER_BLUR_SHARE), anchor, edge);
    const difference = keep(new cv.Mat());
    if (isLight) {
      cv.subtract(gray, paper, difference);
      return Float32Array.from(difference.data);
    }
    cv.subtract(paper, gray, difference);
    const light: Uint8Array = paper.data;
    const brightest = light.reduce((most, value) => Math.max(most, value), DARKEST_PAPER);
    return Float32Array.from(
      difference.data,
      (value: number, i: number) => (value * brightest) / Math.max(light[i] ?? 0, DARKEST_PAPER),
    );
  });
}
