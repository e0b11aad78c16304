import { distance, type Point } from '../../reading/geometry.ts';
import { isClosed } from './outlineShaping.ts';
import { type Size, toView, type Viewport } from './viewport.ts';

/** A point put this near to the first one closes an outline, CSS px. */
const CLOSING_REACH = 10;
const CLOSING_REACH_TOUCH = 22;

/** An outline that is being drawn point by point; px of the picture. */
export class OutlineDraft {
  #points: readonly Point[] = [];

  get points(): readonly Point[] {
    return this.#points;
  }

  clear(): void {
    this.#points = [];
  }

  /**
   * Puts a point where the pointer was let go; false where it closes the outline instead, because it
   * lies on the first one. On the last one again (the second press of a double click) it is none.
   */
  put(at: Point, viewport: Viewport, picture: Size, touch: boolean): boolean {
    const reach = touch ? CLOSING_REACH_TOUCH : CLOSING_REACH;
    const view = toView(viewport, at);
    const near = (point: Point | undefined) =>
      point !== undefined && distance(toView(viewport, point), view) < reach;
    if (this.#points.length > 2 && near(this.#points[0])) return false;
    if (near(this.#points.at(-1))) return true;
    const inside = {
      x: Math.min(picture.width, Math.max(0, at.x)),
      y: Math.min(picture.height, Math.max(0, at.y)),
    };
    this.#points = [...this.#points, inside];
    return true;
  }

  /** Takes the last point back; false where there is none. */
  drop(): boolean {
    if (this.#points.length === 0) return false;
    this.#points = this.#points.slice(0, -1);
    return true;
  }

  /** The outline as it stands, which ends the draft; null where it encloses nothing. */
  finish(): readonly Point[] | null {
    const points = this.#points;
    this.#points = [];
    return isClosed(points) ? points : null;
  }
}
