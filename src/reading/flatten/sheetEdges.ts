import { mapQuad, type Point, type Quad } from '../geometry.ts';
import type { RasterImage } from '../image.ts';
import { createFrameMat } from '../lineImage/frameMat.ts';
import type { Mat } from '../lineImage/grayMat.ts';
import { type OpenCv, withMats } from '../lineImage/opencv.ts';

/** Longer side that edges are looked for at, px: print is gone, the sheet's own edge is not. */
const LOOK_LONG_SIDE = 480;
/** A sheet fills at least this share of the picture. */
const LEAST_SHARE = 0.15;
/** One that fills more than this is the picture itself: there is nothing to flatten. */
const WHOLE_SHARE = 0.97;
/** Share of each side that must lie on an edge of the picture's own, or on its frame. */
const LEAST_SUPPORT = 0.45;
/** Corners are sought by ever coarser outlines, in shares of the outline's length. */
const COARSENESS = [0.015, 0.025, 0.04, 0.06, 0.09];
/** So far from a side an edge still counts as its own, px of the small picture. */
const NEAR_PX = 3;

interface Candidate {
  readonly quad: Quad;
  readonly score: number;
}

/**
 * The corners of the sheet of paper in a picture, px of it, top left first as it lies.
 * @returns null where no sheet stands out against what it lies on, or it fills the picture
 */
export function sheetEdges(cv: OpenCv, image: RasterImage): Quad | null {
  const frame = createFrameMat(cv, image);
  try {
    return withMats((keep) => {
      const scale = Math.min(1, LOOK_LONG_SIDE / Math.max(image.width, image.height));
      const size = new cv.Size(
        Math.max(1, Math.round(image.width * scale)),
        Math.max(1, Math.round(image.height * scale)),
      );
      const small = keep(new cv.Mat());
      cv.resize(frame.rgba, small, size, 0, 0, cv.INTER_AREA);
      const rgb = keep(new cv.Mat());
      cv.cvtColor(small, rgb, cv.COLOR_RGBA2RGB);
      // Closing over dark strokes leaves the sheet without its writing.
      const element = keep(cv.Mat.ones(9, 9, cv.CV_8U));
      const blank = keep(new cv.Mat());
      cv.morphologyEx(rgb, blank, cv.MORPH_CLOSE, element);
      const smooth = keep(new cv.Mat());
      cv.GaussianBlur(blank, smooth, new cv.Size(5, 5), 0);
      const planes = [channelOf(cv, smooth, 'light', keep), channelOf(cv, smooth, 'colour', keep)];
      const edges = keep(new cv.Mat(size.height, size.width, cv.CV_8UC1, new cv.Scalar(0)));
      for (const plane of planes) addEdges(cv, plane, edges);
      const found = planes
        .flatMap((plane) => masksOf(cv, plane, keep))
        .concat(closedEdges(cv, edges, keep))
        .flatMap((mask) => candidatesOf(cv, mask, edges));
      const best = found.reduce<Candidate | null>(
        (first, one) => (first === null || one.score > first.score ? one : first),
        null,
      );
      return best && mapQuad(best.quad, ({ x, y }) => ({ x: x / scale, y: y / scale }));
    });
  } finally {
    frame.delete();
  }
}

type Keep = <T extends { delete(): void }>(mat: T) => T;

/** Lightness, or how colourful: paper on a table of its own lightness differs in the second. */
function channelOf(cv: OpenCv, rgb: Mat, which: 'light' | 'colour', keep: Keep): Mat {
  const hsv = keep(new cv.Mat());
  cv.cvtColor(rgb, hsv, cv.COLOR_RGB2HSV);
  const planes = keep(new cv.MatVector());
  cv.split(hsv, planes);
  return keep(planes.get(which === 'light' ? 2 : 1));
}

/** Adds the edges of a plane, at thresholds that its own spread of edges gives. */
function addEdges(cv: OpenCv, plane: Mat, into: Mat): void {
  withMats((keep) => {
    const binary = keep(new cv.Mat());
    const otsu = cv.threshold(plane, binary, 0, 255, cv.THRESH_BINARY | cv.THRESH_OTSU);
    const edges = keep(new cv.Mat());
    cv.Canny(plane, edges, Math.max(10, otsu * 0.2), Math.max(25, otsu * 0.5));
    cv.bitwise_or(into, edges, into);
  });
}

function masksOf(cv: OpenCv, plane: Mat, keep: Keep): readonly Mat[] {
  return [cv.THRESH_BINARY, cv.THRESH_BINARY_INV].map((side) => {
    const mask = keep(new cv.Mat());
    cv.threshold(plane, mask, 0, 255, side | cv.THRESH_OTSU);
    return mask;
  });
}

/** Edges with their small gaps closed, so that a sheet's outline is one. */
function closedEdges(cv: OpenCv, edges: Mat, keep: Keep): Mat {
  const closed = keep(new cv.Mat());
  const element = keep(cv.Mat.ones(7, 7, cv.CV_8U));
  cv.morphologyEx(edges, closed, cv.MORPH_CLOSE, element);
  return closed;
}

function candidatesOf(cv: OpenCv, mask: Mat, edges: Mat): readonly Candidate[] {
  return withMats((keep) => {
    const outlines = keep(new cv.MatVector());
    const hierarchy = keep(new cv.Mat());
    cv.findContours(mask, outlines, hierarchy, cv.RETR_EXTERNAL, cv.CHAIN_APPROX_SIMPLE);
    const area = mask.cols * mask.rows;
    const found: Candidate[] = [];
    for (let i = 0; i < outlines.size(); i++) {
      const outline = keep(outlines.get(i));
      const hull = keep(new cv.Mat());
      cv.convexHull(outline, hull);
      const share = cv.contourArea(hull) / area;
      if (share < LEAST_SHARE) continue;
      const quad = quadOfHull(cv, hull);
      if (quad === null) continue;
      const quadShare = areaOf(quad) / area;
      if (quadShare > WHOLE_SHARE) continue;
      const support = supportOf(quad, edges);
      // An outline that is no quad fills less of the one drawn around it.
      const fit = Math.min(share / quadShare, quadShare / share);
      if (support >= LEAST_SUPPORT)
        found.push({ quad, score: support * fit * Math.sqrt(quadShare) });
    }
    return found;
  });
}

/** The hull with four corners, by as little coarseness as gives that many; null where none does. */
function quadOfHull(cv: OpenCv, hull: Mat): Quad | null {
  const length = cv.arcLength(hull, true);
  for (const share of COARSENESS) {
    const points = withMats((keep) => {
      const coarse = keep(new cv.Mat());
      cv.approxPolyDP(hull, coarse, share * length, true);
      return Array.from({ length: coarse.rows }, (_, i) => ({
        x: coarse.data32S[2 * i] ?? 0,
        y: coarse.data32S[2 * i + 1] ?? 0,
      }));
    });
    if (points.length < 4) return null;
    if (points.length === 4) return cornersInOrder(points);
  }
  return null;
}

/** Corners clockwise from the one nearest to the picture's top left. */
export function cornersInOrder(points: readonly Point[]): Quad | null {
  const middle = {
    x: points.reduce((sum, { x }) => sum + x, 0) / points.length,
    y: points.reduce((sum, { y }) => sum + y, 0) / points.length,
  };
  const angle = ({ x, y }: Point): number => Math.atan2(y - middle.y, x - middle.x);
  const round = [...points].sort((a, b) => angle(a) - angle(b));
  const first = round.reduce((best, point, i) => {
    const known = round[best];
    return known && point.x + point.y < known.x + known.y ? i : best;
  }, 0);
  const [a, b, c, d] = [0, 1, 2, 3].map((i) => round[(first + i) % round.length]);
  return a && b && c && d ? [a, b, c, d] : null;
}

function areaOf(quad: Quad): number {
  const sum = quad.reduce((total, { x, y }, i) => {
    const next = quad[(i + 1) % 4] ?? { x, y };
    return total + x * next.y - next.x * y;
  }, 0);
  return Math.abs(sum) / 2;
}

/** The least share of a side that lies on edges, or on the frame of the picture, 0..1. */
function supportOf(quad: Quad, edges: Mat): number {
  const { cols, rows, data } = edges;
  const isEdge = (x: number, y: number): boolean => {
    if (x < NEAR_PX || y < NEAR_PX || x >= cols - NEAR_PX || y >= rows - NEAR_PX) return true;
    for (let dy = -NEAR_PX; dy <= NEAR_PX; dy++) {
      for (let dx = -NEAR_PX; dx <= NEAR_PX; dx++) {
        if ((data[(y + dy) * cols + x + dx] ?? 0) > 0) return true;
      }
    }
    return false;
  };
  const shares = quad.map((from, i) => {
    const to = quad[(i + 1) % 4] ?? from;
    const steps = Math.max(1, Math.round(Math.hypot(to.x - from.x, to.y - from.y)));
    let hits = 0;
    for (let step = 0; step < steps; step++) {
      const part = (step + 0.5) / steps;
      const x = Math.round(from.x + (to.x - from.x) * part);
      const y = Math.round(from.y + (to.y - from.y) * part);
      if (isEdge(x, y)) hits += 1;
    }
    return hits / steps;
  });
  return Math.min(...shares);
}
