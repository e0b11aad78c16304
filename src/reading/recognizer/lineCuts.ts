import type { GrayImage } from '../image.ts';
import { inkSpan } from '../lineImage/lineMargins.ts';
import type { OpenCv } from '../lineImage/opencv.ts';
import { tightenLine } from '../lineImage/tighten.ts';
import type { LineGraph } from './lineGraph.ts';
import type { PlacedLine } from './longLine.ts';

/** A placed line and the crop that it was made of. */
export interface PreparedLine extends PlacedLine {
  readonly crop: GrayImage;
}

/** A crop as the graph takes it, and where its ink lies between the crop's own edges. */
export function prepareLine(
  cv: OpenCv,
  crop: GrayImage,
  net: LineGraph,
  tighten: boolean,
): PreparedLine {
  if (!tighten) {
    const normalised = net.normalise(cv, crop);
    const { width, height, before, after } = normalised;
    const { left, right } = inkSpan(width - before - after, height);
    return { crop, normalised, left: before + left, right: before + right, start: 0, end: 1 };
  }
  const { image, left, right, start, end } = tightenLine(cv, crop);
  const normalised = net.normalise(cv, image);
  const { width, before, after } = normalised;
  const scale = (width - before - after) / image.width;
  const place = (x: number): number => before + x * scale;
  return { crop: image, normalised, left: place(left), right: place(right), start, end };
}

/** A crop without a share of its rows at the top, and the same at the bottom. */
export function middleOf({ width, height, data }: GrayImage, share: number): GrayImage {
  const cut = Math.round(share * height);
  const rows = height - 2 * cut;
  return { width, height: rows, data: data.subarray(cut * width, (cut + rows) * width) };
}

/** A crop with its outermost columns repeated, by a share of the height on either side. */
export function aside({ width, height, data }: GrayImage, share: number): GrayImage {
  const added = Math.max(1, Math.round(share * height));
  const wider = width + 2 * added;
  const moved = new Uint8Array(wider * height);
  for (let y = 0; y < height; y++) {
    const row = data.subarray(y * width, (y + 1) * width);
    const to = y * wider;
    moved.fill(row[0] ?? 0, to, to + added);
    moved.set(row, to + added);
    moved.fill(row[width - 1] ?? 0, to + added + width, to + wider);
  }
  return { width: wider, height, data: moved };
}
