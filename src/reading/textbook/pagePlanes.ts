import type { Box } from '../geometry.ts';
import { type GrayImage, type RasterImage, toGray } from '../image.ts';
import { wholeBox } from '../lineImage/grayRegion.ts';

/** A page as gray pictures: its luma and its three colours, each made when it is first needed. */
export interface PagePlanes {
  readonly gray: GrayImage;
  /** The plane in which the print within a box stands out most; luma unless a colour is far better. */
  clearest(box: Box): GrayImage;
}

/**
 * A colour must part print from ground so many times better than luma does: cameras keep colours at
 * half the resolution, and coloured light alone makes one of them stronger.
 */
const MIN_GAIN = 1.6;
/** At most so many pixels along a side tell. */
const SAMPLES = 160;

export function pagePlanes(image: RasterImage): PagePlanes {
  const gray = toGray(image);
  const colours = new Map<number, GrayImage>();
  const colour = (channel: number): GrayImage => {
    const known = colours.get(channel);
    if (known !== undefined) return known;
    const data = new Uint8Array(image.width * image.height);
    for (let i = 0, p = channel; i < data.length; i++, p += 4) data[i] = image.data[p] ?? 0;
    const plane: GrayImage = { width: image.width, height: image.height, data };
    colours.set(channel, plane);
    return plane;
  };
  return {
    gray,
    clearest(box) {
      const region = wholeBox(box, gray);
      const luma = separation(gray.data, 1, 0, gray.width, region);
      let best = MIN_GAIN * luma;
      let chosen: number | null = null;
      for (const channel of [0, 1, 2]) {
        const value = separation(image.data, 4, channel, image.width, region);
        if (value > best) {
          best = value;
          chosen = channel;
        }
      }
      return chosen === null ? gray : colour(chosen);
    },
  };
}

/** Distance between the two classes of grays that Otsu's threshold parts, weighed by their sizes. */
function separation(
  data: Uint8Array | Uint8ClampedArray,
  step: number,
  channel: number,
  width: number,
  region: Box,
): number {
  const counts = new Uint32Array(256);
  const stride = Math.max(1, Math.floor(Math.max(region.width, region.height) / SAMPLES));
  let total = 0;
  let sum = 0;
  for (let y = region.y; y < region.y + region.height; y += stride) {
    for (let x = region.x; x < region.x + region.width; x += stride) {
      const value = data[(y * width + x) * step + channel] ?? 0;
      counts[value] = (counts[value] ?? 0) + 1;
      total += 1;
      sum += value;
    }
  }
  let [below, belowSum, best] = [0, 0, 0];
  for (let value = 0; value < 255; value++) {
    below += counts[value] ?? 0;
    belowSum += value * (counts[value] ?? 0);
    const above = total - below;
    if (below === 0 || above === 0) continue;
    const gap = (sum - belowSum) / above - belowSum / below;
    best = Math.max(best, (Math.sqrt(below * above) / total) * gap);
  }
  return best;
}
