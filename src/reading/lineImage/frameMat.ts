import type { RasterImage } from '../image.ts';
import type { Mat } from './grayMat.ts';
import { keepMat, type OpenCv } from './opencv.ts';

/** A picture handed to OpenCV once, for all the lines that are cut out of it. */
export interface FrameMat {
  readonly cv: OpenCv;
  /** `CV_8UC4`, RGBA. */
  readonly rgba: Mat;
  readonly width: number;
  readonly height: number;
  delete(): void;
}

/** Copies a picture into OpenCV's memory. The caller calls `delete()` when all lines are cut out. */
export function createFrameMat(cv: OpenCv, image: RasterImage): FrameMat {
  const { mat: rgba, release } = keepMat(new cv.Mat(image.height, image.width, cv.CV_8UC4));
  rgba.data.set(image.data);
  return { cv, rgba, width: image.width, height: image.height, delete: release };
}
