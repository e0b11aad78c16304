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
    const first = rowOf(label.y);
    for (let row = first; row <= rowOf(label.y + label.height); row++) {
      for (const box of this.#rows.get(row) ?? []) {
        // One that reaches here from the row before was counted there.
        const isCounted = row > first && rowOf(Math.max(0, box.y)) < row;
        if (!isCounted) area += intersectionArea(label, box);
      }
    }
    return area;
  }
}

function rowOf(y: number): number {
  return Math.floor(y / (2 * LABEL_HEIGHT));
}

/**
 * Where a label of this width stands: above its box, below or beside it, never over what it labels,
 * and where it covers the least of other boxes; null where the box leaves no room in the view. Of
 * touching boxes every place covers one: then it stands at the end of a wide box rather than at its
 * beginning, as lines begin at one edge and rarely reach the other.
 */
export function labelPlace(
  box: Box,
  width: number,
  view: Size,
  others: CoveredBoxes | null = null,
): Point | null {
  const within = (x: number): number => Math.max(0, Math.min(x, view.width - width));
  const x = within(box.x - 1);
  const y = Math.max(0, Math.min(box.y, view.height - LABEL_HEIGHT));
  const above = box.y - LABEL_HEIGHT - GAP;
  const below = box.y + box.height + GAP;
  const isIn = (place: Point): boolean =>
    place.x >= 0 &&
    place.y >= 0 &&
    place.x + width <= view.width &&
    place.y + LABEL_HEIGHT <= view.height;
  const places = [
    { x, y: above },
    { x, y: below },
    { x: box.x + box.width + GAP, y },
    { x: box.x - width - GAP, y },
  ].filter(isIn);
  const end = within(box.x + box.width + 1 - width);
  const atEnd = box.width < 2 * width ? [] : [above, below].map((at) => ({ x: end, y: at }));
  const cover = (place: Point): number =>
    others?.under({ ...place, width, height: LABEL_HEIGHT }) ?? 0;
  const ends = atEnd.filter(isIn);
  const free = places.find((place) => cover(place) === 0);
  return free ?? leastOf([...ends, ...places], cover);
}

/** The first of those that cover the least, up to a column of px. */
function leastOf(places: readonly Point[], cover: (place: Point) => number): Point | null {
  let best: Point | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (const place of places) {
    const covered = cover(place);
    if (covered > least - LABEL_HEIGHT) continue;
    [best, least] = [place, covered];
  }
  return best;
}
