import { type Box, boundingBox, type Point } from '../../geometry.ts';
import type { RasterImage } from '../../image.ts';

/** A square of the picture, turned so that the hand in it points up. */
export interface HandRegion {
  readonly center: Point;
  /** Side, px of the picture. */
  readonly size: number;
  /** Clockwise turn of the square, radians. */
  readonly turn: number;
}

/** How much larger than the detector's box a region is, so that all fingers are in it. */
const AROUND_BOX = 1.7;
/** How much larger than the palm and finger joints, and how far up, as MediaPipe's hand graph. */
const AROUND_JOINTS = 2;
const UP = 0.1;
/** Joints that change little while fingers bend: wrist, thumb, and the lower joints of each finger. */
const STEADY_JOINTS = [0, 1, 2, 3, 5, 6, 9, 10, 13, 14, 17, 18];

/** The square around a found box, turned as guessed. */
export function regionOfBox({ x, y, width, height }: Box, turn: number): HandRegion {
  return {
    center: { x: x + width / 2, y: y + height / 2 },
    size: AROUND_BOX * Math.max(width, height),
    turn,
  };
}

/** Turns that a newly found hand is tried with, radians: most people write with the hand upright. */
const FIRST_TURNS = [0, -0.8, 0.8];
/** A box this many times as high as wide has a forearm under the hand. */
const WITH_FOREARM = 1.4;

/** Where the hand of a found box may be, likeliest first. */
export function firstRegions(box: Box): readonly HandRegion[] {
  const whole = FIRST_TURNS.map((turn) => regionOfBox(box, turn));
  if (box.height < WITH_FOREARM * box.width) return whole;
  const top = { ...box, height: box.width };
  return [...FIRST_TURNS.map((turn) => regionOfBox(top, turn)), ...whole];
}

/** The square that the same hand will be in in the next frame. */
export function regionOfLandmarks(points: readonly Point[]): HandRegion | null {
  const [wrist, index, middle, ring] = [0, 5, 9, 13].map((joint) => points[joint]);
  if (!wrist || !index || !middle || !ring) return null;
  const knuckles = {
    x: ((index.x + ring.x) / 2 + middle.x) / 2,
    y: ((index.y + ring.y) / 2 + middle.y) / 2,
  };
  const turn = Math.atan2(knuckles.x - wrist.x, wrist.y - knuckles.y);
  const upright = STEADY_JOINTS.flatMap((joint) => {
    const point = points[joint];
    return point ? [turned(point, -turn)] : [];
  });
  const box = boundingBox(upright);
  const long = Math.max(box.width, box.height);
  const center = { x: box.x + box.width / 2, y: box.y + box.height / 2 - UP * long };
  return { center: turned(center, turn), size: AROUND_JOINTS * long, turn };
}

/** A point of the region (0..1 each way) as a point of the picture, px. */
export function fromRegion({ center, size, turn }: HandRegion, across: number, down: number) {
  const offset = turned({ x: (across - 0.5) * size, y: (down - 0.5) * size }, turn);
  return { x: center.x + offset.x, y: center.y + offset.y };
}

/** Turns a point clockwise about the origin (y is down). */
function turned({ x, y }: Point, angle: number): Point {
  const cos = Math.cos(angle);
  const sin = Math.sin(angle);
  return { x: x * cos - y * sin, y: x * sin + y * cos };
}

/**
 * Samples a region, bilinear, into `side` × `side` px: float32 `[side, side, 3]`, RGB 0..1, black
 * beside the picture.
 */
export function sampleRegion(
  { width, height, data }: RasterImage,
  region: HandRegion,
  side: number,
  into: Float32Array,
): void {
  const origin = fromRegion(region, 0.5 / side, 0.5 / side);
  const stepX = (Math.cos(region.turn) * region.size) / side;
  const stepY = (Math.sin(region.turn) * region.size) / side;
  let at = 0;
  for (let row = 0; row < side; row++) {
    let x = origin.x - row * stepY - 0.5;
    let y = origin.y + row * stepX - 0.5;
    for (let column = 0; column < side; column++, x += stepX, y += stepY, at += 3) {
      const left = Math.floor(x);
      const top = Math.floor(y);
      if (left < 0 || top < 0 || left + 1 >= width || top + 1 >= height) {
        into.fill(0, at, at + 3);
        continue;
      }
      const partX = x - left;
      const partY = y - top;
      const from = (top * width + left) * 4;
      const below = from + width * 4;
      for (let channel = 0; channel < 3; channel++) {
        const upper =
          (data[from + channel] ?? 0) * (1 - partX) + (data[from + 4 + channel] ?? 0) * partX;
        const lower =
          (data[below + channel] ?? 0) * (1 - partX) + (data[below + 4 + channel] ?? 0) * partX;
        into[at + channel] = (upper * (1 - partY) + lower * partY) / 255;
      }
    }
  }
}
