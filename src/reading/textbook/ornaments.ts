import type { GrayImage } from '../image.ts';
import { grayOfMat, matOfGray } from '../lineImage/grayMat.ts';
import { type OpenCv, withMats } from '../lineImage/opencv.ts';

/** Upright strokes higher than this, in heights of a capital, are rules beside the heading. */
const TALL = 2;
/** Level strokes longer than this are rules above or below it. */
const LONG = 4;
/** Rules are no thicker than this share of their length. */
const THIN = 0.12;
/** Pieces of ink this large that fill so little of their box are frames. */
const FRAME = 2;
const FRAME_FILL = 0.15;
/** Filled squares and bars: this large, and solid. */
const BLOCK = 0.6;
const SOLID = 0.97;

/**
 * A heading's crop without the rules, frames and solid blocks that layouts put around headings, and
 * that a reader of print takes for letters.
 * @param image dark on light
 * @param letterPx height of its capitals
 */
export function withoutOrnaments(cv: OpenCv, image: GrayImage, letterPx: number): GrayImage {
  return withMats((keep) => {
    const gray = keep(matOfGray(cv, image));
    const ink = keep(new cv.Mat());
    cv.threshold(gray, ink, 0, 255, cv.THRESH_BINARY_INV | cv.THRESH_OTSU);
    const labels = keep(new cv.Mat());
    const stats = keep(new cv.Mat());
    const centroids = keep(new cv.Mat());
    const count = cv.connectedComponentsWithStats(ink, labels, stats, centroids);
    const values = stats.data32S;
    const ornaments = new Set<number>();
    // Row 0 is the paper.
    for (let i = 1; i < count; i++) {
      const [width = 0, height = 0, area = 0] = values.subarray(5 * i + 2, 5 * i + 5);
      if (isOrnament(width / letterPx, height / letterPx, area / (width * height)))
        ornaments.add(i);
    }
    if (ornaments.size === 0) return image;
    const mask = ink.data;
    labels.data32S.forEach((label, at) => {
      mask[at] = ornaments.has(label) ? 255 : 0;
    });
    // Their gray edges go with them.
    const edge = keep(cv.getStructuringElement(cv.MORPH_RECT, new cv.Size(3, 3)));
    cv.dilate(ink, ink, edge);
    gray.setTo(new cv.Scalar(255), ink);
    return grayOfMat(gray);
  });
}

/** By its sides in heights of a capital, and the share of its box that it fills. */
function isOrnament(width: number, height: number, fill: number): boolean {
  if (height > TALL && width < THIN * height) return true;
  if (width > LONG && height < THIN * width && height < 0.5) return true;
  if (width > FRAME && height > FRAME && fill < FRAME_FILL) return true;
  return width > BLOCK && height > BLOCK && fill > SOLID;
}
