import { createCanvas } from '@napi-rs/canvas';
import type { RasterImage } from '../../reading/image.ts';

/** A picture as the bytes of a PNG file. */
export function encodePng({ width, height, data }: RasterImage): Buffer {
  const canvas = createCanvas(width, height);
  const context = canvas.getContext('2d');
  const pixels = context.createImageData(width, height);
  pixels.data.set(data);
  context.putImageData(pixels, 0, 0);
  return canvas.toBuffer('image/png');
}

/** The same as a data URL, for handing pictures to a page. */
export function pngDataUrl(image: RasterImage): string {
  return `data:image/png;base64,${encodePng(image).toString('base64')}`;
}
