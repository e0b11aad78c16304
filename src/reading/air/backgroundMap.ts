import type { Box } from '../geometry.ts';

/**
 * Remembers where the marker's colour lies still: a poster, a shirt. Cells that keep the colour for
 * about a second are background until they have been without it for as long.
 */
export interface BackgroundMap {
  /** Takes the cells of the background out of a mask. */
  remove(mask: Uint8Array, width: number, height: number): void;
  /**
   * Learns from the frame whose mask was last given to `remove`.
   * @param marker cells of the marker, which are not learnt
   */
  learn(marker: Box | null): void;
  /** Whether a cell is background. */
  holds(x: number, y: number): boolean;
}

/** Share of each frame in what is remembered. */
const GAIN = 0.05;
const HELD = 0.5;

export function createBackgroundMap(): BackgroundMap {
  let width = 0;
  let kept = new Float32Array();
  let whole = new Uint8Array();
  return {
    remove(mask, maskWidth, maskHeight) {
      if (kept.length !== maskWidth * maskHeight) {
        width = maskWidth;
        kept = new Float32Array(maskWidth * maskHeight);
        whole = new Uint8Array(maskWidth * maskHeight);
      }
      whole.set(mask);
      for (let i = 0; i < mask.length; i++) if ((kept[i] ?? 0) > HELD) mask[i] = 0;
    },
    learn(marker) {
      for (let i = 0; i < kept.length; i++) {
        const before = kept[i] ?? 0;
        const has = (whole[i] ?? 0) > 0 ? 1 : 0;
        if (before === 0 && has === 0) continue;
        if (marker !== null && has === 1 && isInside(marker, i % width, Math.floor(i / width))) {
          continue;
        }
        const next = before + GAIN * (has - before);
        kept[i] = next < 0.01 ? 0 : next;
      }
    },
    holds: (x, y) => (kept[y * width + x] ?? 0) > HELD,
  };
}

function isInside(box: Box, x: number, y: number): boolean {
  return x >= box.x && y >= box.y && x < box.x + box.width && y < box.y + box.height;
}
