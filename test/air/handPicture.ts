import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createCanvas, loadImage } from '@napi-rs/canvas';
import type { RasterImage } from '../../src/reading/image.ts';

/** Where the package of the hand graphs lies. */
export const HUMAN_PACKAGE = join(import.meta.dirname, '../../node_modules/@vladmandic/human');

/**
 * A drawn hand that can be held up anywhere: part of a picture of a person that the package carries
 * for its own warm-up.
 * @returns draws a frame with the palm's middle at a place, the hand turned clockwise, radians
 */
export async function loadHandPicture(frame: {
  readonly width: number;
  readonly height: number;
}): Promise<(x: number, y: number, turn: number) => RasterImage> {
  const samples = readFileSync(join(HUMAN_PACKAGE, 'src/sample.ts'), 'utf8');
  const [, body = ''] = /export const body = `([^`]*)`/.exec(samples) ?? [];
  const person = await loadImage(Buffer.from(body.replace(/^.*base64,/s, ''), 'base64'));
  return (x, y, turn) => {
    const canvas = createCanvas(frame.width, frame.height);
    const pen = canvas.getContext('2d');
    pen.fillStyle = '#d8d8d8';
    pen.fillRect(0, 0, frame.width, frame.height);
    pen.translate(x, y);
    pen.rotate(Math.PI + turn);
    pen.scale(2, 2);
    // The fingers point down in the picture.
    pen.drawImage(person, 780, 420, 260, 260, -130, -130, 260, 260);
    return { ...frame, data: pen.getImageData(0, 0, frame.width, frame.height).data };
  };
}
