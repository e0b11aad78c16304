import type { AirInk, InkPoint, InkStroke } from '../../reading/strokes/ink.ts';

/** What happened to the ink: a stroke went on from one of its points, or all must be drawn anew. */
export type InkChange =
  | { readonly kind: 'extended'; readonly stroke: InkStroke; readonly from: number }
  | { readonly kind: 'rewritten' };

interface GrowingStroke {
  readonly points: InkPoint[];
  readonly line: number;
}

/**
 * The ink on the page, wherever it comes from. It is drawn by those who listen as soon as it comes,
 * past React; points are px of the picture as the writer sees it.
 */
export class WrittenInk {
  #strokes: GrowingStroke[] = [];
  /** Strokes that a camera's writer knows nothing of: they were there before it began. */
  #settled = 0;
  #line = 0;
  readonly #listeners = new Set<(change: InkChange) => void>();

  get isEmpty(): boolean {
    return this.#strokes.length === 0;
  }

  /** All of it, as plain data that does not change any more. */
  ink(): AirInk {
    return { strokes: this.#strokes.map(({ points, line }) => ({ points: [...points], line })) };
  }

  subscribe(listener: (change: InkChange) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** More points of the last stroke, or of a new one. */
  extend(points: readonly InkPoint[], beginsStroke: boolean): void {
    if (points.length === 0) return;
    let stroke = this.#strokes.at(-1);
    if (beginsStroke || !stroke || this.#strokes.length === this.#settled) {
      stroke = { points: [], line: this.#line };
      this.#strokes.push(stroke);
    }
    const from = stroke.points.length;
    stroke.points.push(...points);
    this.#tell({ kind: 'extended', stroke, from });
  }

  /** Takes over what a camera's writer says its ink is; settled strokes stay. */
  replace(ink: AirInk): void {
    const settled = this.#strokes.slice(0, this.#settled);
    const first = settled.at(-1)?.line ?? 0;
    const strokes = ink.strokes.map(({ points, line }) => ({
      points: [...points],
      line: first + line,
    }));
    this.#strokes = [...settled, ...strokes];
    this.#tell({ kind: 'rewritten' });
  }

  /** Another writer begins: what stands here now is not its own. */
  settle(): void {
    this.#settled = this.#strokes.length;
  }

  /**
   * Takes the last stroke away.
   * @returns whether it was one of the writer that runs now, which must be told
   */
  undo(): boolean {
    const own = this.#strokes.length > this.#settled;
    if (this.#strokes.pop() === undefined) return false;
    if (!own) this.#settled = this.#strokes.length;
    this.#line = this.#strokes.at(-1)?.line ?? 0;
    this.#tell({ kind: 'rewritten' });
    return own;
  }

  /** What is written from now on is a new line; nothing happens on a line that is empty yet. */
  newLine(): void {
    const last = this.#strokes.at(-1);
    if (last?.line === this.#line) this.#line += 1;
  }

  clear(): void {
    this.#strokes = [];
    this.#settled = 0;
    this.#line = 0;
    this.#tell({ kind: 'rewritten' });
  }

  #tell(change: InkChange): void {
    for (const listener of this.#listeners) listener(change);
  }
}
