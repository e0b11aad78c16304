import { closeSync, openSync, writeSync } from 'node:fs';
import type { RasterImage } from '../../src/reading/image.ts';

/**
 * Writes pictures as an uncompressed y4m video for Chromium's fake camera: limited-range BT.601
 * samples, 4:2:0. Sizes must be even.
 */
export function writeCameraVideo(
  path: string,
  frames: Iterable<RasterImage>,
  size: { readonly width: number; readonly height: number },
  framesPerSecond: number,
): void {
  const file = openSync(path, 'w');
  try {
    const { width, height } = size;
    writeSync(file, `YUV4MPEG2 W${width} H${height} F${framesPerSecond}:1 Ip A1:1 C420jpeg\n`);
    for (const frame of frames) {
      writeSync(file, 'FRAME\n');
      writeSync(file, planesOf(frame));
    }
  } finally {
    closeSync(file);
  }
}

function planesOf({ width, height, data }: RasterImage): Uint8Array {
  const luma = width * height;
  const planes = new Uint8Array(luma * 1.5);
  const sample = (x: number, y: number, channel: number): number =>
    data[(y * width + x) * 4 + channel] ?? 0;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      planes[y * width + x] =
        16 + 0.257 * sample(x, y, 0) + 0.504 * sample(x, y, 1) + 0.098 * sample(x, y, 2);
    }
  }
  for (let y = 0; y < height / 2; y++) {
    for (let x = 0; x < width / 2; x++) {
      const mean = (channel: number): number =>
        (sample(2 * x, 2 * y, channel) +
          sample(2 * x + 1, 2 * y, channel) +
          sample(2 * x, 2 * y + 1, channel) +
          sample(2 * x + 1, 2 * y + 1, channel)) /
        4;
      const [red, green, blue] = [mean(0), mean(1), mean(2)];
      const at = luma + (y * width) / 2 + x;
      planes[at] = 128 - 0.148 * red - 0.291 * green + 0.439 * blue;
      planes[at + luma / 4] = 128 + 0.439 * red - 0.368 * green - 0.071 * blue;
    }
  }
  return planes;
}
