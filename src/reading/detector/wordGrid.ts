import type { Point } from '../geometry.ts';
import { medianOf, type Word } from './word.ts';

/** Side of a cell in median word heights: a cell and its neighbours hold the rows around a word. */
const CELL_HEIGHTS = 5;

/** Finds what lies around a point without looking at all words. */
export class WordGrid {
  readonly #side: number;
  readonly #left: number;
  readonly #top: number;
  readonly #cells = new Map<number, number[]>();

  constructor(words: readonly Word[]) {
    this.#side = Math.max(1, CELL_HEIGHTS * medianOf(words.map(({ box }) => box.height)));
    // From the first word on, so that the cells move with the page.
    this.#left = Math.min(...words.map(({ center }) => center.x));
    this.#top = Math.min(...words.map(({ center }) => center.y));
    for (const [index, { center }] of words.entries()) {
      const key = this.keyOf(center);
      const cell = this.#cells.get(key);
      if (cell === undefined) this.#cells.set(key, [index]);
      else cell.push(index);
    }
  }

  /** Name of the cell that a point lies in. */
  keyOf({ x, y }: Point): number {
    return keyAt(this.#column(x), this.#row(y));
  }

  /** Names of that cell and the eight around it. */
  keysAround({ x, y }: Point): readonly number[] {
    const column = this.#column(x);
    const row = this.#row(y);
    const keys: number[] = [];
    for (let dy = -1; dy <= 1; dy++) {
      for (let dx = -1; dx <= 1; dx++) keys.push(keyAt(column + dx, row + dy));
    }
    return keys;
  }

  #column(x: number): number {
    return Math.floor((x - this.#left) / this.#side);
  }

  #row(y: number): number {
    return Math.floor((y - this.#top) / this.#side);
  }

  /** Indices of the words in a cell. */
  wordsIn(key: number): readonly number[] {
    return this.#cells.get(key) ?? [];
  }
}

/** More columns than any picture has. */
const STRIDE = 1 << 20;

function keyAt(column: number, row: number): number {
  return row * STRIDE + column;
}
