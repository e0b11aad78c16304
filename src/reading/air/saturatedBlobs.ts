import { type Box, boundingBox, type Point } from '../geometry.ts';
import { type Chroma, isLikeSkin } from './markerColour.ts';
import type { SmallFrame } from './smallFrame.ts';

/** A patch of one strong colour, whatever it is; cells of the small frame. */
export interface SaturatedBlob extends Chroma {
  readonly center: Point;
  readonly area: number;
  readonly box: Box;
  readonly luma: number;
}

/** Chroma from which a cell is coloured, and the luma below which colour is noise. */
const COLOURED = 0.12;
const LEAST_LUMA = 35;
/** Neighbours whose chroma differs by less are of one patch. */
const SAME = 0.07;
const LEAST_CELLS = 6;
const GREATEST_SHARE = 0.02;
const LEAST_FILL = 0.35;
const GREATEST_ASPECT = 4;

/**
 * All patches of strong colours that are small and compact enough for a marker: neighbouring cells
 * of like chroma are joined (union-find), skin and grays are left out.
 */
export function findSaturatedBlobs(frame: SmallFrame): readonly SaturatedBlob[] {
  const { width, height } = frame;
  const parents = joinCells(frame);
  const members = new Map<number, number[]>();
  for (let i = 0; i < parents.length; i++) {
    if ((parents[i] ?? -1) < 0) continue;
    const root = rootOf(parents, i);
    const own = members.get(root);
    if (own === undefined) members.set(root, [i]);
    else own.push(i);
  }
  return [...members.values()]
    .filter(({ length }) => length >= LEAST_CELLS && length <= GREATEST_SHARE * width * height)
    .map((cells) => describe(cells, frame))
    .filter(({ box, area }) => {
      const [w, h] = [box.width, box.height];
      return area >= LEAST_FILL * w * h && Math.max(w, h) <= GREATEST_ASPECT * Math.min(w, h);
    });
}

/** The parent of each cell in its patch's tree; -1 for cells without colour. */
function joinCells({ width, height, u, v, luma }: SmallFrame): Int32Array {
  const parents = new Int32Array(width * height).fill(-1);
  const isSame = (a: number, b: number): boolean =>
    (parents[b] ?? -1) >= 0 &&
    Math.abs((u[a] ?? 0) - (u[b] ?? 0)) + Math.abs((v[a] ?? 0) - (v[b] ?? 0)) < SAME;
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      const chroma = { u: u[i] ?? 0, v: v[i] ?? 0 };
      if ((luma[i] ?? 0) < LEAST_LUMA) continue;
      if (chroma.u * chroma.u + chroma.v * chroma.v < COLOURED * COLOURED) continue;
      if (isLikeSkin(chroma)) continue;
      parents[i] = i;
      if (x > 0 && isSame(i, i - 1)) parents[i] = rootOf(parents, i - 1);
      if (y > 0 && isSame(i, i - width)) {
        const [a, b] = [rootOf(parents, i), rootOf(parents, i - width)];
        parents[Math.max(a, b)] = Math.min(a, b);
      }
    }
  }
  return parents;
}

function rootOf(parents: Int32Array, cell: number): number {
  let at = cell;
  while (parents[at] !== at) {
    const above = parents[parents[at] ?? at] ?? at;
    parents[at] = above;
    at = above;
  }
  return at;
}

function describe(cells: readonly number[], { width, u, v, luma }: SmallFrame): SaturatedBlob {
  const points = cells.map((cell) => ({ x: cell % width, y: Math.floor(cell / width) }));
  const box = boundingBox(points);
  // The edge is mixed with what lies behind: the stronger half of the cells shows the colour.
  const strength = (cell: number): number => Math.hypot(u[cell] ?? 0, v[cell] ?? 0);
  const strong = [...cells]
    .sort((a, b) => strength(b) - strength(a))
    .slice(0, Math.max(1, Math.ceil(cells.length / 2)));
  const mean = (plane: Float32Array): number =>
    strong.reduce((sum, cell) => sum + (plane[cell] ?? 0), 0) / strong.length;
  return {
    center: {
      x: points.reduce((sum, { x }) => sum + x, 0) / points.length + 0.5,
      y: points.reduce((sum, { y }) => sum + y, 0) / points.length + 0.5,
    },
    area: cells.length,
    box: { x: box.x, y: box.y, width: box.width + 1, height: box.height + 1 },
    u: mean(u),
    v: mean(v),
    luma: mean(luma),
  };
}
