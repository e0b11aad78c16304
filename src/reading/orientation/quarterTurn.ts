import { type Box, boundingBox, mapQuad, type Point, type Quad, quadOfBox } from '../geometry.ts';
import type { RasterImage } from '../image.ts';

/** How often a picture has to be turned clockwise by 90° to stand upright. */
export type QuarterTurn = 0 | 1 | 2 | 3;

/** The picture turned clockwise, RGBA; itself for 0. */
export function turnPicture(image: RasterImage, turn: QuarterTurn): RasterImage {
  if (turn === 0) return image;
  const { width, height } = image;
  const from = new Uint32Array(image.data.buffer, image.data.byteOffset, width * height);
  const to = new Uint32Array(width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at =
        turn === 1
          ? x * height + (height - 1 - y)
          : turn === 2
            ? (height - 1 - y) * width + (width - 1 - x)
            : (width - 1 - x) * height + y;
      to[at] = from[y * width + x] ?? 0;
    }
  }
  const upright = turn === 2 ? { width, height } : { width: height, height: width };
  return { ...upright, data: new Uint8ClampedArray(to.buffer) };
}

/** Where a point of the turned picture lies in the picture as it was, which is `width` × `height` px. */
export function turnPointBack(
  { x, y }: Point,
  turn: QuarterTurn,
  { width, height }: { readonly width: number; readonly height: number },
): Point {
  switch (turn) {
    case 0:
      return { x, y };
    case 1:
      return { x: y, y: height - x };
    case 2:
      return { x: width - x, y: height - y };
    case 3:
      return { x: width - y, y: x };
  }
}

/** A quad of the turned picture in the picture as it was; its corners stay in reading direction. */
export function turnQuadBack(
  quad: Quad,
  turn: QuarterTurn,
  size: { readonly width: number; readonly height: number },
): Quad {
  return mapQuad(quad, (point) => turnPointBack(point, turn, size));
}

export function turnBoxBack(
  box: Box,
  turn: QuarterTurn,
  size: { readonly width: number; readonly height: number },
): Box {
  return boundingBox(turnQuadBack(quadOfBox(box), turn, size));
}
