import type { RasterImage } from '../image.ts';
import { createFrameMat } from '../lineImage/frameMat.ts';
import { type OpenCv, withMats } from '../lineImage/opencv.ts';

/** Longest side that landmarks are looked for at, px: print of forms is told apart, photos are quick. */
const LOOK_LONG_SIDE = 1400;
const MOST_CANDIDATES = 12_000;
/** The best of each cell of a grid are kept, so that a bold heading does not outdo the rest of a page. */
const GRID = 10;
const MOST_IN_CELL = 80;

/** Bytes that describe one landmark. */
export const DESCRIPTOR_BYTES = 32;

/**
 * Places of a picture that are known again in another: corners of its print, each with how it looks.
 * Plain data, so that it can be kept and cross threads.
 */
export interface Landmarks {
  /** Size of the picture, px. */
  readonly width: number;
  readonly height: number;
  /** x and y of each in turn, px of the picture. */
  readonly points: Float32Array;
  /** `DESCRIPTOR_BYTES` of each in turn. */
  readonly descriptors: Uint8Array;
}

/** Landmarks by ORB (Rublee et al. 2011): found again turned, leaning and at another size. */
export function findLandmarks(cv: OpenCv, image: RasterImage): Landmarks {
  const { width, height } = image;
  const frame = createFrameMat(cv, image);
  try {
    return withMats((keep) => {
      const gray = keep(new cv.Mat());
      cv.cvtColor(frame.rgba, gray, cv.COLOR_RGBA2GRAY);
      const scale = Math.min(1, LOOK_LONG_SIDE / Math.max(width, height));
      const size = new cv.Size(
        Math.max(1, Math.round(width * scale)),
        Math.max(1, Math.round(height * scale)),
      );
      const small = keep(new cv.Mat());
      cv.resize(gray, small, size, 0, 0, cv.INTER_AREA);
      const orb = keep(new cv.ORB(MOST_CANDIDATES));
      const found = keep(new cv.KeyPointVector());
      const looks = keep(new cv.Mat());
      orb.detectAndCompute(small, keep(new cv.Mat()), found, looks);
      const corners = Array.from({ length: looks.rows }, (_, i): Corner => {
        const { pt, response } = found.get(i);
        // Pixel centres lie at whole numbers in OpenCV's coordinates.
        return { x: (pt.x + 0.5) / size.width, y: (pt.y + 0.5) / size.height, response };
      });
      const kept = strongestOfCells(corners);
      const all: Uint8Array = looks.data;
      const descriptors = new Uint8Array(kept.length * DESCRIPTOR_BYTES);
      for (const [place, i] of kept.entries()) {
        const start = i * DESCRIPTOR_BYTES;
        descriptors.set(all.subarray(start, start + DESCRIPTOR_BYTES), place * DESCRIPTOR_BYTES);
      }
      const points = kept.flatMap((i) => {
        const { x = 0, y = 0 } = corners[i] ?? {};
        return [x * width, y * height];
      });
      return { width, height, points: Float32Array.from(points), descriptors };
    });
  } finally {
    frame.delete();
  }
}

/** A corner at shares of the picture's sides. */
interface Corner {
  readonly x: number;
  readonly y: number;
  readonly response: number;
}

/** Which corners are the strongest of their cell. */
function strongestOfCells(corners: readonly Corner[]): readonly number[] {
  const strongest = [...corners.keys()].sort(
    (a, b) => (corners[b]?.response ?? 0) - (corners[a]?.response ?? 0),
  );
  const inCells = new Uint16Array(GRID * GRID);
  return strongest.filter((i) => {
    const { x = 0, y = 0 } = corners[i] ?? {};
    const cell =
      Math.floor(Math.min(y, 0.999) * GRID) * GRID + Math.floor(Math.min(x, 0.999) * GRID);
    const count = (inCells[cell] ?? 0) + 1;
    inCells[cell] = count;
    return count <= MOST_IN_CELL;
  });
}
