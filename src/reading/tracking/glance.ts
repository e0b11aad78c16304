import type { Box } from '../geometry.ts';
import type { GrayImage, RasterImage } from '../image.ts';
import { type Similarity, STANDSTILL } from './paperMotion.ts';

/** Width of a glance, px: enough to tell lines apart, small enough to be compared every frame. */
export const GLANCE_WIDTH = 192;

/** A frame at a glance: gray, `GLANCE_WIDTH` px wide, each px a mean over its part of the frame. */
export function glanceOf({ width, height, data }: RasterImage): GrayImage {
  const columns = Math.min(GLANCE_WIDTH, width);
  const rows = Math.max(1, Math.round((height * columns) / width));
  const gray = new Uint8Array(columns * rows);
  // Every second px each way says as much about the mean.
  for (let row = 0; row < rows; row++) {
    const top = Math.floor((row * height) / rows);
    const bottom = Math.max(top + 1, Math.floor(((row + 1) * height) / rows));
    for (let column = 0; column < columns; column++) {
      const left = Math.floor((column * width) / columns);
      const right = Math.max(left + 1, Math.floor(((column + 1) * width) / columns));
      let sum = 0;
      let count = 0;
      for (let y = top; y < bottom; y += 2) {
        for (let x = left; x < right; x += 2) {
          const p = (y * width + x) * 4;
          sum += 77 * (data[p] ?? 0) + 150 * (data[p + 1] ?? 0) + 29 * (data[p + 2] ?? 0);
          count += 256;
        }
      }
      gray[row * columns + column] = sum / count;
    }
  }
  return { width: columns, height: rows, data: gray };
}

interface Level {
  readonly width: number;
  readonly height: number;
  readonly data: Float32Array;
  /** px of this level in one px of the frame. */
  readonly scale: number;
}

/** A glance that others are compared with. */
export interface GlanceTemplate {
  /** Finest first. */
  readonly levels: readonly Level[];
  /** Places that count, px of the frame. */
  readonly regions: readonly Box[];
}

const LEVELS = 3;
/** Coarser levels than this many show too little to tell turn and growth: they are only shifted. */
const TURNING_LEVELS = 2;
const MOST_STEPS = 8;
/** A step smaller than this moves nothing that can be seen, px of the level. */
const SMALL_STEP = 0.01;
/** Likeness (normalised correlation) from which two glances are of the same paper. */
const SAME_PAPER = 0.6;

/**
 * Prepares a glance for being followed where its lines are.
 * @param frameWidth width of the frame that it was made of, px
 */
export function glanceTemplate(
  glance: GrayImage,
  frameWidth: number,
  lines: readonly Box[],
): GlanceTemplate {
  const regions = lines.map(({ x, y, width, height }) => ({
    ...{ x: x - height, y: y - height / 2 },
    ...{ width: width + 2 * height, height: 2 * height },
  }));
  return { levels: levelsOf(glance, frameWidth), regions };
}

/**
 * How the paper moved between a glance and a later one, by inverse compositional alignment (Baker
 * and Matthews 2004) of what lies around the lines, from coarse to fine; light may change meanwhile.
 * @param starts motions to begin from; the best end counts
 * @returns the motion in px of the frame; null where the paper is not found again
 */
export function followGlance(
  template: GlanceTemplate,
  later: GrayImage,
  frameWidth: number,
  starts: readonly Similarity[] = [STANDSTILL],
): Similarity | null {
  const levels = levelsOf(later, frameWidth);
  let best: { readonly motion: Similarity; readonly likeness: number } | null = null;
  for (const start of starts) {
    let motion = start;
    let likeness = 0;
    for (let i = template.levels.length - 1; i >= 0; i--) {
      const [from, to] = [template.levels[i], levels[i]];
      if (from && to) {
        const turns = i < TURNING_LEVELS;
        ({ motion, likeness } = align(from, to, template.regions, motion, turns));
      }
    }
    if (best === null || likeness > best.likeness) best = { motion, likeness };
  }
  return best !== null && best.likeness >= SAME_PAPER ? best.motion : null;
}

function levelsOf({ width, height, data }: GrayImage, frameWidth: number): readonly Level[] {
  const levels: Level[] = [
    { width, height, data: Float32Array.from(data), scale: width / frameWidth },
  ];
  while (levels.length < LEVELS) {
    const finer = levels.at(-1);
    if (finer === undefined || finer.width < 32 || finer.height < 16) break;
    levels.push(halved(finer));
  }
  return levels;
}

function halved(level: Level): Level {
  const width = level.width >> 1;
  const height = level.height >> 1;
  const data = new Float32Array(width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = 2 * y * level.width + 2 * x;
      const below = at + level.width;
      data[y * width + x] =
        ((level.data[at] ?? 0) +
          (level.data[at + 1] ?? 0) +
          (level.data[below] ?? 0) +
          (level.data[below + 1] ?? 0)) /
        4;
    }
  }
  return { width, height, data, scale: level.scale / 2 };
}

/** Unknowns of a step: growth, turn, shift in x and y, and how much lighter it is. */
const UNKNOWNS = 5;

function align(
  from: Level,
  to: Level,
  regions: readonly Box[],
  start: Similarity,
  turns: boolean,
): { readonly motion: Similarity; readonly likeness: number } {
  const places = placesIn(from, regions);
  const count = places.length;
  const reach = Math.max(from.width, from.height) / 2;
  const [middleX, middleY] = [from.width / 2, from.height / 2];
  const slopes = new Float32Array(count * UNKNOWNS);
  const normal = new Float64Array(UNKNOWNS * UNKNOWNS);
  places.forEach((at, i) => {
    const gx = ((from.data[at + 1] ?? 0) - (from.data[at - 1] ?? 0)) / 2;
    const gy = ((from.data[at + from.width] ?? 0) - (from.data[at - from.width] ?? 0)) / 2;
    const x = ((at % from.width) - middleX) / reach;
    const y = (Math.floor(at / from.width) - middleY) / reach;
    const row = [turns ? gx * x + gy * y : 0, turns ? gy * x - gx * y : 0, gx, gy, 1];
    row.forEach((value, k) => {
      slopes[i * UNKNOWNS + k] = value;
      for (let l = 0; l < UNKNOWNS; l++) {
        normal[k * UNKNOWNS + l] = (normal[k * UNKNOWNS + l] ?? 0) + value * (row[l] ?? 0);
      }
    });
  });
  if (!turns) normal[0] = normal[UNKNOWNS + 1] = 1;
  // Motions of the level are about its middle; `a` and `b` are the same at every scale.
  let { a, b } = start;
  let dx = start.dx * from.scale;
  let dy = start.dy * from.scale;
  let likeness = 0;
  for (let step = 0; step < MOST_STEPS; step++) {
    const right = new Float64Array(UNKNOWNS);
    let [n, st, si, stt, sii, sti] = [0, 0, 0, 0, 0, 0];
    for (let i = 0; i < count; i++) {
      const at = places[i] ?? 0;
      const px = at % from.width;
      const py = Math.floor(at / from.width);
      const value = sample(to, a * px - b * py + dx, b * px + a * py + dy);
      if (Number.isNaN(value)) continue;
      const before = from.data[at] ?? 0;
      n += 1;
      st += before;
      si += value;
      stt += before * before;
      sii += value * value;
      sti += before * value;
      const error = value - before;
      for (let k = 0; k < UNKNOWNS; k++) {
        right[k] = (right[k] ?? 0) + error * (slopes[i * UNKNOWNS + k] ?? 0);
      }
    }
    if (n < count / 2 || n < 12) return { motion: start, likeness: 0 };
    const spread = Math.sqrt((stt - (st * st) / n) * (sii - (si * si) / n));
    likeness = spread > 0 ? (sti - (st * si) / n) / spread : 0;
    const change = solve(normal, right);
    if (change === null) break;
    const [grow = 0, turn = 0, shiftX = 0, shiftY = 0] = change;
    // The template was moved by the change: the frame moves by its inverse.
    const ga = 1 + grow / reach;
    const gb = turn / reach;
    const tx = shiftX + middleX - (ga * middleX - gb * middleY);
    const ty = shiftY + middleY - (gb * middleX + ga * middleY);
    const size = ga * ga + gb * gb;
    const [ia, ib] = [ga / size, -gb / size];
    const ix = -(ia * tx - ib * ty);
    const iy = -(ib * tx + ia * ty);
    const [oldA, oldB] = [a, b];
    a = oldA * ia - oldB * ib;
    b = oldA * ib + oldB * ia;
    dx += oldA * ix - oldB * iy;
    dy += oldB * ix + oldA * iy;
    if (Math.hypot(shiftX, shiftY) + Math.abs(grow) + Math.abs(turn) < SMALL_STEP) break;
  }
  return { motion: { a, b, dx: dx / from.scale, dy: dy / from.scale }, likeness };
}

/** Px of a level that lie in the regions, those at its very edge left out. */
function placesIn(level: Level, regions: readonly Box[]): readonly number[] {
  const inside = new Uint8Array(level.width * level.height);
  for (const { x, y, width, height } of regions) {
    const left = Math.max(1, Math.floor(x * level.scale));
    const right = Math.min(level.width - 1, Math.ceil((x + width) * level.scale));
    const top = Math.max(1, Math.floor(y * level.scale));
    const bottom = Math.min(level.height - 1, Math.ceil((y + height) * level.scale));
    for (let row = top; row < bottom; row++) {
      if (right > left) inside.fill(1, row * level.width + left, row * level.width + right);
    }
  }
  const places: number[] = [];
  for (let i = 0; i < inside.length; i++) if (inside[i] === 1) places.push(i);
  return places;
}

/** The value between four px; NaN outside of the picture. */
function sample({ width, height, data }: Level, x: number, y: number): number {
  const left = Math.floor(x);
  const top = Math.floor(y);
  if (left < 0 || top < 0 || left >= width - 1 || top >= height - 1) return Number.NaN;
  const u = x - left;
  const v = y - top;
  const at = top * width + left;
  const upper = (data[at] ?? 0) * (1 - u) + (data[at + 1] ?? 0) * u;
  const lower = (data[at + width] ?? 0) * (1 - u) + (data[at + width + 1] ?? 0) * u;
  return upper * (1 - v) + lower * v;
}

/** Solves a small symmetric system by elimination; null where it has no one answer. */
function solve(normal: Float64Array, right: Float64Array): Float64Array | null {
  const n = UNKNOWNS;
  const m = Float64Array.from(normal);
  const x = Float64Array.from(right);
  for (let i = 0; i < n; i++) {
    let pivot = i;
    for (let r = i + 1; r < n; r++) {
      if (Math.abs(m[r * n + i] ?? 0) > Math.abs(m[pivot * n + i] ?? 0)) pivot = r;
    }
    if (Math.abs(m[pivot * n + i] ?? 0) < 1e-9) return null;
    if (pivot !== i) {
      for (let c = 0; c < n; c++) {
        const held = m[i * n + c] ?? 0;
        m[i * n + c] = m[pivot * n + c] ?? 0;
        m[pivot * n + c] = held;
      }
      const held = x[i] ?? 0;
      x[i] = x[pivot] ?? 0;
      x[pivot] = held;
    }
    for (let r = i + 1; r < n; r++) {
      const factor = (m[r * n + i] ?? 0) / (m[i * n + i] ?? 1);
      for (let c = i; c < n; c++) m[r * n + c] = (m[r * n + c] ?? 0) - factor * (m[i * n + c] ?? 0);
      x[r] = (x[r] ?? 0) - factor * (x[i] ?? 0);
    }
  }
  for (let i = n - 1; i >= 0; i--) {
    let sum = x[i] ?? 0;
    for (let c = i + 1; c < n; c++) sum -= (m[i * n + c] ?? 0) * (x[c] ?? 0);
    x[i] = sum / (m[i * n + i] ?? 1);
  }
  return x;
}
