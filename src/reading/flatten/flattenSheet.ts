import type { Quad } from '../geometry.ts';
import type { RasterImage } from '../image.ts';
import { createFrameMat } from '../lineImage/frameMat.ts';
import { type OpenCv, withMats } from '../lineImage/opencv.ts';
import { cutUpright } from '../lineImage/uprightCrop.ts';

/** No side of what comes out is longer, px: no more is read of it. */
const LONGEST_SIDE = 3200;

/**
 * A sheet cut out of a picture and seen from straight above.
 * @param quad its corners, px of the picture, in reading direction
 */
export function flattenSheet(cv: OpenCv, image: RasterImage, quad: Quad): RasterImage {
  const frame = createFrameMat(cv, image);
  try {
    return withMats((keep) => {
      const flat = keep(new cv.Mat());
      cutUpright(cv, frame.rgba, quad, LONGEST_SIDE, flat);
      const { cols: width, rows: height } = flat;
      return { width, height, data: new Uint8ClampedArray(flat.data) };
    });
  } finally {
    frame.delete();
  }
}
