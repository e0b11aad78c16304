import { boundingBox } from '../geometry.ts';
import { evenly } from './evenPoints.ts';
import type { InkStroke } from './ink.ts';

/** Only lines this much wider than tall show their slope: in shorter ones it is letters' shape. */
const LEAST_ASPECT = 3.5;
/** Slopes below this are left, above are taken for letters' shape; radians. */
const LEAST_SLOPE = 0.035;
const GREATEST_SLOPE = 0.45;

/** A line's strokes turned level: written in the air, with nothing to hold on to, lines climb. */
export function levelStrokes(strokes: readonly InkStroke[]): readonly InkStroke[] {
  const box = boundingBox(strokes.flatMap(({ points }) => points));
  if (box.width < LEAST_ASPECT * box.height) return strokes;
  const slope = slopeOf(strokes, box.width / 200);
  if (Math.abs(slope) < LEAST_SLOPE || Math.abs(slope) > GREATEST_SLOPE) return strokes;
  const [cos, sin] = [Math.cos(slope), Math.sin(slope)];
  return strokes.map((stroke) => ({
    ...stroke,
    points: stroke.points.map(({ x, y, timeMs }) => ({
      x: x * cos + y * sin,
      y: y * cos - x * sin,
      timeMs,
    })),
  }));
}

/** Slope of the straight line with the least squared distance from the ink, radians. */
function slopeOf(strokes: readonly InkStroke[], step: number): number {
  const points = strokes.flatMap((stroke) => evenly(stroke.points, step));
  const meanX = points.reduce((sum, { x }) => sum + x, 0) / points.length;
  const meanY = points.reduce((sum, { y }) => sum + y, 0) / points.length;
  let [xx, xy] = [0, 0];
  for (const { x, y } of points) {
    xx += (x - meanX) ** 2;
    xy += (x - meanX) * (y - meanY);
  }
  return xx > 0 ? Math.atan2(xy, xx) : 0;
}
