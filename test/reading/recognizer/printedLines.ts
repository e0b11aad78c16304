import { createCanvas } from '@napi-rs/canvas';
import { type PictureFont, pictureFont } from '../../../src/cli/pictures/fonts.ts';
import { type GrayImage, toGray } from '../../../src/reading/image.ts';

/** A crop of one printed line with the margins of a rectified one. */
export function drawLine(
  text: string,
  {
    font = 'Libre Baskerville',
    height = 48,
    ink = '#181818',
    paper = '#f6f4ee',
  }: { font?: PictureFont; height?: number; ink?: string; paper?: string } = {},
): GrayImage {
  const style = `${Math.round(height * 0.62)}px "${pictureFont(font)}"`;
  const probe = createCanvas(8, 8).getContext('2d');
  probe.font = style;
  const width = Math.ceil(probe.measureText(text).width) + height;
  const context = createCanvas(width, height).getContext('2d');
  context.fillStyle = paper;
  context.fillRect(0, 0, width, height);
  context.fillStyle = ink;
  context.font = style;
  context.fillText(text, height / 2, height * 0.7);
  return toGray(context.getImageData(0, 0, width, height));
}
