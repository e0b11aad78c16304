import { createCanvas } from '@napi-rs/canvas';
import type { Point } from '../../reading/geometry.ts';
import type { RasterImage } from '../../reading/image.ts';

/** Pictures of a marker that is led in a circle, and where it is in the first as the writer sees it. */
export interface PenFrames {
  readonly frames: readonly RasterImage[];
  readonly start: Point;
}

const MARKER = '#1f9d48';
/** Of the picture's height. */
const RADIUS = 0.019;
const CIRCLE = 0.18;
const CLUTTER = 60;

/** A green marker goes round in a circle before a cluttered wall; on some frames it is hidden. */
export function drawPenFrames(
  { width, height }: { readonly width: number; readonly height: number },
  count: number,
  hiddenEvery: number,
): PenFrames {
  const wall = drawWall(width, height);
  const placeAt = (index: number): Point => {
    const turn = (2 * Math.PI * index) / count;
    const reach = CIRCLE * height;
    return { x: width / 2 + reach * Math.cos(turn), y: height / 2 + reach * Math.sin(turn) };
  };
  const frames = Array.from({ length: count }, (_, index) => {
    const canvas = createCanvas(width, height);
    const context = canvas.getContext('2d');
    context.drawImage(wall, 0, 0);
    if (index % hiddenEvery !== hiddenEvery - 1) {
      const { x, y } = placeAt(index);
      context.fillStyle = MARKER;
      context.beginPath();
      context.arc(x, y, RADIUS * height, 0, 2 * Math.PI);
      context.fill();
    }
    return { width, height, data: context.getImageData(0, 0, width, height).data };
  });
  const first = placeAt(0);
  return { frames, start: { x: width - first.x, y: first.y } };
}

/** Things of many colours, none of them green, on gray. */
function drawWall(width: number, height: number) {
  const canvas = createCanvas(width, height);
  const context = canvas.getContext('2d');
  context.fillStyle = '#a8a6a2';
  context.fillRect(0, 0, width, height);
  for (let i = 0; i < CLUTTER; i++) {
    context.fillStyle = `hsl(${(200 + ((i * 47) % 230)) % 360} ${20 + ((i * 13) % 60)}% ${30 + ((i * 29) % 40)}%)`;
    const size = height * (0.03 + 0.002 * ((i * 31) % 50));
    context.fillRect((i * 0.618 * width) % width, (i * 0.377 * height) % height, size, 0.7 * size);
  }
  return canvas;
}
