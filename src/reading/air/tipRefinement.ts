import { type Box, clipBox, growBox, type Point } from '../geometry.ts';
import type { RasterImage } from '../image.ts';
import {
  chromaOf,
  createColourDistance,
  createColourSample,
  type MarkerColour,
} from './markerColour.ts';

/** A marker measured in the frame's own pixels. */
export interface RefinedTip {
  /** Centroid, px of the frame with a part of a pixel. */
  readonly center: Point;
  /** Side of a square of the marker's area, px. */
  readonly size: number;
  /** The colour that was seen, or null where too little of it was. */
  readonly seen: MarkerColour | null;
}

/** Squared deviations up to which a pixel counts wholly, and from which not at all. */
const WHOLLY = 4;
const NOT_AT_ALL = 16;
/** Pixels that make a sample of the colour. */
const LEAST_SAMPLE = 12;

/**
 * The marker's place to a part of a pixel: the centroid of all pixels around a blob, weighed by how
 * much they are of the colour.
 * @param box of the blob, px of the frame
 * @returns null where nothing of the colour is left
 */
export function refineTip(
  { width, height, data }: RasterImage,
  box: Box,
  colour: MarkerColour,
): RefinedTip | null {
  const margin = Math.max(2, 0.25 * Math.max(box.width, box.height));
  const window = clipBox(growBox(box, margin, margin), width, height);
  const distance = createColourDistance(colour);
  const sample = createColourSample();
  const [left, top] = [Math.floor(window.x), Math.floor(window.y)];
  const right = Math.min(width, Math.ceil(window.x + window.width));
  const bottom = Math.min(height, Math.ceil(window.y + window.height));
  let [sum, sumX, sumY] = [0, 0, 0];
  for (let y = top; y < bottom; y++) {
    for (let x = left; x < right; x++) {
      const p = (y * width + x) * 4;
      const [red, green, blue] = [data[p] ?? 0, data[p + 1] ?? 0, data[p + 2] ?? 0];
      const { u, v } = chromaOf(red, green, blue);
      const away = distance(u, v);
      if (away >= NOT_AT_ALL) continue;
      const weight = Math.min(1, (NOT_AT_ALL - away) / (NOT_AT_ALL - WHOLLY));
      sum += weight;
      sumX += weight * (x + 0.5);
      sumY += weight * (y + 0.5);
      if (away < WHOLLY) sample.add(red, green, blue);
    }
  }
  if (sum < 1) return null;
  return {
    center: { x: sumX / sum, y: sumY / sum },
    size: Math.sqrt(sum),
    seen: sample.count >= LEAST_SAMPLE ? sample.colour() : null,
  };
}
