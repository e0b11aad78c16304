import type { Point, Quad } from '../geometry.ts';
import type { RasterImage } from '../image.ts';
import { offsetAlong } from './word.ts';

/** An upright window on a turned picture: what slopes in the picture lies level in the view. */
export interface TurnedView {
  /** Point of the picture in the middle of the view. */
  readonly center: Point;
  /** Slope of the writing that the view levels, radians, positive when it falls to the right. */
  readonly slope: number;
  /** Px of the view for one px of the picture. */
  readonly scale: number;
  /** Size of the view, px. */
  readonly width: number;
  readonly height: number;
}

/** Gray of what lies outside the picture. */
const OUTSIDE = 114;
/** Points a side at most that a px of the view is the mean of, where the picture is reduced. */
const MOST_SAMPLES = 4;

export interface ViewSize {
  /** Px of the view for one px of the picture, as long as `longSide` allows. */
  readonly scale: number;
  /** Px of the picture to see around the quads. */
  readonly margin: number;
  /** Px of the view's long side at most. */
  readonly longSide: number;
}

/** The smallest view of a slope that holds all quads. */
export function viewOf(
  quads: readonly Quad[],
  slope: number,
  { scale, margin, longSide }: ViewSize,
): TurnedView {
  const origin = { x: 0, y: 0 };
  const places = quads.flatMap((quad) => quad.map((corner) => offsetAlong(origin, corner, slope)));
  const left = Math.min(...places.map(({ along }) => along)) - margin;
  const right = Math.max(...places.map(({ along }) => along)) + margin;
  const top = Math.min(...places.map(({ across }) => across)) - margin;
  const bottom = Math.max(...places.map(({ across }) => across)) + margin;
  const held = Math.min(scale, longSide / Math.max(right - left, bottom - top));
  return {
    center: turned((left + right) / 2, (top + bottom) / 2, slope),
    slope,
    scale: held,
    width: Math.max(1, Math.round((right - left) * held)),
    height: Math.max(1, Math.round((bottom - top) * held)),
  };
}

/** Where a point of a view lies in the picture. */
export function pointInPicture(
  { center, slope, scale, width, height }: TurnedView,
  { x, y }: Point,
): Point {
  const away = turned((x - width / 2) / scale, (y - height / 2) / scale, slope);
  return { x: center.x + away.x, y: center.y + away.y };
}

/** The pixels of a view: means of the picture's under each of the view's, interpolated; RGBA. */
export function drawView(image: RasterImage, view: TurnedView): RasterImage {
  const { width, height } = view;
  const samples = Math.min(MOST_SAMPLES, Math.max(1, Math.ceil(1 / view.scale - 0.25)));
  const step = 1 / (view.scale * samples);
  const right = turned(step, 0, view.slope);
  const down = turned(0, step, view.slope);
  const data = new Uint8ClampedArray(width * height * 4);
  const sum = new Float32Array(4);
  for (let row = 0, at = 0; row < height; row++) {
    for (let column = 0; column < width; column++, at += 4) {
      const middle = pointInPicture(view, { x: column + 0.5, y: row + 0.5 });
      sum.fill(0);
      for (let sample = 0; sample < samples * samples; sample++) {
        const u = (sample % samples) - (samples - 1) / 2;
        const v = Math.floor(sample / samples) - (samples - 1) / 2;
        addPixel(
          image,
          middle.x + u * right.x + v * down.x,
          middle.y + u * right.y + v * down.y,
          sum,
        );
      }
      for (let channel = 0; channel < 4; channel++) {
        data[at + channel] = (sum[channel] ?? 0) / (samples * samples);
      }
    }
  }
  return { width, height, data };
}

/** Adds the picture's colour at a point, interpolated between the centres of its pixels. */
function addPixel({ width, height, data }: RasterImage, x: number, y: number, sum: Float32Array) {
  if (x < 0 || y < 0 || x > width || y > height) {
    for (let channel = 0; channel < 4; channel++) sum[channel] = (sum[channel] ?? 0) + OUTSIDE;
    return;
  }
  const left = Math.min(Math.max(x - 0.5, 0), width - 1);
  const top = Math.min(Math.max(y - 0.5, 0), height - 1);
  const column = Math.floor(left);
  const row = Math.floor(top);
  const u = left - column;
  const v = top - row;
  const at = (row * width + column) * 4;
  const toRight = column + 1 < width ? 4 : 0;
  const toBelow = row + 1 < height ? width * 4 : 0;
  for (let channel = 0; channel < 4; channel++) {
    const here = at + channel;
    const above = (1 - u) * (data[here] ?? 0) + u * (data[here + toRight] ?? 0);
    const below = (1 - u) * (data[here + toBelow] ?? 0) + u * (data[here + toBelow + toRight] ?? 0);
    sum[channel] = (sum[channel] ?? 0) + (1 - v) * above + v * below;
  }
}

function turned(along: number, across: number, slope: number): Point {
  const cos = Math.cos(slope);
  const sin = Math.sin(slope);
  return { x: along * cos - across * sin, y: along * sin + across * cos };
}
