import type { GrayImage, RasterImage } from '../image.ts';
import { orderStatistic } from './histogram.ts';

const SAMPLES = 4096;
/** Luma is kept while ink stands out this clearly, grays. */
const CLEAR_CONTRAST = 60;
/** Another projection must be this many times better: it carries more of the camera's noise. */
const WORTH_CHANGING = 1.5;

type Projection = 'luma' | 'least' | 'greatest';

/**
 * A crop's gray in which its ink stands out best: luma (ITU-R BT.601) as a rule; where that hardly
 * shows the ink, the least of the three channels (yellow or light blue on white paper) or the
 * greatest (coloured chalk on a board).
 */
export function inkGray(crop: RasterImage): GrayImage {
  const { width, height, data } = crop;
  const gray = new Uint8Array(width * height);
  const projection = chooseProjection(data);
  for (let i = 0, p = 0; i < gray.length; i++, p += 4) {
    const red = data[p] ?? 0;
    const green = data[p + 1] ?? 0;
    const blue = data[p + 2] ?? 0;
    gray[i] =
      projection === 'luma'
        ? (red * 4899 + green * 9617 + blue * 1868 + 8192) >> 14
        : projection === 'least'
          ? Math.min(red, green, blue)
          : Math.max(red, green, blue);
  }
  return { width, height, data: gray };
}

function chooseProjection(rgba: Uint8ClampedArray | Uint8Array): Projection {
  const luma = new Uint32Array(256);
  const least = new Uint32Array(256);
  const greatest = new Uint32Array(256);
  const step = 4 * Math.max(1, Math.floor(rgba.length / 4 / SAMPLES));
  for (let p = 0; p < rgba.length; p += step) {
    const red = rgba[p] ?? 0;
    const green = rgba[p + 1] ?? 0;
    const blue = rgba[p + 2] ?? 0;
    count(luma, (red * 4899 + green * 9617 + blue * 1868 + 8192) >> 14);
    count(least, Math.min(red, green, blue));
    count(greatest, Math.max(red, green, blue));
  }
  const lumaContrast = Math.max(below(luma), above(luma));
  if (lumaContrast >= CLEAR_CONTRAST) return 'luma';
  const darkInk = below(least);
  const lightInk = above(greatest);
  if (Math.max(darkInk, lightInk) < WORTH_CHANGING * lumaContrast) return 'luma';
  return darkInk >= lightInk ? 'least' : 'greatest';
}

function count(counts: Uint32Array, value: number): void {
  counts[value] = (counts[value] ?? 0) + 1;
}

/** How far the darkest hundredths lie below the median. */
function below(counts: Uint32Array): number {
  return orderStatistic(counts, 0.5) - orderStatistic(counts, 0.02);
}

/** How far the lightest hundredths lie above the median. */
function above(counts: Uint32Array): number {
  return orderStatistic(counts, 0.98) - orderStatistic(counts, 0.5);
}
