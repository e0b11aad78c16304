import { boundingBox, distance, type Point } from '../../../src/reading/geometry.ts';
import type { InkPoint } from '../../../src/reading/strokes/ink.ts';
import { smoothStroke } from '../../../src/reading/strokes/smoothStroke.ts';
import type { Random } from './random.ts';

/** How the pen leaves the paper that is not there. */
export type PenUp = 'hide' | 'none';

export interface PenMotionOptions {
  readonly penUp: PenUp;
  /** Of the picture, px. */
  readonly width: number;
  readonly height: number;
  /** Share of the picture's width or height that the word fills; default letters of one size. */
  readonly fill?: number;
  /** Writing speed in heights of the picture per second; curves are slower, straights faster. */
  readonly speed: number;
}

/** A hand that writes: where the pen is at any time, and whether it can be seen. */
export interface PenMotion {
  readonly durationMs: number;
  /** What the pen writes, without the tremor: strokes as long as it can be seen. */
  readonly strokes: readonly (readonly InkPoint[])[];
  /** As the writer sees the picture, px; null while the pen is hidden. */
  at(timeMs: number): Point | null;
  /** Where the hand is, also while the pen is hidden. */
  handAt(timeMs: number): Point;
}

/** Letters this tall fill this share of the picture's height, if the word is not too long. */
const UNITS = 64;
const LETTER_SHARE = 0.2;
const GREATEST_WIDTH = 0.72;
const GREATEST_HEIGHT = 0.6;
/** Travel is faster than writing. */
const TRAVEL_SPEED = 2.2;
const LEAST_HIDDEN_MS = 240;
const REST_MS = 350;
/** The two-thirds power law: speed falls with the third root of the curvature (Lacquaniti 1983). */
const POWER = 1 / 3;

interface Knot extends Point {
  readonly timeMs: number;
  readonly visible: boolean;
}

/** Sets strokes into the picture and writes them with a hand's changing speed and a slight tremor. */
export function createPenMotion(
  strokes: readonly (readonly Point[])[],
  options: PenMotionOptions,
  random: Random,
): PenMotion {
  const placed = place(strokes, options, random);
  const knots: Knot[] = [];
  let timeMs = options.penUp === 'hide' ? 500 : 0;
  const speed = (options.speed * options.height) / 1000;
  for (const [i, stroke] of placed.entries()) {
    const first = stroke[0];
    const before = knots.at(-1);
    if (first === undefined) continue;
    if (before !== undefined) {
      const travelMs = distance(before, first) / (TRAVEL_SPEED * speed);
      const isHidden = options.penUp === 'hide';
      if (isHidden) knots.push({ ...before, timeMs: timeMs + 1, visible: false });
      timeMs += isHidden ? Math.max(LEAST_HIDDEN_MS, travelMs) : Math.max(1, travelMs);
      if (isHidden) knots.push({ ...first, timeMs: timeMs - 1, visible: false });
    }
    if (i === 0 && options.penUp === 'none') {
      knots.push({ ...first, timeMs, visible: true });
      timeMs += REST_MS;
    }
    for (const knot of writeStroke(stroke, timeMs, speed, options.height)) {
      knots.push(knot);
      timeMs = knot.timeMs;
    }
  }
  const last = knots.at(-1);
  if (last !== undefined && options.penUp === 'none') {
    timeMs += REST_MS;
    knots.push({ ...last, timeMs });
  }
  const tremor = createTremor(timeMs + 1000, (0.8 * options.height) / 720, random);
  const placeAt = (time: number): { readonly point: Point; readonly visible: boolean } => {
    const { point, visible } = interpolate(knots, time);
    const shake = tremor(time);
    return { point: { x: point.x + shake.x, y: point.y + shake.y }, visible };
  };
  return {
    durationMs: timeMs + (options.penUp === 'hide' ? 500 : 0),
    strokes: visibleStrokes(knots),
    at(time) {
      const { point, visible } = placeAt(time);
      return visible ? point : null;
    },
    handAt: (time) => placeAt(time).point,
  };
}

function visibleStrokes(knots: readonly Knot[]): readonly (readonly InkPoint[])[] {
  const strokes: InkPoint[][] = [[]];
  for (const { x, y, timeMs, visible } of knots) {
    if (visible) strokes.at(-1)?.push({ x, y, timeMs });
    else strokes.push([]);
  }
  return strokes.filter(({ length }) => length > 0);
}

function place(
  strokes: readonly (readonly Point[])[],
  { width, height, fill }: PenMotionOptions,
  random: Random,
): readonly (readonly Point[])[] {
  const box = boundingBox(strokes.flat());
  const letters = LETTER_SHARE * random.between(0.85, 1.15);
  const scale = Math.min(
    fill === undefined ? (letters * height) / UNITS : Infinity,
    ((fill ?? GREATEST_WIDTH) * width) / Math.max(1, box.width),
    ((fill ?? GREATEST_HEIGHT) * height) / Math.max(1, box.height),
  );
  const free = { x: width - box.width * scale, y: height - box.height * scale };
  const left = free.x * random.between(0.35, 0.65) - box.x * scale;
  const top = free.y * random.between(0.3, 0.6) - box.y * scale;
  return strokes.map((stroke) =>
    smoothStroke(
      stroke.map(({ x, y }) => ({ x: left + x * scale, y: top + y * scale })),
      height / 360,
    ),
  );
}

function writeStroke(
  points: readonly Point[],
  startMs: number,
  speed: number,
  height: number,
): readonly Knot[] {
  let timeMs = startMs;
  return points.map((point, i) => {
    const before = points[i - 1];
    if (before !== undefined) {
      const bend = curvatureAt(points, i) * 0.05 * height;
      const factor = Math.min(1.4, Math.max(0.45, (bend + 0.2) ** -POWER));
      timeMs += distance(before, point) / (speed * factor);
    } else {
      timeMs += 1;
    }
    return { ...point, timeMs, visible: true };
  });
}

/** Turn per length around a point, 1/px. */
function curvatureAt(points: readonly Point[], i: number): number {
  const [a, b, c] = [points[Math.max(0, i - 4)], points[i], points[i + 4] ?? points.at(-1)];
  if (!a || !b || !c) return 0;
  const [first, second] = [distance(a, b), distance(b, c)];
  if (first === 0 || second === 0) return 0;
  const cross = (b.x - a.x) * (c.y - b.y) - (b.y - a.y) * (c.x - b.x);
  const dot = (b.x - a.x) * (c.x - b.x) + (b.y - a.y) * (c.y - b.y);
  return Math.abs(Math.atan2(cross, dot)) / ((first + second) / 2);
}

function interpolate(knots: readonly Knot[], timeMs: number) {
  let [low, high] = [0, knots.length - 1];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((knots[middle]?.timeMs ?? 0) <= timeMs) low = middle;
    else high = middle;
  }
  const [from, to] = [knots[low], knots[high]];
  if (from === undefined || to === undefined) return { point: { x: 0, y: 0 }, visible: false };
  if (timeMs <= from.timeMs)
    return { point: from, visible: timeMs === from.timeMs && from.visible };
  if (timeMs > to.timeMs) return { point: to, visible: false };
  const share = (timeMs - from.timeMs) / Math.max(1e-6, to.timeMs - from.timeMs);
  return {
    point: { x: from.x + share * (to.x - from.x), y: from.y + share * (to.y - from.y) },
    visible: from.visible && to.visible,
  };
}

/** A slow random shake of the given deviation, px. */
function createTremor(durationMs: number, deviation: number, random: Random) {
  const stepMs = 60;
  const walk: Point[] = [];
  let [x, y] = [0, 0];
  for (let t = 0; t <= durationMs + 2 * stepMs; t += stepMs) {
    x = 0.75 * x + 0.66 * deviation * random.normal();
    y = 0.75 * y + 0.66 * deviation * random.normal();
    walk.push({ x, y });
  }
  return (timeMs: number): Point => {
    const at = Math.max(0, timeMs / stepMs);
    const [from, to] = [walk[Math.floor(at)], walk[Math.floor(at) + 1]];
    if (from === undefined || to === undefined) return { x: 0, y: 0 };
    const share = at - Math.floor(at);
    return { x: from.x + share * (to.x - from.x), y: from.y + share * (to.y - from.y) };
  };
}
