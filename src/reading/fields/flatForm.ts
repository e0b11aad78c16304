import { mapQuad, quadOfBox, quadSize } from '../geometry.ts';
import type { RasterImage } from '../image.ts';
import { createFrameMat } from '../lineImage/frameMat.ts';
import { type OpenCv, withMats } from '../lineImage/opencv.ts';
import { type Homography, mapPoint } from './homography.ts';

/** No side of a flat form is longer, px: no more is read of it. */
const LONGEST_SIDE = 3200;

/** A form cut out of a picture, as it would lie on a scanner. */
export interface FlatForm {
  readonly image: RasterImage;
  /** Px of the flat form for one of the sample, along and down. */
  readonly scaleX: number;
  readonly scaleY: number;
}

/** The form that a picture shows, laid like its sample and at the picture's own resolution. */
export function flatForm(
  cv: OpenCv,
  picture: RasterImage,
  sample: { readonly width: number; readonly height: number },
  homography: Homography,
): FlatForm {
  const sheet = quadOfBox({ x: 0, y: 0, ...sample });
  const seen = quadSize(mapQuad(sheet, (corner) => mapPoint(homography, corner)));
  const scale = Math.min(
    Math.max(seen.width / sample.width, seen.height / sample.height),
    LONGEST_SIDE / Math.max(sample.width, sample.height),
  );
  const width = Math.max(1, Math.round(sample.width * scale));
  const height = Math.max(1, Math.round(sample.height * scale));
  const [scaleX, scaleY] = [width / sample.width, height / sample.height];
  const frame = createFrameMat(cv, picture);
  try {
    return withMats((keep) => {
      const flat = keep(new cv.Mat());
      const edge = new cv.Scalar();
      const how = cv.INTER_LINEAR | cv.WARP_INVERSE_MAP;
      const back = keep(
        cv.matFromArray(3, 3, cv.CV_64FC1, [...ofPixels(homography, scaleX, scaleY)]),
      );
      const size = new cv.Size(width, height);
      cv.warpPerspective(frame.rgba, flat, back, size, how, cv.BORDER_REPLICATE, edge);
      return { image: { width, height, data: new Uint8ClampedArray(flat.data) }, scaleX, scaleY };
    });
  } finally {
    frame.delete();
  }
}

/**
 * The homography from pixels of the flat form to those of the picture, both counted from the middle
 * of the first as OpenCV counts them.
 */
function ofPixels(h: Homography, scaleX: number, scaleY: number): Homography {
  // A pixel i of the flat form has its middle at (i + 0.5) / scale of the sample.
  const [left, top] = [0.5 / scaleX, 0.5 / scaleY];
  const row = (a: number, b: number, c: number) =>
    [a / scaleX, b / scaleY, c + a * left + b * top] as const;
  const depth = row(h[6], h[7], h[8]);
  const shifted = ([a, b, c]: readonly [number, number, number]) =>
    [a - 0.5 * depth[0], b - 0.5 * depth[1], c - 0.5 * depth[2]] as const;
  return [...shifted(row(h[0], h[1], h[2])), ...shifted(row(h[3], h[4], h[5])), ...depth];
}
