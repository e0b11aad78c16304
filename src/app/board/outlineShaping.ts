import { type Outlined, type TurnedBox, turnedBoxOf } from '../../formats/annotation/polygon.ts';
import {
  boundingBox,
  distance,
  type Point,
  quadOfBox,
  rotatedRectangle,
} from '../../reading/geometry.ts';
import { SMALLEST_SIDE } from './boxShaping.ts';
import type { SceneBox } from './scene.ts';
import type { Size } from './viewport.ts';

/** What of an outline is pulled: a point of it, the middle of an edge, or the knob that turns. */
export type Grip =
  | { readonly kind: 'point'; readonly index: number }
  /** Pulled, it becomes a new point behind this one. */
  | { readonly kind: 'edge'; readonly index: number }
  | { readonly kind: 'turn' };

/** From the edge of a box to its knob, CSS px. */
export const KNOB_DISTANCE = 26;
/** Fewer points enclose nothing. */
const FEWEST_POINTS = 3;
/** A knob pulled this near to a whole step of `SNAP_STEP` holds there, radians. */
const SNAP_STEP = Math.PI / 12;
const SNAP_REACH = Math.PI / 240;

/** A box as one that can be turned; null for polygons and what stays upright. */
export function turnable({
  box,
  staysUpright = false,
}: Pick<SceneBox, 'box' | 'staysUpright'>): TurnedBox | null {
  return staysUpright ? null : turnedBoxOf(box.polygon ?? quadOfBox(box));
}

export function isTurnable(box: Outlined): boolean {
  return turnable({ box }) !== null;
}

/** Where the knob of a turned box lies: below its lower edge. @param away px of the picture */
export function knobOf({ center, height, slope }: TurnedBox, away: number): Point {
  const reach = height / 2 + away;
  return { x: center.x - Math.sin(slope) * reach, y: center.y + Math.cos(slope) * reach };
}

function middle(a: Point, b: Point): Point {
  return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
}

/** The grips of a selected box with the places where they lie. Plain boxes have the knob alone. */
export function gripsOf(
  item: SceneBox,
  scale: number,
): readonly { readonly grip: Grip; readonly at: Point }[] {
  const turned = turnable(item);
  const { polygon } = item.box;
  const knob =
    turned === null
      ? []
      : [{ grip: { kind: 'turn' } as const, at: knobOf(turned, KNOB_DISTANCE / scale) }];
  if (polygon === undefined) return knob;
  const points = polygon.map((at, index) => ({ grip: { kind: 'point', index } as const, at }));
  if (turned !== null) return [...points, ...knob];
  const edges = polygon.map((from, index) => ({
    grip: { kind: 'edge', index } as const,
    at: middle(from, polygon[(index + 1) % polygon.length] ?? from),
  }));
  return [...points, ...edges];
}

/** The grip within `reach` px of a point; points come before the middles between them. */
export function gripAt(item: SceneBox, point: Point, reach: number, scale: number): Grip | null {
  let best: { readonly grip: Grip; readonly cost: number } | null = null;
  for (const { grip, at } of gripsOf(item, scale)) {
    const away = distance(at, point);
    const cost = away + (grip.kind === 'edge' ? reach / 2 : 0);
    if (away <= reach && (best === null || cost < best.cost)) best = { grip, cost };
  }
  return best?.grip ?? null;
}

/** The outline after a grip was pulled to a point. */
export function pulledOutline(
  item: SceneBox,
  grip: Grip,
  to: Point,
  picture: Size,
): readonly Point[] {
  const outline = item.box.polygon ?? quadOfBox(item.box);
  const turned = turnable(item);
  if (grip.kind === 'turn') return turned === null ? outline : turnedTo(turned, to);
  if (turned !== null) return cornerPulled(outline, turned, grip.index, to);
  const inside = {
    x: Math.min(picture.width, Math.max(0, to.x)),
    y: Math.min(picture.height, Math.max(0, to.y)),
  };
  const { index } = grip;
  return grip.kind === 'point'
    ? outline.with(index, inside)
    : outline.toSpliced(index + 1, 0, inside);
}

/** Turned so that its knob shows to a point; steps of 15° hold. */
function turnedTo({ center, width, height }: TurnedBox, to: Point): readonly Point[] {
  const slope = Math.atan2(center.x - to.x, to.y - center.y);
  const step = Math.round(slope / SNAP_STEP) * SNAP_STEP;
  const held = Math.abs(slope - step) < SNAP_REACH ? step : slope;
  return rotatedRectangle(center, width, height, held);
}

/** A box turned by degrees more, clockwise; null for polygons. */
export function turnedBy(box: Outlined, degrees: number): readonly Point[] | null {
  const turned = turnable({ box });
  if (turned === null) return null;
  const { center, width, height, slope } = turned;
  return rotatedRectangle(center, width, height, slope + (degrees * Math.PI) / 180);
}

/** A corner of a turned box pulled along its own sides; the one across stays. */
function cornerPulled(
  outline: readonly Point[],
  { slope }: TurnedBox,
  index: number,
  to: Point,
): readonly Point[] {
  const fixed = outline[(index + 2) % 4];
  if (fixed === undefined) return outline;
  const [cos, sin] = [Math.cos(slope), Math.sin(slope)];
  const along = (to.x - fixed.x) * cos + (to.y - fixed.y) * sin;
  const aside = (to.y - fixed.y) * cos - (to.x - fixed.x) * sin;
  const width = Math.max(SMALLEST_SIDE, Math.abs(along));
  const height = Math.max(SMALLEST_SIDE, Math.abs(aside));
  const [dx, dy] = [(Math.sign(along) || 1) * width, (Math.sign(aside) || 1) * height];
  const center = {
    x: fixed.x + (dx * cos - dy * sin) / 2,
    y: fixed.y + (dx * sin + dy * cos) / 2,
  };
  return rotatedRectangle(center, width, height, slope);
}

/** The outline without a point; null where too few would be left. */
export function withoutPoint(outline: readonly Point[], index: number): readonly Point[] | null {
  return outline.length > FEWEST_POINTS ? outline.toSpliced(index, 1) : null;
}

/** Whether a drawn outline encloses anything. */
export function isClosed(points: readonly Point[]): boolean {
  const { width, height } = boundingBox(points);
  return points.length >= FEWEST_POINTS && width > 1 && height > 1;
}

/** Whether a point lies in an outline, or within `reach` of it (even–odd rule). */
export function isOnOutline(outline: readonly Point[], point: Point, reach: number): boolean {
  let inside = false;
  for (const [index, a] of outline.entries()) {
    const b = outline[(index + 1) % outline.length] ?? a;
    if (distanceToSegment(point, a, b) <= reach) return true;
    const crosses = a.y > point.y !== b.y > point.y;
    if (crosses && point.x < ((b.x - a.x) * (point.y - a.y)) / (b.y - a.y) + a.x) inside = !inside;
  }
  return inside;
}

function distanceToSegment(point: Point, a: Point, b: Point): number {
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const length = dx * dx + dy * dy;
  const share = length === 0 ? 0 : ((point.x - a.x) * dx + (point.y - a.y) * dy) / length;
  const t = Math.min(1, Math.max(0, share));
  return distance(point, { x: a.x + t * dx, y: a.y + t * dy });
}
