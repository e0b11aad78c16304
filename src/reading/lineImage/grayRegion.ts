import type { Box } from '../geometry.ts';
import type { GrayImage } from '../image.ts';
import type { OpenCv } from './opencv.ts';

/** A box with whole px that lies inside the picture and holds at least one. */
export function wholeBox(box: Box, { width, height }: GrayImage): Box {
  const x = Math.min(Math.max(Math.floor(box.x), 0), width - 1);
  const y = Math.min(Math.max(Math.floor(box.y), 0), height - 1);
  const right = Math.min(Math.max(Math.ceil(box.x + box.width), x + 1), width);
  const bottom = Math.min(Math.max(Math.ceil(box.y + box.height), y + 1), height);
  return { x, y, width: right - x, height: bottom - y };
}

/** A copy of the pixels under a box, uint8; the caller deletes the Mat. */
export function matOfRegion(
  cv: OpenCv,
  image: GrayImage,
  region: Box,
): InstanceType<OpenCv['Mat']> {
  const { x, y, width, height } = wholeBox(region, image);
  const mat = new cv.Mat(height, width, cv.CV_8UC1);
  const pixels = mat.data;
  for (let row = 0; row < height; row++) {
    const start = (y + row) * image.width + x;
    pixels.set(image.data.subarray(start, start + width), row * width);
  }
  return mat;
}
