import type { Outlined } from '../../formats/annotation/polygon.ts';
import { boxArea, type Point } from '../../reading/geometry.ts';
import { isOnOutline } from './outlineShaping.ts';

interface Placed {
  readonly id: string;
  readonly box: Outlined;
}

/** Cells along the longer side of what the boxes cover. */
const CELLS = 32;

/** Finds the boxes at a point without asking each of them: a uniform grid of the cells they touch. */
export class BoxGrid {
  readonly #cells = new Map<number, Placed[]>();
  readonly #cellSize: number;
  readonly #reach: number;

  /** @param reach how far beside a box a point still counts as on it, picture px */
  constructor(boxes: readonly Placed[], reach = 0) {
    const end = boxes.reduce(
      (far, { box }) => Math.max(far, box.x + box.width, box.y + box.height),
      1,
    );
    this.#cellSize = end / CELLS;
    this.#reach = reach;
    for (const placed of boxes) {
      const { x, y, width, height } = placed.box;
      const from = { column: this.#cell(x - reach), row: this.#cell(y - reach) };
      const to = { column: this.#cell(x + width + reach), row: this.#cell(y + height + reach) };
      for (let row = from.row; row <= to.row; row++) {
        for (let column = from.column; column <= to.column; column++) {
          const key = keyOf(column, row);
          const cell = this.#cells.get(key);
          if (cell) cell.push(placed);
          else this.#cells.set(key, [placed]);
        }
      }
    }
  }

  /** Ids of the boxes at a point, the smallest first: one that lies in another can be reached. */
  at(point: Point): readonly string[] {
    const cell = this.#cells.get(keyOf(this.#cell(point.x), this.#cell(point.y))) ?? [];
    return cell
      .filter(
        ({ box }) =>
          point.x >= box.x - this.#reach &&
          point.x <= box.x + box.width + this.#reach &&
          point.y >= box.y - this.#reach &&
          point.y <= box.y + box.height + this.#reach &&
          (box.polygon === undefined || isOnOutline(box.polygon, point, this.#reach)),
      )
      .sort((a, b) => boxArea(a.box) - boxArea(b.box))
      .map(({ id }) => id);
  }

  #cell(coordinate: number): number {
    return Math.floor(coordinate / this.#cellSize);
  }
}

/** One number for a cell, whichever side of the picture it is on. */
function keyOf(column: number, row: number): number {
  return row * 65_536 + column;
}
