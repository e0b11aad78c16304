import { type Box, boundingBox, type Point } from '../geometry.ts';
import type { GrayImage } from '../image.ts';
import { LINE_MARGINS } from '../lineImage/lineMargins.ts';
import { smoothStroke } from './smoothStroke.ts';

/** How ink becomes a picture. */
export interface InkDrawing {
  /** Height of the picture, px: the reader's own, so that nothing is scaled afterwards. */
  readonly height: number;
  /** Width of the pen, px of the picture. */
  readonly penPx: number;
}

/** Ink drawn as a line that the reader takes as it is. */
export interface DrawnInk {
  /** Dark ink on white, with the margins of `ink/lineMargins.ts`. */
  readonly image: GrayImage;
  /** The ink's box, px of the ink. */
  readonly box: Box;
}

const PAPER = 255;
/** Flatter ink than this share of its width is not stretched to the whole height: it is a dash. */
const LEAST_HEIGHT_SHARE = 0.04;

/**
 * Draws strokes with an even, anti-aliased pen at the reader's scale: curves through the points,
 * coverage by the distance from the curve.
 * @param strokes at least one, none without points
 */
export function drawInk(
  strokes: readonly (readonly Point[])[],
  { height, penPx }: InkDrawing,
): DrawnInk {
  const box = boundingBox(strokes.flat());
  const inkHeight = height / (1 + 2 * LINE_MARGINS.vertical);
  const extent = Math.max(box.height, LEAST_HEIGHT_SHARE * box.width, 1);
  const scale = (inkHeight - penPx) / extent;
  const side = LINE_MARGINS.horizontal * inkHeight;
  const width = Math.max(8, Math.round(box.width * scale + penPx + 2 * side));
  const left = (width - box.width * scale) / 2 - box.x * scale;
  const top = (height - box.height * scale) / 2 - box.y * scale;
  const coverage = new Float32Array(width * height);
  for (const stroke of strokes) {
    const points = stroke.map(({ x, y }) => ({ x: left + x * scale, y: top + y * scale }));
    drawCurve(coverage, width, height, smoothStroke(points, 1), penPx / 2);
  }
  const data = new Uint8Array(coverage.length);
  for (let i = 0; i < data.length; i++) data[i] = Math.round(PAPER * (1 - (coverage[i] ?? 0)));
  return { image: { width, height, data }, box };
}

function drawCurve(
  coverage: Float32Array,
  width: number,
  height: number,
  points: readonly Point[],
  radius: number,
): void {
  const [first] = points;
  if (first === undefined) return;
  if (points.length === 1) drawSegment(coverage, width, height, first, first, radius * 1.3);
  for (let i = 1; i < points.length; i++) {
    const [from, to] = [points[i - 1], points[i]];
    if (from && to) drawSegment(coverage, width, height, from, to, radius);
  }
}

/** Coverage of a segment with round ends: 1 inside, falling to 0 over one pixel at the edge. */
function drawSegment(
  coverage: Float32Array,
  width: number,
  height: number,
  from: Point,
  to: Point,
  radius: number,
): void {
  const reach = radius + 1;
  const left = Math.max(0, Math.floor(Math.min(from.x, to.x) - reach));
  const right = Math.min(width - 1, Math.ceil(Math.max(from.x, to.x) + reach));
  const top = Math.max(0, Math.floor(Math.min(from.y, to.y) - reach));
  const bottom = Math.min(height - 1, Math.ceil(Math.max(from.y, to.y) + reach));
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const squared = dx * dx + dy * dy;
  for (let y = top; y <= bottom; y++) {
    for (let x = left; x <= right; x++) {
      const [px, py] = [x + 0.5 - from.x, y + 0.5 - from.y];
      const along = squared > 0 ? Math.min(1, Math.max(0, (px * dx + py * dy) / squared)) : 0;
      const away = Math.hypot(px - along * dx, py - along * dy);
      const covered = Math.min(1, Math.max(0, radius + 0.5 - away));
      const at = y * width + x;
      if (covered > (coverage[at] ?? 0)) coverage[at] = covered;
    }
  }
}
