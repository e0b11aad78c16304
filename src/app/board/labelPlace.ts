import { type Box, intersectionArea, type Point } from '../../reading/geometry.ts';
import type { Size } from './viewport.ts';

/** CSS px. */
export const LABEL_HEIGHT = 18;
const GAP = 2;

/** Boxes on the screen, asked for what a label would cover of them: sorted into rows. */
export class CoveredBoxes {
  readonly #rows = new Map<number, Box[]>();

  constructor(boxes: readonly Box[], view: Size) {
    for (const box of boxes) {
      const last = rowOf(Math.min(view.height, box.y + box.height));
      for (let row = rowOf(Math.max(0, box.y)); row <= last; row++) {
        const there = this.#rows.get(row);
        if (there) there.push(box);
        else this.#rows.set(row, [box]);
      }
    }
  }

  /** How much of the boxes lies under a label, px²; where they lie on each other more than once. */
  under(label: Box): number {
    let area = 0;
    for (let row = rowOf(label.y); row <= rowOf(label.y + label.height); row++) {
      for (const box of this.#rows.get(row) ?? []) area += intersectionArea(label, box);
    }
    return area;
  }
}

function rowOf(y: number): number {
  return Math.floor(y / (2 * LABEL_HEIGHT));
}

/**
 * Where a label of this width stands: above its box, below or beside it, never over what it labels,
 * and where it covers the least of other boxes; null where the box leaves no room in the view.
 */
export function labelPlace(
  box: Box,
  width: number,
  view: Size,
  others: CoveredBoxes | null = null,
): Point | null {
  const x = Math.max(0, Math.min(box.x - 1, view.width - width));
  const y = Math.max(0, Math.min(box.y, view.height - LABEL_HEIGHT));
  const places = [
    { x, y: box.y - LABEL_HEIGHT - GAP },
    { x, y: box.y + box.height + GAP },
    { x: box.x + box.width + GAP, y },
    { x: box.x - width - GAP, y },
  ];
  let best: Point | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (const place of places) {
    const isIn =
      place.x >= 0 &&
      place.y >= 0 &&
      place.x + width <= view.width &&
      place.y + LABEL_HEIGHT <= view.height;
    if (!isIn) continue;
    const covered = others?.under({ ...place, width, height: LABEL_HEIGHT }) ?? 0;
    if (covered >= least) continue;
    [best, least] = [place, covered];
    if (covered === 0) break;
  }
  return best;
}
