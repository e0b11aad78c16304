import type { RasterImage } from '../image.ts';
import type { Mat } from '../lineImage/grayMat.ts';
import { keepMat, type OpenCv, withMats } from '../lineImage/opencv.ts';
import { BLACK } from './markerColour.ts';

/** A frame made smaller for looking at all of it: chroma and luma of each cell. */
export interface SmallFrame {
  readonly width: number;
  readonly height: number;
  /** Side of a cell, px of the frame. */
  readonly cell: number;
  readonly u: Float32Array;
  readonly v: Float32Array;
  readonly luma: Float32Array;
}

/** Makes frames smaller, by area; keeps its memory from frame to frame. */
export interface FrameShrinker {
  /** The result is overwritten by the next call. */
  shrink(frame: RasterImage): SmallFrame;
  dispose(): void;
}

/** @param longSide about how many cells the longer side of a frame becomes */
export function createFrameShrinker(cv: OpenCv, longSide: number): FrameShrinker {
  let full: { readonly mat: Mat; release(): void } | null = null;
  let small: SmallFrame | null = null;

  function prepare(frame: RasterImage): { readonly rgba: Mat; readonly cells: SmallFrame } {
    if (full === null || full.mat.cols !== frame.width || full.mat.rows !== frame.height) {
      full?.release();
      full = keepMat(new cv.Mat(frame.height, frame.width, cv.CV_8UC4));
      const cell = Math.max(1, Math.round(Math.max(frame.width, frame.height) / longSide));
      const width = Math.max(1, Math.floor(frame.width / cell));
      const height = Math.max(1, Math.floor(frame.height / cell));
      const plane = () => new Float32Array(width * height);
      small = { width, height, cell, u: plane(), v: plane(), luma: plane() };
    }
    if (small === null) throw new Error('unreachable: set with the Mat');
    return { rgba: full.mat, cells: small };
  }

  return {
    shrink(frame) {
      const { rgba, cells } = prepare(frame);
      rgba.data.set(frame.data);
      return withMats((keep) => {
        const { width, height, cell } = cells;
        const whole = keep(rgba.roi(new cv.Rect(0, 0, width * cell, height * cell)));
        const reduced = keep(new cv.Mat());
        cv.resize(whole, reduced, new cv.Size(width, height), 0, 0, cv.INTER_AREA);
        fillCells(cells, reduced.data);
        return cells;
      });
    },
    dispose() {
      full?.release();
      full = null;
      small = null;
    },
  };
}

function fillCells({ u, v, luma }: SmallFrame, rgba: Uint8Array): void {
  for (let i = 0, p = 0; i < u.length; i++, p += 4) {
    const red = rgba[p] ?? 0;
    const green = rgba[p + 1] ?? 0;
    const blue = rgba[p + 2] ?? 0;
    const sum = red + green + blue + BLACK;
    u[i] = (red - green) / sum;
    v[i] = (2 * blue - red - green) / (2 * sum);
    luma[i] = 0.299 * red + 0.587 * green + 0.114 * blue;
  }
}
