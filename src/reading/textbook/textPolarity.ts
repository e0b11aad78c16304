import type { GrayImage } from '../image.ts';
import { grayOfMat, matOfGray } from '../lineImage/grayMat.ts';
import { histogramOf, orderStatistic } from '../lineImage/histogram.ts';
import { type OpenCv, withMats } from '../lineImage/opencv.ts';

/** Height at which a heading is judged, px, and the window that takes its light and shadow away. */
const JUDGED_HEIGHT = 40;
const WINDOW = 41;
/** Weight of the evenly lit crop beside the crop as it is: of 1, ½ and 2 the one without mistakes. */
const EVEN_WEIGHT = 2;

/**
 * Whether the crop of a heading shows light print on a dark ground. Ink is the lesser part of a
 * crop, so it lies on that side of the median where the grays reach further; a shadow's edge can
 * fake that, so what is left once the local median is taken away counts too.
 */
export function headingIsLight(cv: OpenCv, image: GrayImage): boolean {
  return withMats((keep) => {
    const source = keep(matOfGray(cv, image));
    const sized = keep(new cv.Mat());
    const scale = JUDGED_HEIGHT / image.height;
    const size = new cv.Size(Math.max(1, Math.round(image.width * scale)), JUDGED_HEIGHT);
    cv.resize(source, sized, size, 0, 0, scale < 1 ? cv.INTER_AREA : cv.INTER_LINEAR);
    const median = keep(new cv.Mat());
    cv.medianBlur(sized, median, WINDOW);
    const paper = median.data;
    const gray = grayOfMat(sized).data;
    const even = gray.map((value, i) => Math.min(Math.max(128 + value - (paper[i] ?? 0), 0), 255));
    return lightness(gray) + EVEN_WEIGHT * lightness(even) > 0;
  });
}

/** How much further the grays reach above the median than below it, -1..1. */
function lightness(gray: Uint8Array): number {
  const counts = histogramOf(gray);
  const low = orderStatistic(counts, 0.02);
  const middle = orderStatistic(counts, 0.5);
  const high = orderStatistic(counts, 0.98);
  return (high - 2 * middle + low) / Math.max(1, high - low);
}
