import { mapQuad, type Point, type Quad } from '../../reading/geometry.ts';

export interface Size {
  readonly width: number;
  readonly height: number;
}

/**
 * A quad of the picture (px of the frame) as it lies on the screen (px of the shown picture). In a
 * mirrored picture the corners change sides, so that the first is still top left to the eye.
 */
export function displayQuad(quad: Quad, frame: Size, shown: Size, mirrored: boolean): Quad {
  const scaleX = shown.width / frame.width;
  const scaleY = shown.height / frame.height;
  const [topLeft, topRight, bottomRight, bottomLeft] = mapQuad(quad, ({ x, y }) => ({
    x: (mirrored ? frame.width - x : x) * scaleX,
    y: y * scaleY,
  }));
  return mirrored
    ? [topRight, topLeft, bottomLeft, bottomRight]
    : [topLeft, topRight, bottomRight, bottomLeft];
}

function between(a: Point, b: Point, part: number): Point {
  return { x: a.x + (b.x - a.x) * part, y: a.y + (b.y - a.y) * part };
}

/** The part of a line's quad from `start` to `end`, both 0..1 along the line as it is read. */
export function wordQuad(
  [topLeft, topRight, bottomRight, bottomLeft]: Quad,
  start: number,
  end: number,
): Quad {
  return [
    between(topLeft, topRight, start),
    between(topLeft, topRight, end),
    between(bottomLeft, bottomRight, end),
    between(bottomLeft, bottomRight, start),
  ];
}

/** `"12,30 80,30 …"`, as SVG polygons want their points. */
export function svgPoints(quad: Quad): string {
  return quad.map(({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`).join(' ');
}
