import { type Box, boundingBox } from '../geometry.ts';
import type { GrayImage } from '../image.ts';
import { type OpenCv, withMats } from '../ink/opencv.ts';
import { matOfRegion, wholeBox } from './grayRegion.ts';

/** A part of a page cut out upright, dark on light, large enough to read. */
export interface PartCrop {
  readonly image: GrayImage;
  /** Crop px for one px of the page. */
  readonly scale: number;
  /** Where a box of the crop lies on the page, as an upright box in px of the page. */
  toPage(box: Box): Box;
}

export interface PartCropOptions {
  /** Slope of the text, radians, positive when it falls to the right. */
  readonly slope: number;
  /** Room around the box, px of the page. */
  readonly margin: number;
  /** Crop px for one px of the page. */
  readonly scale: number;
}

/** The sides of the turned rectangle whose upright bounding box is `box`. */
export function uprightSize(box: Box, slope: number): { width: number; height: number } {
  const sin = Math.abs(Math.sin(slope));
  const cos = Math.cos(slope);
  const spread = cos * cos - sin * sin;
  const width = (box.width * cos - box.height * sin) / spread;
  const height = (box.height * cos - box.width * sin) / spread;
  // A box that is not tight has no such rectangle: never less than half of what is seen.
  return {
    width: Math.max(width, box.width / 2),
    height: Math.max(height, box.height / 2),
  };
}

/**
 * Cuts a part out of a page: turned upright about its middle, scaled, light on dark made dark on
 * light, and stretched to full contrast. Beyond the page's edge the nearest pixels are repeated.
 */
export function cropPart(
  cv: OpenCv,
  page: GrayImage,
  box: Box,
  { slope, margin, scale }: PartCropOptions,
): PartCrop {
  const center = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  const upright = slope === 0 ? box : uprightSize(box, slope);
  const width = Math.max(8, Math.round((upright.width + 2 * margin) * scale));
  const height = Math.max(8, Math.round((upright.height + 2 * margin) * scale));
  const sin = Math.sin(slope);
  const cos = Math.cos(slope);
  const toPage = (x: number, y: number) => {
    const dx = (x - width / 2) / scale;
    const dy = (y - height / 2) / scale;
    return { x: center.x + dx * cos - dy * sin, y: center.y + dx * sin + dy * cos };
  };
  const region = wholeBox(
    boundingBox([toPage(0, 0), toPage(width, 0), toPage(width, height), toPage(0, height)]),
    page,
  );
  const data = withMats((keep) => {
    const source = keep(matOfRegion(cv, page, region));
    const sized = keep(new cv.Mat());
    const size = new cv.Size(
      Math.max(1, Math.round(region.width * scale)),
      Math.max(1, Math.round(region.height * scale)),
    );
    // warpAffine samples four pixels however much it shrinks: shrinking is done before, by area.
    cv.resize(source, sized, size, 0, 0, scale < 1 ? cv.INTER_AREA : cv.INTER_CUBIC);
    const middleX = (center.x - region.x) * scale;
    const middleY = (center.y - region.y) * scale;
    // prettier-ignore
    const inverse = [
      cos,
      -sin,
      middleX - (cos * width) / 2 + (sin * height) / 2,
      sin,
      cos,
      middleY - (sin * width) / 2 - (cos * height) / 2,
    ];
    const matrix = keep(cv.matFromArray(2, 3, cv.CV_64F, inverse));
    const turned = keep(new cv.Mat());
    cv.warpAffine(
      sized,
      turned,
      matrix,
      new cv.Size(width, height),
      cv.INTER_LINEAR | cv.WARP_INVERSE_MAP,
      cv.BORDER_REPLICATE,
      new cv.Scalar(),
    );
    return new Uint8Array(turned.data);
  });
  stretchContrast(data);
  return {
    image: { width, height, data },
    scale,
    toPage: ({ x, y, width: w, height: h }) =>
      boundingBox([toPage(x, y), toPage(x + w, y), toPage(x + w, y + h), toPage(x, y + h)]),
  };
}

/** Dark ink on light paper over the whole range of levels, in place. */
function stretchContrast(pixels: Uint8Array): void {
  const sorted = pixels.slice().sort();
  const level = (share: number) => sorted[Math.floor(share * (sorted.length - 1))] ?? 0;
  const dark = level(0.005);
  const middle = level(0.5);
  const light = level(0.995);
  const inverted = light - middle > middle - dark;
  const range = Math.max(light - dark, 16);
  const map = new Uint8Array(256);
  for (let i = 0; i < 256; i++) {
    const share = Math.min(Math.max((i - dark) / range, 0), 1);
    map[i] = Math.round(255 * (inverted ? 1 - share : share));
  }
  for (let i = 0; i < pixels.length; i++) pixels[i] = map[pixels[i] ?? 0] ?? 0;
}
