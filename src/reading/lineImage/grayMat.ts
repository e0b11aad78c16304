import type { GrayImage } from '../image.ts';
import type { OpenCv } from './opencv.ts';

/** A Mat of OpenCV.js. */
export type Mat = InstanceType<OpenCv['Mat']>;

/** A new `CV_8UC1` Mat with the picture's pixels; the caller deletes it. */
export function matOfGray(cv: OpenCv, image: GrayImage): Mat {
  const mat = new cv.Mat(image.height, image.width, cv.CV_8UC1);
  mat.data.set(image.data);
  return mat;
}

/** A copy of a continuous `CV_8UC1` Mat's pixels. */
export function grayOfMat(mat: Mat): GrayImage {
  return { width: mat.cols, height: mat.rows, data: new Uint8Array(mat.data) };
}
