import { type Box, boundingBox, type Point } from '../../../reading/geometry.ts';
import {
  movedStrokes,
  strokesInside,
  withoutStrokes,
} from '../../../reading/strokes/inkSelection.ts';
import type { InkStore } from '../../../reading/strokes/inkStore.ts';

/** What the lasso shows. */
export interface LassoView {
  /** The loop that is being drawn, px of the ink. */
  readonly loop: readonly Point[];
  /** Around the ink that it holds; null where it holds none. */
  readonly box: Box | null;
}

export const NO_LASSO: LassoView = { loop: [], box: null };

/** How far around its ink a selection can be taken hold of, px of the ink. */
const HOLD = 12;

/** Chooses ink by a loop around it, moves it and takes it away. */
export class Lasso {
  readonly #ink: InkStore;
  readonly #show: (view: LassoView) => void;
  #loop: readonly Point[] = [];
  #ids: ReadonlySet<number> = new Set();
  #heldAt: Point | null = null;
  #moved = false;

  constructor(ink: InkStore, show: (view: LassoView) => void) {
    this.#ink = ink;
    this.#show = show;
  }

  /** Takes hold of what is chosen, or begins another loop. */
  begin(at: Point): void {
    const box = this.#box();
    this.#heldAt = box !== null && isIn(at, box) ? at : null;
    this.#moved = false;
    if (this.#heldAt === null) {
      this.#ids = new Set();
      this.#loop = [at];
    }
    this.#tell();
  }

  goOn(points: readonly Point[]): void {
    const last = points.at(-1);
    if (last === undefined) return;
    if (this.#heldAt === null) this.#loop = [...this.#loop, ...points];
    else {
      const by = { x: last.x - this.#heldAt.x, y: last.y - this.#heldAt.y };
      this.#ink.edit((strokes) => movedStrokes(strokes, this.#ids, by), this.#moved);
      this.#moved = true;
      this.#heldAt = last;
    }
    this.#tell();
  }

  end(): void {
    if (this.#heldAt === null) {
      this.#ids = strokesInside(this.#ink.ink().strokes, this.#loop);
      this.#loop = [];
    }
    this.#heldAt = null;
    this.#tell();
  }

  /** @returns whether anything was chosen */
  remove(): boolean {
    if (this.#ids.size === 0) return false;
    this.#ink.edit((strokes) => withoutStrokes(strokes, this.#ids));
    this.clear();
    return true;
  }

  clear(): void {
    this.#ids = new Set();
    this.#loop = [];
    this.#heldAt = null;
    this.#tell();
  }

  #box(): Box | null {
    const points = this.#ink
      .ink()
      .strokes.filter(({ id }) => this.#ids.has(id))
      .flatMap((stroke) => stroke.points);
    if (points.length === 0) return null;
    const { x, y, width, height } = boundingBox(points);
    return { x: x - HOLD, y: y - HOLD, width: width + 2 * HOLD, height: height + 2 * HOLD };
  }

  #tell(): void {
    this.#show({ loop: this.#loop, box: this.#box() });
  }
}

function isIn({ x, y }: Point, box: Box): boolean {
  return x >= box.x && y >= box.y && x <= box.x + box.width && y <= box.y + box.height;
}
