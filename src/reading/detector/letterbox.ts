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
  /** Where the seen part begins in the input, px. */
  readonly contentX: number;
  readonly contentY: number;
  /** Size of the input, multiples as asked. */
  readonly width: number;
  readonly height: number;
  /** Px of the picture for one px of the input. */
  readonly scaleX: number;
  readonly scaleY: number;
}

/** Gray of the padding. */
const PADDING = 114;
const ROWS_AT_ONCE = 3;

/**
 * Plans an input in which a region with its margin has `longSide` px on its long side, padded on the
 * right and at the bottom to multiples of `multiple`.
 * @param margin padding on all sides of the region, px of the picture
 */
export function planLetterbox(
  region: Box,
  longSide: number,
  multiple: number,
  margin = 0,
): LetterboxPlan {
  const scale = longSide / (Math.max(region.width, region.height) + 2 * margin);
  const contentWidth = Math.max(1, Math.round(region.width * scale));
  const contentHeight = Math.max(1, Math.round(region.height * scale));
  const offset = Math.round(margin * scale);
  return {
    region,
    contentWidth,
    contentHeight,
    contentX: offset,
    contentY: offset,
    width: Math.ceil((contentWidth + 2 * offset) / multiple) * multiple,
    height: Math.ceil((contentHeight + 2 * offset) / multiple) * multiple,
    scaleX: region.width / contentWidth,
    scaleY: region.height / contentHeight,
  };
}

/** Resizes pictures into a detector's input; keeps its buffers and tables between pictures. */
export class Letterbox {
  #key = '';
  #columns: Resampling = resampling(1, 1);
  #rows: Resampling = resampling(1, 1);
  #rowWeights: Int32Array = new Int32Array(0);
  #redBlue = new Int32Array(0);
  #green = new Int32Array(0);
  #output = new Float32Array(0);

  /**
   * Float32 `[height, width, 3]`, RGB 0..255. The array is reused: it is valid until the next call.
   */
  fill(image: RasterImage, plan: LetterboxPlan): Float32Array {
    this.#prepare(plan);
    const pixels = wordsOf(image.data);
    const { region, contentWidth, contentHeight, contentX, contentY, width } = plan;
    for (let y = 0; y < contentHeight; y++) {
      const total = this.#sumRows(pixels, image.width, region, y);
      this.#writeRow(((contentY + y) * width + contentX) * 3, contentWidth, 1 / total);
    }
    return this.#output;
  }

  #prepare(plan: LetterboxPlan): void {
    const { region, contentWidth, contentHeight, contentX, contentY, width, height } = plan;
    const place = [contentX, contentY, contentWidth, contentHeight];
    const key = [region.width, region.height, ...place, width, height].join();
    if (key === this.#key) return;
    this.#columns = resampling(region.width, contentWidth);
    this.#rows = resampling(region.height, contentHeight);
    this.#rowWeights = wholeWeights(this.#rows);
    this.#redBlue = new Int32Array(region.width);
    this.#green = new Int32Array(region.width);
    this.#output = new Float32Array(width * height * 3).fill(PADDING);
    this.#key = key;
  }

  /**
   * Sums the picture's rows that make output row `y` into 16-bit fields, red and blue in one word:
   * two multiplications a pixel instead of three, and one load. Returns the sum of the weights.
   */
  #sumRows(pixels: Int32Array, stride: number, region: Box, y: number): number {
    const { start, first } = this.#rows;
    const weights = this.#rowWeights;
    const redBlue = this.#redBlue;
    const green = this.#green;
    const columns = region.width;
    const from = first[y] ?? 0;
    const to = first[y + 1] ?? 0;
    let total = 0;
    let row = (region.y + (start[y] ?? 0)) * stride + region.x;
    redBlue.fill(0);
    green.fill(0);
    // Three rows at a time: a frame of 720p for a live input has just so many to a row.
    for (let tap = from; tap < to; tap += ROWS_AT_ONCE, row += ROWS_AT_ONCE * stride) {
      const weightA = weights[tap] ?? 0;
      const weightB = tap + 1 < to ? (weights[tap + 1] ?? 0) : 0;
      const weightC = tap + 2 < to ? (weights[tap + 2] ?? 0) : 0;
      const rowB = weightB > 0 ? row + stride : row;
      const rowC = weightC > 0 ? row + 2 * stride : row;
      total += weightA + weightB + weightC;
      for (let x = 0; x < columns; x++) {
        const a = pixels[row + x] ?? 0;
        const b = pixels[rowB + x] ?? 0;
        const c = pixels[rowC + x] ?? 0;
        redBlue[x] =
          ((redBlue[x] ?? 0) +
            Math.imul(a & 0xff00ff, weightA) +
            Math.imul(b & 0xff00ff, weightB) +
            Math.imul(c & 0xff00ff, weightC)) |
          0;
        green[x] =
          ((green[x] ?? 0) +
            Math.imul((a >>> 8) & 0xff, weightA) +
            Math.imul((b >>> 8) & 0xff, weightB) +
            Math.imul((c >>> 8) & 0xff, weightC)) |
          0;
      }
    }
    return total;
  }

  #writeRow(offset: number, contentWidth: number, scale: number): void {
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
  }
}

/**
 * Weights of rows as whole numbers, those of an output row summing to at most 257, so that sums of
 * weighted bytes (255 · 257) still fit 16 bits. Of more than 257 rows the last are left out.
 */
function wholeWeights({ first, weights }: Resampling): Int32Array {
  const whole = new Int32Array(weights.length);
  for (let y = 0; y + 1 < first.length; y++) {
    const from = first[y] ?? 0;
    const to = Math.min(first[y + 1] ?? 0, from + 257);
    let largest = 0;
    let sum = 0;
    for (let tap = from; tap < to; tap++) {
      largest = Math.max(largest, weights[tap] ?? 0);
      sum += weights[tap] ?? 0;
    }
    const unit = Math.max(1, Math.floor((256 * largest) / sum)) / largest;
    for (let tap = from; tap < to; tap++) whole[tap] = Math.round((weights[tap] ?? 0) * unit);
  }
  return whole;
}

/**
 * RGBA bytes as little-endian words (every machine with WebAssembly is little-endian). Signed, so
 * that opaque pixels stay small integers.
 */
function wordsOf(data: Uint8ClampedArray): Int32Array {
  const aligned = data.byteOffset % 4 === 0 ? data : data.slice();
  return new Int32Array(aligned.buffer, aligned.byteOffset, aligned.length >> 2);
}
