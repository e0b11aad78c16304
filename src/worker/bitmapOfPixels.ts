import type { RasterImage } from '../reading/image.ts';

export function bitmapOfPixels({ data, width, height }: RasterImage): Promise<ImageBitmap> {
  return createImageBitmap(new ImageData(new Uint8ClampedArray(data), width, height));
}
