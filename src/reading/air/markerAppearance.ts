import type { Point } from '../geometry.ts';
import type { ColourBlob } from './colourBlobs.ts';
import type { SmallFrame } from './smallFrame.ts';

/**
 * Remembers how the marker looked on its own, cell by cell, to find it again where it passes before
 * something of its own colour: there it is no patch by itself, but its shading is still its own.
 */
export interface MarkerAppearance {
  /** @param mask of the cells that have the colour */
  remember(frame: SmallFrame, mask: Uint8Array, marker: ColourBlob): void;
  /**
   * @param near where the marker should be, cells
   * @param reach cells
   * @returns its centre, cells; null where nothing looks like it
   */
  find(frame: SmallFrame, near: Point, reach: number): Point | null;
}

/** Deviations that noise makes in a cell: of chroma, and of luma as a share of it. */
const CHROMA_NOISE = 0.025;
const LUMA_NOISE = 0.06;
/** Mean squared deviation of all cells up to which a place looks like the marker. */
const ALIKE = 2.5;
/** A single cell counts at most this much: a highlight, an edge. */
const GREATEST_DEVIATION = 9;
/** What being as far from the expected place as it may be adds to the deviation. */
const DISTANCE_WEIGHT = 1;

/** Fewer cells than this may be found anywhere. */
const LEAST_CELLS = 6;

interface Cell {
  /** From the centre's cell. */
  readonly x: number;
  readonly y: number;
  readonly u: number;
  readonly v: number;
  readonly luma: number;
}

export function createMarkerAppearance(): MarkerAppearance {
  let cells: readonly Cell[] = [];
  /** Of the centre from the middle of its cell. */
  let offset: Point = { x: 0, y: 0 };

  function deviationAt(frame: SmallFrame, x: number, y: number, most: number): number {
    const bound = most * cells.length;
    let sum = 0;
    for (const cell of cells) {
      const [column, row] = [x + cell.x, y + cell.y];
      if (column < 0 || row < 0 || column >= frame.width || row >= frame.height) return Infinity;
      const i = row * frame.width + column;
      const [du, dv] = [(frame.u[i] ?? 0) - cell.u, (frame.v[i] ?? 0) - cell.v];
      const light = ((frame.luma[i] ?? 0) - cell.luma) / Math.max(1, cell.luma);
      const deviation = (du * du + dv * dv) / CHROMA_NOISE ** 2 + (light / LUMA_NOISE) ** 2;
      sum += Math.min(GREATEST_DEVIATION, deviation);
      if (sum > bound) return Infinity;
    }
    return sum / cells.length;
  }

  return {
    remember({ width, u, v, luma }, mask, { box, center }) {
      const [middleX, middleY] = [Math.round(center.x), Math.round(center.y)];
      offset = { x: center.x - middleX, y: center.y - middleY };
      const seen: Cell[] = [];
      // The edge is mixed with what lies behind.
      for (let y = box.y + 1; y < box.y + box.height - 1; y++) {
        for (let x = box.x + 1; x < box.x + box.width - 1; x++) {
          const i = y * width + x;
          if ([i, i - 1, i + 1, i - width, i + width].some((near) => mask[near] === 0)) continue;
          const own = { u: u[i] ?? 0, v: v[i] ?? 0, luma: luma[i] ?? 0 };
          seen.push({ x: x - middleX, y: y - middleY, ...own });
        }
      }
      cells = seen;
    },
    find(frame, near, reach) {
      if (cells.length < LEAST_CELLS) return null;
      let best: Point | null = null;
      let least = ALIKE + DISTANCE_WEIGHT;
      const [left, top] = [Math.ceil(near.x - reach), Math.ceil(near.y - reach)];
      for (let y = top; y <= near.y + reach; y++) {
        for (let x = left; x <= near.x + reach; x++) {
          const away = ((x - near.x) ** 2 + (y - near.y) ** 2) / reach ** 2;
          if (away > 1) continue;
          const far = DISTANCE_WEIGHT * away;
          const cost = deviationAt(frame, x, y, Math.min(ALIKE, least - far)) + far;
          if (cost < least) {
            best = { x: x + offset.x, y: y + offset.y };
            least = cost;
          }
        }
      }
      return best;
    },
  };
}
