import type { ColourBlob } from './colourBlobs.ts';
import { createColourDistance, type MarkerColour } from './markerColour.ts';

/** How far a patch may differ from the marker and still be it. */
export interface LikenessBounds {
  /** Side of the patch over that of the marker. */
  readonly smallest: number;
  readonly largest: number;
  /** Chroma of the patch, in deviations of the colour, squared. */
  readonly deviation: number;
}

/**
 * From frame to frame: blur, turning, fingers on it. Measured, a marker's deviation stays below 0.2,
 * its size within a quarter.
 */
export const CONTINUING: LikenessBounds = { smallest: 0.4, largest: 1.6, deviation: 3 };
/** A patch that is nothing but the marker: what has its colour beside it makes it larger. */
export const ALONE: LikenessBounds = { ...CONTINUING, largest: 1.3 };
/** The whole of it, not half of it before something of its colour that is known and left out. */
export const WHOLE: LikenessBounds = { ...ALONE, smallest: 0.78 };
/**
 * Where the marker was out of sight, and something else may have come into it: what differs more has
 * to prove itself.
 */
export const RETURNING: LikenessBounds = { smallest: 0.78, largest: 1.4, deviation: 0.6 };

/** Compares patches of a frame with the marker as it is known. */
export interface MarkerLikeness {
  isWithin(blob: ColourBlob, bounds: LikenessBounds): boolean;
  /** 0 for a patch just like the marker, growing with the difference. */
  difference(blob: ColourBlob): number;
}

/** Weights of size (logarithm) and chroma (squared deviations) in the difference. */
const SIZE_WEIGHT = 0.3;
const CHROMA_WEIGHT = 0.5;

/**
 * @param cell side of a cell, px
 * @param height of the frame, px
 */
export function createMarkerLikeness(
  colour: MarkerColour,
  cell: number,
  height: number,
): MarkerLikeness {
  const deviationOf = createColourDistance(colour);
  const ratioOf = ({ area }: ColourBlob): number =>
    colour.size === null ? 1 : (Math.sqrt(area) * cell) / (colour.size * height);
  return {
    isWithin(blob, { smallest, largest, deviation }) {
      const ratio = ratioOf(blob);
      return ratio >= smallest && ratio <= largest && deviationOf(blob.u, blob.v) <= deviation;
    },
    difference: (blob) =>
      SIZE_WEIGHT * Math.abs(Math.log(ratioOf(blob))) + CHROMA_WEIGHT * deviationOf(blob.u, blob.v),
  };
}
