import type { Box } from '../geometry.ts';
import type { PriorLevel } from '../models/detectorDescription.ts';

/** What the priors of one input should say; all are indices of priors but `target`. */
export interface PriorTargets {
  /** Priors that stand for a true box, rising. */
  readonly positive: Int32Array;
  /** Index of the true box of each of them. */
  readonly target: Int32Array;
  /** Priors whose class is left out of the loss: they overlap a true box and are not its own. */
  readonly ignored: Int32Array;
}

/** The numbers of `training/configs/annotated.yaml`. */
const IGNORE_IOU = 0.5;
const MOST_PRIORS = 8;
const BEST_OVERLAPS = 10;
/** Cells on each side of a true box's middle whose priors it may claim. */
const REACH = 3;

/**
 * Gives true boxes their priors, by the rule of `training/detector/priors.py`: a box claims its k
 * best priors near its middle, k being the sum of its ten best overlaps (the dynamic k of OTA, Ge et
 * al. 2021), at least one and at most eight; a prior claimed twice goes to the larger overlap.
 * @param boxes px of the input
 */
export function priorTargets(
  levels: readonly PriorLevel[],
  width: number,
  height: number,
  boxes: readonly Box[],
): PriorTargets {
  const claims = new Map<number, { readonly target: number; readonly overlap: number }>();
  const ignored = new Set<number>();
  boxes.forEach((box, target) => {
    const near = overlapsNear(levels, width, height, box);
    for (const { prior, overlap } of near) if (overlap >= IGNORE_IOU) ignored.add(prior);
    const best = near.toSorted((a, b) => b.overlap - a.overlap).slice(0, BEST_OVERLAPS);
    const sum = best.reduce((total, { overlap }) => total + Math.max(0, overlap), 0);
    const count = Math.min(MOST_PRIORS, Math.max(1, Math.trunc(sum)));
    for (const { prior, overlap } of best.slice(0, count)) {
      const other = claims.get(prior);
      if (overlap > 0 && (other === undefined || overlap > other.overlap)) {
        claims.set(prior, { target, overlap });
      }
    }
  });
  const positive = Int32Array.from(claims.keys()).toSorted();
  return {
    positive,
    target: positive.map((prior) => claims.get(prior)?.target ?? 0),
    ignored: Int32Array.from(ignored)
      .filter((prior) => !claims.has(prior))
      .toSorted(),
  };
}

interface Overlap {
  readonly prior: number;
  /** IoU, 0..1. */
  readonly overlap: number;
}

function overlapsNear(
  levels: readonly PriorLevel[],
  width: number,
  height: number,
  box: Box,
): readonly Overlap[] {
  const near: Overlap[] = [];
  const middleX = box.x + box.width / 2;
  const middleY = box.y + box.height / 2;
  let first = 0;
  for (const { stride, boxes: shapes } of levels) {
    const rows = Math.ceil(height / stride);
    const columns = Math.ceil(width / stride);
    const atRow = Math.floor(middleY / stride);
    const atColumn = Math.floor(middleX / stride);
    const lastRow = Math.min(rows - 1, atRow + REACH);
    const lastColumn = Math.min(columns - 1, atColumn + REACH);
    for (let row = Math.max(0, atRow - REACH); row <= lastRow; row++) {
      for (let column = Math.max(0, atColumn - REACH); column <= lastColumn; column++) {
        shapes.forEach(([shapeWidth, shapeHeight], shape) => {
          const overlap = centredOverlap(
            (column + 0.5) * stride,
            (row + 0.5) * stride,
            shapeWidth,
            shapeHeight,
            box,
          );
          near.push({ prior: first + (row * columns + column) * shapes.length + shape, overlap });
        });
      }
    }
    first += rows * columns * shapes.length;
  }
  return near;
}

function centredOverlap(
  centerX: number,
  centerY: number,
  width: number,
  height: number,
  box: Box,
): number {
  const left = Math.max(centerX - width / 2, box.x);
  const right = Math.min(centerX + width / 2, box.x + box.width);
  const top = Math.max(centerY - height / 2, box.y);
  const bottom = Math.min(centerY + height / 2, box.y + box.height);
  const shared = Math.max(0, right - left) * Math.max(0, bottom - top);
  return shared / Math.max(width * height + box.width * box.height - shared, 1e-6);
}
