import type { Box } from '../geometry.ts';
import { clipBox } from '../geometry.ts';
import type { GrayImage } from '../image.ts';
import { matOfRegion } from '../lineImage/grayRegion.ts';
import { type OpenCv, withMats } from '../lineImage/opencv.ts';

/** Pages lie at most this much askew under a camera held by hand, degrees. */
const MAX_DEGREES = 16;
const COARSE_STEP = 1;
const FINE_STEP = 0.2;
/** Longest side that is turned while trying angles, px: a line of body text stays 4 px high. */
const TRIED_SIDE = 480;
/** How much sharper the best angle's rows must be than those of the upright picture. */
const MIN_GAIN = 1.03;

/**
 * Slope of the text lines in a part of a page, radians, positive when they fall to the right.
 *
 * Projection profile (Postl 1986): at the right angle the rows of ink and of paper change most
 * sharply from one to the next.
 */
export function estimateTextSlope(cv: OpenCv, page: GrayImage, region: Box): number {
  const inside = clipBox(region, page.width, page.height);
  if (inside.width < 8 || inside.height < 8) return 0;
  return withMats((keep) => {
    const gray = keep(matOfRegion(cv, page, inside));
    const scale = Math.min(1, TRIED_SIDE / Math.max(inside.width, inside.height));
    const width = Math.max(1, Math.round(inside.width * scale));
    const height = Math.max(1, Math.round(inside.height * scale));
    const small = keep(new cv.Mat());
    cv.resize(gray, small, new cv.Size(width, height), 0, 0, cv.INTER_AREA);
    const ink = keep(new cv.Mat());
    cv.adaptiveThreshold(small, ink, 1, cv.ADAPTIVE_THRESH_MEAN_C, cv.THRESH_BINARY_INV, 25, 12);
    const points = inkPoints(ink.data, width, height);
    if (points.length < 40) return 0;
    const radius = Math.ceil(Math.hypot(width, height) / 2);
    const sharpness = (degrees: number) => profileSharpness(points, degrees, radius);
    const upright = sharpness(0);
    const coarse = sharpest(sharpness, -MAX_DEGREES, MAX_DEGREES, COARSE_STEP);
    const fine = sharpest(sharpness, coarse - COARSE_STEP, coarse + COARSE_STEP, FINE_STEP);
    return sharpness(fine) >= upright * MIN_GAIN ? (fine * Math.PI) / 180 : 0;
  });
}

/** Ink pixels as x, y pairs about the centre. */
function inkPoints(ink: Uint8Array, width: number, height: number): Float32Array {
  let count = 0;
  for (const value of ink) count += value;
  const points = new Float32Array(2 * count);
  let i = 0;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (ink[y * width + x] === 0) continue;
      points[i++] = x - width / 2;
      points[i++] = y - height / 2;
    }
  }
  return points;
}

/** Sum of squared steps between neighbouring rows once the points are turned back by the angle. */
function profileSharpness(points: Float32Array, degrees: number, radius: number): number {
  const angle = (degrees * Math.PI) / 180;
  const sin = Math.sin(angle);
  const cos = Math.cos(angle);
  const rows = new Float32Array(2 * radius + 2);
  for (let i = 0; i + 1 < points.length; i += 2) {
    const y = (points[i + 1] ?? 0) * cos - (points[i] ?? 0) * sin + radius;
    const row = Math.floor(y);
    const share = y - row;
    rows[row] = (rows[row] ?? 0) + 1 - share;
    rows[row + 1] = (rows[row + 1] ?? 0) + share;
  }
  let sum = 0;
  for (let i = 1; i < rows.length; i++) sum += ((rows[i] ?? 0) - (rows[i - 1] ?? 0)) ** 2;
  return sum;
}

function sharpest(
  sharpness: (degrees: number) => number,
  from: number,
  to: number,
  step: number,
): number {
  let best = from;
  let bestValue = Number.NEGATIVE_INFINITY;
  for (let degrees = from; degrees <= to + 1e-9; degrees += step) {
    const value = sharpness(degrees);
    if (value > bestValue) {
      bestValue = value;
      best = degrees;
    }
  }
  return best;
}
