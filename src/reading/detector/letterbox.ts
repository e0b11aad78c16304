import type { Box } from '../geometry.ts';
import type { RasterImage } from '../image.ts';
import { type Resampling, resampling } from './resampling.ts';

/** How a picture, or a part of it, lies in a detector's input. */
export interface LetterboxPlan {
  /** Part of the picture that is seen, whole px of the picture. */
  readonly region: Box;
  /** Size of the seen part in the input, px. */
  readonly contentWidth: number;
  readonly contentHeight: number;
  /** Size of the input, multiples as asked. */
  readonly width: number;
  readonly height: number;
  /** Px of the picture for one px of the input. */
  readonly scaleX: number;
  readonly scaleY: number;
}

/** Gray of the padding. */
const PADDING = 114;

/**
 * Plans an input whose content has `longSide` px on its long side, at the top left, padded on the
 * right and at the bottom to multiples of `multiple`.
 */
export function planLetterbox(region: Box, longSide: number, multiple: number): LetterboxPlan {
  const scale = longSide / Math.max(region.width, region.height);
  const contentWidth = Math.max(1, Math.round(region.width * scale));
  const contentHeight = Math.max(1, Math.round(region.height * scale));
  return {
    region,
    contentWidth,
    contentHeight,
    width: Math.ceil(contentWidth / multiple) * multiple,
    height: Math.ceil(contentHeight / multiple) * multiple,
    scaleX: region.width / contentWidth,
    scaleY: region.height / contentHeight,
  };
}

/** Resizes pictures into a detector's input; keeps its buffers and tables between pictures. */
export class Letterbox {
  #key = '';
  #columns: Resampling = resampling(1, 1);
  #rows: Resampling = resampling(1, 1);
  #redBlue = new Int32Array(0);
  #green = new Int32Array(0);
  #output = new Float32Array(0);

  /**
   * Float32 `[height, width, 3]`, RGB 0..255. The array is reused: it is valid until the next call.
   */
  fill(image: RasterImage, plan: LetterboxPlan): Float32Array {
    this.#prepare(plan);
    const pixels = wordsOf(image.data);
    const { region, contentWidth, contentHeight, width } = plan;
    const output = this.#output;
    for (let y = 0; y < contentHeight; y++) {
      const total = this.#sumRows(pixels, image.width, region, y);
      const end = this.#writeRow(y * width * 3, contentWidth, 1 / total);
      output.fill(PADDING, end, (y + 1) * width * 3);
    }
    return output;
  }

  #prepare(plan: LetterboxPlan): void {
    const { region, contentWidth, contentHeight, width, height } = plan;
    const key = [region.width, region.height, contentWidth, contentHeight, width, height].join();
    if (key === this.#key) return;
    this.#columns = resampling(region.width, contentWidth);
    this.#rows = resampling(region.height, contentHeight);
    this.#redBlue = new Int32Array(region.width);
    this.#green = new Int32Array(region.width);
    this.#output = new Float32Array(width * height * 3).fill(PADDING);
    this.#key = key;
  }

  /**
   * Sums the picture's rows that make output row `y` into 16-bit fields, red and blue in one word:
   * two multiplications a pixel instead of three, and one load. Row weights become whole numbers
   * of which all sum to at most 257, so that 255 * 257 still fits 16 bits. Returns their sum.
   */
  #sumRows(pixels: Uint32Array, stride: number, region: Box, y: number): number {
    const { start, first, weights } = this.#rows;
    const redBlue = this.#redBlue;
    const green = this.#green;
    const columns = region.width;
    const from = first[y] ?? 0;
    // More rows than that cannot be told apart in eight bits; the rest is left out.
    const to = Math.min(first[y + 1] ?? 0, from + 257);
    let largest = 0;
    for (let tap = from; tap < to; tap++) largest = Math.max(largest, weights[tap] ?? 0);
    let left = 0;
    for (let tap = from; tap < to; tap++) left += weights[tap] ?? 0;
    const unit = Math.max(1, Math.floor((256 * largest) / left)) / largest;
    let total = 0;
    let sourceRow = region.y + (start[y] ?? 0);
    for (let tap = from; tap < to; tap++, sourceRow++) {
      const weight = Math.round((weights[tap] ?? 0) * unit);
      const row = sourceRow * stride + region.x;
      if (tap === from) {
        for (let x = 0; x < columns; x++) {
          const pixel = pixels[row + x] ?? 0;
          redBlue[x] = Math.imul(pixel & 0xff00ff, weight);
          green[x] = ((pixel >>> 8) & 0xff) * weight;
        }
      } else if (weight > 0) {
        for (let x = 0; x < columns; x++) {
          const pixel = pixels[row + x] ?? 0;
          redBlue[x] = ((redBlue[x] ?? 0) + Math.imul(pixel & 0xff00ff, weight)) | 0;
          green[x] = ((green[x] ?? 0) + ((pixel >>> 8) & 0xff) * weight) | 0;
        }
      }
      total += weight;
    }
    return total;
  }

  #writeRow(offset: number, contentWidth: number, scale: number): number {
    const { start, first, weights } = this.#columns;
    const redBlue = this.#redBlue;
    const green = this.#green;
    const output = this.#output;
    let at = offset;
    for (let x = 0; x < contentWidth; x++) {
      let red = 0;
      let blue = 0;
      let greenSum = 0;
      let column = start[x] ?? 0;
      const to = first[x + 1] ?? 0;
      for (let tap = first[x] ?? 0; tap < to; tap++, column++) {
        const weight = weights[tap] ?? 0;
        const pair = redBlue[column] ?? 0;
        red += (pair & 0xffff) * weight;
        blue += (pair >>> 16) * weight;
        greenSum += (green[column] ?? 0) * weight;
      }
      output[at] = red * scale;
      output[at + 1] = greenSum * scale;
      output[at + 2] = blue * scale;
      at += 3;
    }
    return at;
  }
}

/** RGBA bytes as little-endian words (every machine with WebAssembly is little-endian). */
function wordsOf(data: Uint8ClampedArray): Uint32Array {
  const aligned = data.byteOffset % 4 === 0 ? data : data.slice();
  return new Uint32Array(aligned.buffer, aligned.byteOffset, aligned.length >> 2);
}
