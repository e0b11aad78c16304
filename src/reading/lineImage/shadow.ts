import type { Mat } from './grayMat.ts';
import { type OpenCv, withMats } from './opencv.ts';

/** Window in which the paper's grain is averaged away, px. */
const GRAIN = 3;

/**
 * What the paper looks like without the ink: the brightest gray near each pixel, smoothed, or for
 * light ink the darkest. Holds as long as no stroke is as thick as the window.
 * @param gray `CV_8UC1`
 * @param window side of the square neighbourhood, px, odd
 * @param into receives the background, `CV_8UC1`
 */
export function estimateBackground(
  cv: OpenCv,
  gray: Mat,
  window: number,
  into: Mat,
  ink: 'dark' | 'light' = 'dark',
): void {
  withMats((keep) => {
    const size = new cv.Size(window, window);
    const anchor = new cv.Point(-1, -1);
    const kernel = keep(cv.getStructuringElement(cv.MORPH_RECT, size, anchor));
    const paper = keep(new cv.Mat());
    const without = ink === 'dark' ? cv.dilate : cv.erode;
    without(gray, paper, kernel, anchor, 1, cv.BORDER_REPLICATE, new cv.Scalar());
    cv.blur(paper, into, size, anchor, cv.BORDER_REPLICATE);
  });
}

/**
 * Divides shadow and uneven light out: paper becomes 255 everywhere, ink keeps its share of the
 * light it reflects.
 * @param gray `CV_8UC1`, dark ink; may be `into`
 */
export function flattenShadow(cv: OpenCv, gray: Mat, window: number, into: Mat): void {
  withMats((keep) => {
    const background = keep(new cv.Mat());
    estimateBackground(cv, gray, window, background);
    cv.divide(gray, background, into, 255);
  });
}

/**
 * The same where shadows have sharp edges: what is darker than all around it counts as ink only
 * where it is narrower than the window (a closing), so that no dark seam is left along the edge.
 * @param gray `CV_8UC1`, dark ink; may be `into`
 */
export function flattenSharpShadow(cv: OpenCv, gray: Mat, window: number, into: Mat): void {
  withMats((keep) => {
    const kernel = keep(cv.getStructuringElement(cv.MORPH_RECT, new cv.Size(window, window)));
    const paper = keep(new cv.Mat());
    cv.morphologyEx(gray, paper, cv.MORPH_CLOSE, kernel);
    cv.blur(paper, paper, new cv.Size(GRAIN, GRAIN));
    cv.divide(gray, paper, into, 255);
  });
}
