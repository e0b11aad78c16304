import { type Box, boundingBox, type Point } from '../geometry.ts';
import type { GrayImage } from '../image.ts';
import { grayOfMat, matOfGray } from '../lineImage/grayMat.ts';
import { matOfRegion, wholeBox } from '../lineImage/grayRegion.ts';
import { histogramOf, orderStatistic } from '../lineImage/histogram.ts';
import { type OpenCv, withMats } from '../lineImage/opencv.ts';
import { invert } from '../lineImage/polarity.ts';
import { flattenShadow, flattenSharpShadow } from '../lineImage/shadow.ts';
import { headingIsLight } from './textPolarity.ts';

/** Where a part of a page is and how its lines run. */
export interface PartPlace {
  /** Upright box around the part as it lies on the page, px. */
  readonly box: Box;
  /** Slope of the lines at the box's middle, radians, positive when they fall to the right. */
  readonly slope: number;
  /** Curl of the page: lines fall by `bend * d²` px at d px from the box's middle. */
  readonly bend: number;
}

/** A part of a page cut out straight, dark on light, evenly lit. */
export interface PartCrop {
  readonly image: GrayImage;
  /** Crop px for one px of the page. */
  readonly scale: number;
  /** Whether it was light print on a dark ground. */
  readonly isLight: boolean;
  /** Where a box of the crop lies on the page, as an upright box in px of the page. */
  toPage(box: Box): Box;
}

export interface PartCropOptions {
  /** Room around the box, px of the page. */
  readonly margin: number;
  /** Crop px for one px of the page. */
  readonly scale: number;
  /** Whether the crop is a whole page rather than a heading. Default false. */
  readonly wholePage?: boolean;
  /** Whether the print is taken to be light; by its looks when missing. */
  readonly isLight?: boolean;
  /** Whether shadows on it are taken to have sharp edges, which cross the letters. Default false. */
  readonly sharpShadows?: boolean;
}

/** Sides of the turned and bent rectangle whose upright bounding box is the place's box. */
export function uprightSize({ box, slope, bend }: PartPlace): { width: number; height: number } {
  const sin = Math.abs(Math.sin(slope));
  const cos = Math.cos(slope);
  const spread = cos * cos - sin * sin;
  const width = (box.width * cos - box.height * sin) / spread;
  const height = (box.height * cos - box.width * sin) / spread;
  const curl = Math.abs(bend) * (width / 2) ** 2;
  // A box that is not tight has no such rectangle: never less than half of what is seen.
  return {
    width: Math.max(width, box.width / 2),
    height: Math.max(height - curl, box.height / 2),
  };
}

/**
 * Cuts a part out of a page: turned and straightened about its middle, scaled, light on dark made
 * dark on light, shadow divided out, stretched to full contrast. Beyond the page's edge the nearest
 * pixels are repeated.
 */
export function cropPart(
  cv: OpenCv,
  page: GrayImage,
  place: PartPlace,
  { margin, scale, wholePage = false, isLight: taken, sharpShadows = false }: PartCropOptions,
): PartCrop {
  const { box, slope, bend } = place;
  const center = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  const upright = uprightSize(place);
  const width = Math.max(8, Math.round((upright.width + 2 * margin) * scale));
  const height = Math.max(8, Math.round((upright.height + 2 * margin) * scale));
  const sin = Math.sin(slope);
  const cos = Math.cos(slope);
  // The ends of a bent line lie to one side of its middle, and the box's middle between the two.
  const rise = (bend * (upright.width / 2) ** 2) / 2;
  const toPage = (x: number, y: number): Point => {
    const dx = (x - width / 2) / scale;
    const dy = (y - height / 2) / scale + bend * dx * dx - rise;
    return { x: center.x + dx * cos - dy * sin, y: center.y + dx * sin + dy * cos };
  };
  const outline: Point[] = [];
  for (let i = 0; i <= 8; i++)
    outline.push(toPage((i * width) / 8, 0), toPage((i * width) / 8, height));
  const region = wholeBox(boundingBox(outline), page);
  const sized = resizeRegion(cv, page, region, scale);
  const image = sample(sized, width, height, (x, y, into) => {
    const point = toPage(x, y);
    into.x = ((point.x - region.x) * sized.width) / region.width - 0.5;
    into.y = ((point.y - region.y) * sized.height) / region.height - 0.5;
  });
  // Desk and hands around a page fool any guess; Tesseract turns light lines round by itself.
  const isLight = taken ?? (!wholePage && headingIsLight(cv, image));
  if (isLight) invert(image.data);
  return {
    image: evenOut(cv, image, sharpShadows),
    scale,
    isLight,
    toPage: ({ x, y, width: w, height: h }) =>
      boundingBox([toPage(x, y), toPage(x + w, y), toPage(x + w, y + h), toPage(x, y + h)]),
  };
}

/** Scaling comes before turning: by area or bicubic, which sampling along a curve is not. */
function resizeRegion(cv: OpenCv, page: GrayImage, region: Box, scale: number): GrayImage {
  return withMats((keep) => {
    const source = keep(matOfRegion(cv, page, region));
    const sized = keep(new cv.Mat());
    const size = new cv.Size(
      Math.max(1, Math.round(region.width * scale)),
      Math.max(1, Math.round(region.height * scale)),
    );
    cv.resize(source, sized, size, 0, 0, scale < 1 ? cv.INTER_AREA : cv.INTER_CUBIC);
    return grayOfMat(sized);
  });
}

/** A picture whose pixel centres lie where `place` puts them in the source, between four pixels each. */
function sample(
  { width: w, height: h, data: source }: GrayImage,
  width: number,
  height: number,
  place: (x: number, y: number, into: { x: number; y: number }) => void,
): GrayImage {
  const data = new Uint8Array(width * height);
  const point = { x: 0, y: 0 };
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      place(x + 0.5, y + 0.5, point);
      const px = Math.min(Math.max(point.x, 0), w - 1);
      const py = Math.min(Math.max(point.y, 0), h - 1);
      const left = Math.floor(px);
      const top = Math.floor(py);
      const right = Math.min(left + 1, w - 1);
      const below = Math.min(top + 1, h - 1) * w;
      const fx = px - left;
      const fy = py - top;
      const upper = (source[top * w + left] ?? 0) * (1 - fx) + (source[top * w + right] ?? 0) * fx;
      const lower = (source[below + left] ?? 0) * (1 - fx) + (source[below + right] ?? 0) * fx;
      data[y * width + x] = Math.round(upper * (1 - fy) + lower * fy);
    }
  }
  return { width, height, data };
}

/** Side of a window that is wider than a stroke of letters in any size that is read, px. */
const NARROW = 31;

/** Ink on white paper without shadow, over the whole range of levels. */
function evenOut(cv: OpenCv, image: GrayImage, sharpShadows: boolean): GrayImage {
  return withMats((keep) => {
    const mat = keep(matOfGray(cv, image));
    // Wider than any stroke, narrower than the shadows that fall on a heading.
    const window = Math.min(91, Math.max(NARROW, Math.round(0.6 * image.height))) | 1;
    if (sharpShadows) flattenSharpShadow(cv, mat, NARROW, mat);
    else flattenShadow(cv, mat, window, mat);
    const flat = grayOfMat(mat);
    stretch(flat.data);
    return flat;
  });
}

function stretch(pixels: Uint8Array): void {
  const counts = histogramOf(pixels);
  const dark = orderStatistic(counts, 0.005);
  const light = orderStatistic(counts, 0.9);
  const range = Math.max(light - dark, 16);
  const map = new Uint8Array(256);
  for (let i = 0; i < 256; i++) {
    map[i] = Math.round(255 * Math.min(Math.max((i - dark) / range, 0), 1));
  }
  for (let i = 0; i < pixels.length; i++) pixels[i] = map[pixels[i] ?? 0] ?? 0;
}
