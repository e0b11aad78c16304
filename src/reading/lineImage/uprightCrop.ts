import {
  type Box,
  boundingBox,
  clipBox,
  mapQuad,
  type Point,
  type Quad,
  quadSize,
} from '../geometry.ts';
import type { Mat } from './grayMat.ts';
import { type OpenCv, withMats } from './opencv.ts';

/** A line too long for its height is squeezed rather than cut. */
const GREATEST_WIDTH_PX = 8192;
const LEAST_SIDE_PX = 4;

/** Size of the upright crop of a quad: its own, or smaller where it is higher than allowed. */
export function uprightSize(
  quad: Quad,
  greatestHeightPx: number,
): { readonly width: number; readonly height: number } {
  const { width, height } = quadSize(quad);
  const scale = Math.min(1, greatestHeightPx / Math.max(height, 1));
  const side = (length: number, greatest: number) =>
    Math.min(greatest, Math.max(LEAST_SIDE_PX, Math.round(length * scale)));
  return { width: side(width, GREATEST_WIDTH_PX), height: side(height, greatestHeightPx) };
}

/**
 * Cuts a quad out of a picture and sets it upright; larger ones are averaged down first, so that no
 * thin stroke falls between samples. What lies outside the picture repeats its edge.
 * @param picture `CV_8U`, any channels
 * @param into receives the crop, of {@link uprightSize} and the picture's type
 */
export function cutUpright(
  cv: OpenCv,
  picture: Mat,
  quad: Quad,
  greatestHeightPx: number,
  into: Mat,
): void {
  const size = uprightSize(quad, greatestHeightPx);
  if (isUpright(quad)) {
    cutBox(cv, picture, boundingBox(quad), size, into);
    return;
  }
  withMats((keep) => {
    const scale = Math.min(1, size.height / Math.max(quadSize(quad).height, 1));
    const { region, left, top, scaleX, scaleY } = shrunkRegion(cv, picture, quad, scale, keep);
    // Pixel centres: a picture's point p lies at p - 0.5 in OpenCV's coordinates.
    const corners = mapQuad(quad, ({ x, y }) => ({
      x: (x - left) * scaleX - 0.5,
      y: (y - top) * scaleY - 0.5,
    }));
    warp(cv, region, corners, size, into, keep);
  });
}

/** Whether no edge of a quad leaves its row or column by a pixel. */
function isUpright([topLeft, topRight, bottomRight, bottomLeft]: Quad): boolean {
  const near = (a: number, b: number) => Math.abs(a - b) < 0.75;
  return (
    topLeft.x < topRight.x &&
    topLeft.y < bottomLeft.y &&
    near(topLeft.y, topRight.y) &&
    near(bottomLeft.y, bottomRight.y) &&
    near(topLeft.x, bottomLeft.x) &&
    near(topRight.x, bottomRight.x)
  );
}

/** An upright box, to whole pixels: no warp needed. */
function cutBox(
  cv: OpenCv,
  picture: Mat,
  box: Box,
  size: { readonly width: number; readonly height: number },
  into: Mat,
): void {
  withMats((keep) => {
    const left = Math.round(box.x);
    const top = Math.round(box.y);
    const right = Math.max(left + 1, Math.round(box.x + box.width));
    const bottom = Math.max(top + 1, Math.round(box.y + box.height));
    const clamp = (value: number, least: number, most: number) =>
      Math.min(most, Math.max(least, value));
    const x0 = clamp(left, 0, picture.cols - 1);
    const y0 = clamp(top, 0, picture.rows - 1);
    const x1 = clamp(right, x0 + 1, picture.cols);
    const y1 = clamp(bottom, y0 + 1, picture.rows);
    const inside = keep(picture.roi(new cv.Rect(x0, y0, x1 - x0, y1 - y0)));
    const cut = keep(new cv.Mat());
    const [above, below] = [Math.max(0, y0 - top), Math.max(0, bottom - y1)];
    const [before, after] = [Math.max(0, x0 - left), Math.max(0, right - x1)];
    const edge = new cv.Scalar();
    cv.copyMakeBorder(inside, cut, above, below, before, after, cv.BORDER_REPLICATE, edge);
    const dsize = new cv.Size(size.width, size.height);
    if (cut.cols === size.width && cut.rows === size.height) cut.copyTo(into);
    else cv.resize(cut, into, dsize, 0, 0, cv.INTER_AREA);
  });
}

/** The part of the picture around a quad, averaged down so that the warp after it need not shrink. */
function shrunkRegion(
  cv: OpenCv,
  picture: Mat,
  quad: Quad,
  scale: number,
  keep: (mat: Mat) => Mat,
) {
  const [width, height] = [picture.cols, picture.rows];
  const box = boundingBox(quad);
  const clipped = clipBox(
    { x: box.x - 2, y: box.y - 2, width: box.width + 4, height: box.height + 4 },
    width,
    height,
  );
  const left = Math.min(Math.floor(clipped.x), width - 1);
  const top = Math.min(Math.floor(clipped.y), height - 1);
  const columns = Math.max(1, Math.min(width, Math.ceil(clipped.x + clipped.width)) - left);
  const rows = Math.max(1, Math.min(height, Math.ceil(clipped.y + clipped.height)) - top);
  const region = keep(picture.roi(new cv.Rect(left, top, columns, rows)));
  if (scale > 0.8) return { region, left, top, scaleX: 1, scaleY: 1 };
  const small = keep(new cv.Mat());
  const smallSize = new cv.Size(
    Math.max(1, Math.round(columns * scale)),
    Math.max(1, Math.round(rows * scale)),
  );
  cv.resize(region, small, smallSize, 0, 0, cv.INTER_AREA);
  return {
    region: small,
    left,
    top,
    scaleX: smallSize.width / columns,
    scaleY: smallSize.height / rows,
  };
}

/** Maps a quad's corners onto those of an upright picture. */
function warp(
  cv: OpenCv,
  source: Mat,
  corners: Quad,
  size: { readonly width: number; readonly height: number },
  into: Mat,
  keep: (mat: Mat) => Mat,
): void {
  const [topLeft, topRight, bottomRight, bottomLeft] = corners;
  const { width, height } = size;
  const dsize = new cv.Size(width, height);
  const offCorner = Math.hypot(
    topRight.x + bottomLeft.x - topLeft.x - bottomRight.x,
    topRight.y + bottomLeft.y - topLeft.y - bottomRight.y,
  );
  const edge = new cv.Scalar();
  if (offCorner < 0.5) {
    // A parallelogram: destination pixel (i, j) has its centre at shares (i + 0.5) / width, …
    const a = (topRight.x - topLeft.x) / width;
    const b = (bottomLeft.x - topLeft.x) / height;
    const c = (topRight.y - topLeft.y) / width;
    const d = (bottomLeft.y - topLeft.y) / height;
    const matrix = keep(
      cv.matFromArray(2, 3, cv.CV_64FC1, [
        ...[a, b, topLeft.x + (a + b) / 2],
        ...[c, d, topLeft.y + (c + d) / 2],
      ]),
    );
    const how = cv.INTER_LINEAR | cv.WARP_INVERSE_MAP;
    cv.warpAffine(source, into, matrix, dsize, how, cv.BORDER_REPLICATE, edge);
    return;
  }
  const flat = (points: readonly Point[]) =>
    keep(
      cv.matFromArray(
        4,
        1,
        cv.CV_32FC2,
        points.flatMap(({ x, y }) => [x, y]),
      ),
    );
  const [right, bottom] = [width - 0.5, height - 0.5];
  const upright = flat([
    { x: -0.5, y: -0.5 },
    { x: right, y: -0.5 },
    { x: right, y: bottom },
    { x: -0.5, y: bottom },
  ]);
  const matrix = keep(cv.getPerspectiveTransform(flat(corners), upright, cv.DECOMP_LU));
  cv.warpPerspective(source, into, matrix, dsize, cv.INTER_LINEAR, cv.BORDER_REPLICATE, edge);
}
