import type { RasterImage } from '../image.ts';
import { type QuarterTurn, turnPicture } from '../orientation/quarterTurn.ts';
import type { Orientation } from './exifOrientation.ts';

/** For each orientation whether the stored picture is mirrored, and the clockwise turn after that. */
const STEPS: Readonly<Record<Orientation, readonly [mirrored: boolean, turn: QuarterTurn]>> = {
  1: [false, 0],
  2: [true, 0],
  3: [false, 2],
  4: [true, 2],
  5: [true, 3],
  6: [false, 1],
  7: [true, 1],
  8: [false, 3],
};

/** A stored picture as it is to be seen. */
export function uprightPixels(image: RasterImage, orientation: Orientation): RasterImage {
  const [mirrored, turn] = STEPS[orientation];
  return turnPicture(mirrored ? mirror(image) : image, turn);
}

function mirror({ width, height, data }: RasterImage): RasterImage {
  const from = new Uint32Array(data.buffer, data.byteOffset, width * height);
  const to = new Uint32Array(width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) to[y * width + x] = from[y * width + width - 1 - x] ?? 0;
  }
  return { width, height, data: new Uint8ClampedArray(to.buffer) };
}
