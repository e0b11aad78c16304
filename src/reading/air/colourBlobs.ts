import type { Box, Point } from '../geometry.ts';
import { type OpenCv, withMats } from '../lineImage/opencv.ts';
import {
  type Chroma,
  chromaStrength,
  createColourDistance,
  type MarkerColour,
} from './markerColour.ts';
import type { SmallFrame } from './smallFrame.ts';

/** A patch of one colour; `u` and `v` are the mean chroma of its stronger half. */
export interface ColourBlob extends Chroma {
  /** Centre, cells. */
  readonly center: Point;
  /** Cells. */
  readonly area: number;
  readonly box: Box;
}

/** Cells within this many deviations have the colour (squared). */
const MEMBER = 9;
/** Brightness may differ from the learnt one by these factors: shade, light, reflexes. */
const DARKEST = 0.35;
const BRIGHTEST = 2.2;
/** Blobs are at least this many cells, at most this share of the picture, this well filled. */
const LEAST_CELLS = 3;
const GREATEST_SHARE = 0.02;
const LEAST_FILL = 0.3;

/**
 * 255 where a cell has the colour, else 0.
 * @returns how many cells have it
 */
export function colourMask(frame: SmallFrame, colour: MarkerColour, into: Uint8Array): number {
  const { u, v, luma } = frame;
  const distance = createColourDistance(colour);
  const [least, most] = [DARKEST * colour.luma, Math.max(80, BRIGHTEST * colour.luma)];
  let count = 0;
  for (let i = 0; i < into.length; i++) {
    const light = luma[i] ?? 0;
    const isMember = light >= least && light <= most && distance(u[i] ?? 0, v[i] ?? 0) < MEMBER;
    into[i] = isMember ? 255 : 0;
    if (isMember) count += 1;
  }
  return count;
}

/** The patches of a frame's mask that may be a marker: neither specks, nor clothes, nor lattices. */
export function findBlobs(cv: OpenCv, mask: Uint8Array, frame: SmallFrame): readonly ColourBlob[] {
  const { width, height } = frame;
  return withMats((keep) => {
    const binary = keep(new cv.Mat(height, width, cv.CV_8UC1));
    binary.data.set(mask);
    const labels = keep(new cv.Mat());
    const stats = keep(new cv.Mat());
    const centroids = keep(new cv.Mat());
    const count = cv.connectedComponentsWithStats(binary, labels, stats, centroids, 8, cv.CV_32S);
    const blobs: ColourBlob[] = [];
    const [measures, centers] = [stats.data32S, centroids.data64F];
    for (let label = 1; label < count; label++) {
      const [x = 0, y = 0, w = 0, h = 0, area = 0] = measures.subarray(label * 5, label * 5 + 5);
      if (area < LEAST_CELLS || area > GREATEST_SHARE * width * height) continue;
      if (area < LEAST_FILL * w * h) continue;
      const box = { x, y, width: w, height: h };
      blobs.push({
        center: { x: centers[2 * label] ?? 0, y: centers[2 * label + 1] ?? 0 },
        area,
        box,
        ...strongChroma(mask, frame, box),
      });
    }
    return blobs;
  });
}

/** Mean chroma of the mask's cells in a box; the edge is mixed with what lies behind and left out. */
function strongChroma(mask: Uint8Array, { width, u, v }: SmallFrame, box: Box): Chroma {
  const cells: Chroma[] = [];
  for (let y = box.y; y < box.y + box.height; y++) {
    for (let x = box.x; x < box.x + box.width; x++) {
      const i = y * width + x;
      if (mask[i] !== 0) cells.push({ u: u[i] ?? 0, v: v[i] ?? 0 });
    }
  }
  cells.sort((a, b) => chromaStrength(b) - chromaStrength(a));
  const strong = cells.slice(0, Math.ceil(cells.length / 2));
  const mean = (of: (cell: Chroma) => number): number =>
    strong.reduce((sum, cell) => sum + of(cell), 0) / Math.max(1, strong.length);
  return { u: mean((cell) => cell.u), v: mean((cell) => cell.v) };
}
