import { distance } from '../geometry.ts';
import type { InkShape } from './inkShape.ts';

/** What is known of a stroke when its line is looked for. */
export interface Surroundings {
  readonly size: number;
  /** The strokes written just before and after it; `after` is null while it is the newest. */
  readonly before: InkShape | null;
  readonly after: InkShape | null;
}

/** What a stroke's line can be told from, by name; lengths in sizes of the writing. */
export const LINE_FEATURES = [
  'width',
  'height',
  'way',
  'straightness',
  'is mark',
  'pause',
  'jump along',
  'jump down',
  'jump after along',
  'jump after down',
  'is new',
  'holds the one before',
  'holds the one after',
  'strokes since',
  'strokes',
  'has letters',
  'middle',
  'middle off',
  'base',
  'crest',
  'top',
  'bottom',
  'overlap',
  'band',
  'lead in middle',
  'nearest',
  'lead in nearest',
  'above ink',
  'below ink',
  'gap',
  'behind',
  'ahead',
] as const;

/** No distance says more than this many sizes. */
const FARTHEST = 6;
/** What a line's ink is worth to a stroke falls by half at this distance beside it, in sizes. */
const NEAR = 1.5;
/** Ink this little beside a stroke is above or below it, in sizes. */
const OVER = 0.2;
/** Of strokes farther beside than this, all points count the same; in sizes. */
const BESIDE = 1.5;

/** A line as a stroke sees it: where its ink lies around there. */
export interface LineSeen {
  readonly shapes: readonly InkShape[];
  /** Middle of the stroke below the line's middle, sizes. */
  readonly middle: number;
  readonly nearest: number;
  readonly values: readonly number[];
}

/** A line as it lies around a stroke, which is not one of its own. */
export function seeLine(shape: InkShape, shapes: readonly InkShape[], size: number): LineSeen {
  const { x, y, width, height } = shape.box;
  const [right, bottom] = [x + width, y + height];
  const [middleX, middleY] = [x + width / 2, y + height / 2];
  let [weights, sum] = [0, 0];
  let [letterWeights, base, crest, top, low] = [0, 0, 0, 0, 0];
  let [nearest, above, below] = [FARTHEST, FARTHEST, FARTHEST];
  let [gap, behind, ahead] = [FARTHEST, FARTHEST, FARTHEST];
  const hasLetters = shapes.some(({ isMark }) => !isMark);
  for (const other of shapes) {
    const otherRight = other.box.x + other.box.width;
    const away = Math.max(0, other.box.x - right, x - otherRight) / size;
    gap = Math.min(gap, away);
    if (other.box.x + other.box.width / 2 < middleX)
      behind = Math.min(behind, (x - otherRight) / size);
    else ahead = Math.min(ahead, (other.box.x - right) / size);
    if (away > BESIDE) {
      const weight = other.points.length * worth(away);
      weights += weight;
      sum += weight * other.middle;
    } else {
      for (const point of other.points) {
        const beside = Math.max(0, x - point.x, point.x - right) / size;
        const weight = worth(beside);
        weights += weight;
        sum += weight * point.y;
        if (beside >= OVER) continue;
        if (point.y > middleY) above = Math.min(above, (point.y - bottom) / size);
        else below = Math.min(below, (y - point.y) / size);
      }
    }
    if (other.isMark && hasLetters) continue;
    const weight = other.points.length * worth(away);
    letterWeights += weight;
    base += weight * other.base;
    crest += weight * other.crest;
    top += weight * other.box.y;
    low += weight * (other.box.y + other.box.height);
  }
  if (gap < BESIDE) nearest = nearestInk(shape, shapes, size);
  const [lineTop, lineLow] = [top / letterWeights, low / letterWeights];
  const overlap = Math.min(bottom, lineLow) - Math.max(y, lineTop);
  const middle = (middleY - sum / weights) / size;
  return {
    ...{ shapes, middle, nearest },
    values: [
      Math.log1p(shapes.length),
      hasLetters ? 1 : 0,
      clipped(middle),
      clipped(Math.abs(middle)),
      clipped((shape.base - base / letterWeights) / size),
      clipped((shape.crest - crest / letterWeights) / size),
      clipped((y - lineTop) / size),
      clipped((bottom - lineLow) / size),
      clipped(overlap / Math.max(0.1 * size, Math.min(height, lineLow - lineTop)), 2),
      clipped((lineLow - lineTop) / size),
      above,
      below,
      gap,
      clipped(behind),
      clipped(ahead),
    ].map((value) => (Number.isFinite(value) ? value : 0)),
  };
}

/** What ink that far beside a stroke says of the line's place there. */
function worth(beside: number): number {
  const share = beside / NEAR;
  return 1 / (1 + share * share * share * share);
}

/** What speaks for a stroke standing in one of several lines; null: for its beginning one. */
export function lineFeatures(
  shape: InkShape,
  seen: readonly LineSeen[],
  choice: LineSeen | null,
  { size, before, after }: Surroundings,
): readonly number[] {
  const nearestLine = choice ?? closest(seen);
  const others = seen.filter((line) => line !== nearestLine);
  const least = (of: (line: LineSeen) => number): number => Math.min(FARTHEST, ...others.map(of));
  const off = Math.abs(nearestLine?.middle ?? FARTHEST);
  const near = nearestLine?.nearest ?? FARTHEST;
  const newest = nearestLine?.shapes.reduce(
    (order, other) => (other.order < shape.order ? Math.max(order, other.order) : order),
    -1,
  );
  const holds = (other: InkShape | null): number =>
    other !== null && nearestLine?.shapes.includes(other) ? 1 : 0;
  const [strokes = 0, hasLetters = 0, ...place] = nearestLine?.values ?? [];
  const [middle = 0, middleOff = 0, base = 0, crest = 0, top = 0, bottom = 0] = place;
  const [overlap = 0, band = 0, above = 0, below = 0, gap = 0, behind = 0, ahead = 0] =
    place.slice(6);
  return [
    ...own(shape, size),
    ...way(before, shape, size),
    ...way(shape, after, size).slice(1),
    choice === null ? 1 : 0,
    holds(before),
    holds(after),
    Math.log1p(shape.order - 1 - (newest ?? -1)),
    strokes,
    hasLetters,
    ...[middle, middleOff, base, crest, top, bottom, overlap, band],
    clipped(least((line) => Math.abs(line.middle)) - off),
    near,
    clipped(least((line) => line.nearest) - near),
    ...[above, below, gap, behind, ahead],
  ];
}

function own({ box, points, isMark }: InkShape, size: number): readonly number[] {
  let length = 0;
  for (let i = 1; i < points.length; i++) {
    const [a, b] = [points[i - 1], points[i]];
    if (a && b) length += distance(a, b);
  }
  const [first, last] = [points[0], points.at(-1)];
  const chord = first && last ? distance(first, last) : 0;
  return [
    clipped(box.width / size),
    clipped(box.height / size),
    Math.log1p(length / size),
    length > 0 ? chord / length : 1,
    isMark ? 1 : 0,
  ];
}

/** The pen's way above the paper: how long it took, and where it led. */
function way(from: InkShape | null, to: InkShape | null, size: number): readonly number[] {
  const [end, start] = [from?.stroke.points.at(-1), to?.stroke.points[0]];
  if (!end || !start) return [0, 0, 0];
  const pauseMs = Math.max(0, start.timeMs - end.timeMs);
  const [along, down] = [(start.x - end.x) / size, (start.y - end.y) / size];
  return [Math.log1p(pauseMs / 200), clipped(along), clipped(down)];
}

function nearestInk(shape: InkShape, shapes: readonly InkShape[], size: number): number {
  let nearest = (FARTHEST * size) ** 2;
  for (const other of shapes) {
    if (boxGap(shape, other) >= nearest) continue;
    for (const a of shape.points) {
      for (const b of other.points) {
        const dx = a.x - b.x;
        const dy = a.y - b.y;
        if (dx * dx + dy * dy < nearest) nearest = dx * dx + dy * dy;
      }
    }
  }
  return Math.sqrt(nearest) / size;
}

/** Squared distance of two strokes' boxes. */
function boxGap({ box: a }: InkShape, { box: b }: InkShape): number {
  const dx = Math.max(0, b.x - a.x - a.width, a.x - b.x - b.width);
  const dy = Math.max(0, b.y - a.y - a.height, a.y - b.y - b.height);
  return dx * dx + dy * dy;
}

function closest(seen: readonly LineSeen[]): LineSeen | null {
  let best: LineSeen | null = null;
  for (const line of seen) {
    if (best === null || Math.abs(line.middle) < Math.abs(best.middle)) best = line;
  }
  return best;
}

function clipped(value: number, farthest = FARTHEST): number {
  return Math.max(-farthest, Math.min(farthest, value));
}
