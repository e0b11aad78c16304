/** A point in px; x to the right, y down. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** An upright rectangle in px; `x`, `y` is its top left corner. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Four corners in reading direction: top left, top right, bottom right, bottom left. */
export type Quad = readonly [Point, Point, Point, Point];

export function boxArea(box: Box): number {
  return Math.max(0, box.width) * Math.max(0, box.height);
}

/** Area that two boxes share, px². */
export function intersectionArea(a: Box, b: Box): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  return width > 0 && height > 0 ? width * height : 0;
}

/** Intersection over union, 0..1; 0 where both are empty. */
export function intersectionOverUnion(a: Box, b: Box): number {
  const shared = intersectionArea(a, b);
  const union = boxArea(a) + boxArea(b) - shared;
  return union > 0 ? shared / union : 0;
}

/** The smallest box that holds all points. */
export function boundingBox(points: readonly Point[]): Box {
  let left = Number.POSITIVE_INFINITY;
  let top = Number.POSITIVE_INFINITY;
  let right = Number.NEGATIVE_INFINITY;
  let bottom = Number.NEGATIVE_INFINITY;
  for (const { x, y } of points) {
    left = Math.min(left, x);
    top = Math.min(top, y);
    right = Math.max(right, x);
    bottom = Math.max(bottom, y);
  }
  if (left > right) return { x: 0, y: 0, width: 0, height: 0 };
  return { x: left, y: top, width: right - left, height: bottom - top };
}

/** The smallest box that holds all boxes. */
export function unionOfBoxes(boxes: readonly Box[]): Box {
  return boundingBox(
    boxes.flatMap(({ x, y, width, height }) => [
      { x, y },
      { x: x + width, y: y + height },
    ]),
  );
}

/** The part of a box that lies inside a picture of the given size; may be empty. */
export function clipBox(box: Box, width: number, height: number): Box {
  const x = Math.min(Math.max(box.x, 0), width);
  const y = Math.min(Math.max(box.y, 0), height);
  return {
    x,
    y,
    width: Math.max(0, Math.min(box.x + box.width, width) - x),
    height: Math.max(0, Math.min(box.y + box.height, height) - y),
  };
}

/** A box grown by `horizontal` px on the left and right and `vertical` px above and below. */
export function growBox(box: Box, horizontal: number, vertical: number): Box {
  return {
    x: box.x - horizontal,
    y: box.y - vertical,
    width: box.width + 2 * horizontal,
    height: box.height + 2 * vertical,
  };
}

export function scaleBox(box: Box, factor: number): Box {
  return {
    x: box.x * factor,
    y: box.y * factor,
    width: box.width * factor,
    height: box.height * factor,
  };
}

export function quadOfBox({ x, y, width, height }: Box): Quad {
  return [
    { x, y },
    { x: x + width, y },
    { x: x + width, y: y + height },
    { x, y: y + height },
  ];
}

export function distance(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}

/** A rectangle turned about its centre: slope in radians, positive when the line falls to the right. */
export function rotatedRectangle(
  center: Point,
  width: number,
  height: number,
  slope: number,
): Quad {
  const cos = Math.cos(slope);
  const sin = Math.sin(slope);
  const corner = (dx: number, dy: number): Point => ({
    x: center.x + dx * cos - dy * sin,
    y: center.y + dx * sin + dy * cos,
  });
  const w = width / 2;
  const h = height / 2;
  return [corner(-w, -h), corner(w, -h), corner(w, h), corner(-w, h)];
}

/** Length of the upper and left edge averaged with their opposites, px. */
export function quadSize([topLeft, topRight, bottomRight, bottomLeft]: Quad): {
  readonly width: number;
  readonly height: number;
} {
  return {
    width: (distance(topLeft, topRight) + distance(bottomLeft, bottomRight)) / 2,
    height: (distance(topLeft, bottomLeft) + distance(topRight, bottomRight)) / 2,
  };
}

/** Slope of a quad's reading direction, radians, positive when the line falls to the right. */
export function quadSlope([topLeft, topRight, bottomRight, bottomLeft]: Quad): number {
  return Math.atan2(
    topRight.y - topLeft.y + bottomRight.y - bottomLeft.y,
    topRight.x - topLeft.x + bottomRight.x - bottomLeft.x,
  );
}

/** The point of a quad at shares `u` along and `v` down, by bilinear interpolation. */
export function pointOfQuad(
  [topLeft, topRight, bottomRight, bottomLeft]: Quad,
  u: number,
  v: number,
): Point {
  const mix = (a: number, b: number, c: number, d: number) =>
    (1 - v) * ((1 - u) * a + u * b) + v * ((1 - u) * d + u * c);
  return {
    x: mix(topLeft.x, topRight.x, bottomRight.x, bottomLeft.x),
    y: mix(topLeft.y, topRight.y, bottomRight.y, bottomLeft.y),
  };
}

/** A quad with every corner scaled and then moved. */
export function mapQuad(quad: Quad, map: (point: Point) => Point): Quad {
  return [map(quad[0]), map(quad[1]), map(quad[2]), map(quad[3])];
}

/** The piece of a quad between two shares of its length, such as a word of a line. */
export function quadBetween(quad: Quad, from: number, to: number): Quad {
  return [
    pointOfQuad(quad, from, 0),
    pointOfQuad(quad, to, 0),
    pointOfQuad(quad, to, 1),
    pointOfQuad(quad, from, 1),
  ];
}
