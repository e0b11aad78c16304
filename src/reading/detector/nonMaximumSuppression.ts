import { type Box, intersectionOverUnion } from '../geometry.ts';

/** What suppression needs to know of a box. */
export interface ScoredBox {
  readonly box: Box;
  readonly className: string;
  readonly score: number;
}

export interface SuppressionOptions {
  /** Boxes that overlap a better one by more than this are dropped. */
  readonly iouThreshold: number;
  /** Whether boxes of different classes drop each other: where a place can only be one of them. */
  readonly acrossClasses: boolean;
}

/**
 * Greedy non-maximum suppression: of boxes that overlap, only the best stays. The result is sorted
 * by falling score and does not depend on the order of the input.
 */
export function suppressNonMaxima<Item extends ScoredBox>(
  items: readonly Item[],
  { iouThreshold, acrossClasses }: SuppressionOptions,
): Item[] {
  const sorted = [...items].sort(better);
  const kept: Item[] = [];
  for (const item of sorted) {
    const { box, className } = item;
    const right = box.x + box.width;
    const bottom = box.y + box.height;
    const beaten = kept.some(
      (other) =>
        other.box.x < right &&
        other.box.y < bottom &&
        other.box.x + other.box.width > box.x &&
        other.box.y + other.box.height > box.y &&
        (acrossClasses || other.className === className) &&
        intersectionOverUnion(other.box, box) > iouThreshold,
    );
    if (!beaten) kept.push(item);
  }
  return kept;
}

/** By falling score; equal scores by place and class, so that any input order gives the same. */
function better(a: ScoredBox, b: ScoredBox): number {
  return (
    b.score - a.score ||
    a.box.y - b.box.y ||
    a.box.x - b.box.x ||
    a.box.width - b.box.width ||
    a.box.height - b.box.height ||
    (a.className < b.className ? -1 : a.className > b.className ? 1 : 0)
  );
}
