import type { Box, Point } from '../../reading/geometry.ts';
import {
  fitWidth,
  fitWindow,
  panBy,
  reveal,
  type Size,
  toPicture,
  type Viewport,
  zoomAt,
} from './viewport.ts';

type Fit = 'window' | 'width' | 'free';

/** What part of a picture is shown: fitted to the view, or where somebody took it. */
export class ShownPart {
  readonly #onChange: (viewport: Viewport) => void;
  #picture: Size;
  #view: Size = { width: 1, height: 1 };
  #viewport: Viewport = { scale: 1, x: 0, y: 0 };
  #fit: Fit = 'window';

  constructor(picture: Size, onChange: (viewport: Viewport) => void) {
    this.#picture = picture;
    this.#onChange = onChange;
  }

  get viewport(): Viewport {
    return this.#viewport;
  }

  /** CSS px. */
  get view(): Size {
    return this.#view;
  }

  /** Another picture is shown as a whole. */
  setPicture(picture: Size): void {
    this.#picture = picture;
    this.fitWindow();
  }

  resize(view: Size): void {
    const before = this.#view;
    this.#view = view;
    if (this.#fit !== 'free') this.#refit();
    else this.drag((view.width - before.width) / 2, (view.height - before.height) / 2);
  }

  fitWindow(): void {
    this.#fit = 'window';
    this.#refit();
  }

  fitWidth(): void {
    this.#fit = 'width';
    this.#refit();
  }

  /** One px of the picture is one of the screen. */
  actualSize(): void {
    this.zoom(1 / (this.#viewport.scale * devicePixelRatio));
  }

  /** @param anchor what stays where it is, CSS px of the view; default the middle */
  zoom(factor: number, anchor?: Point): void {
    this.#fit = 'free';
    const middle = { x: this.#view.width / 2, y: this.#view.height / 2 };
    this.#show(zoomAt(this.#viewport, factor, anchor ?? middle, this.#picture, this.#view));
  }

  pan(dx: number, dy: number): void {
    this.#fit = 'free';
    this.drag(dx, dy);
  }

  /** Moves the picture; one that is fitted is fitted again when the view changes. */
  drag(dx: number, dy: number): void {
    this.#show(panBy(this.#viewport, dx, dy, this.#picture, this.#view));
  }

  /** Brings a box into view. */
  reveal(box: Box): void {
    const next = reveal(this.#viewport, box, this.#picture, this.#view);
    if (next === this.#viewport) return;
    this.#fit = 'free';
    this.#show(next);
  }

  /** What is in view, px of the picture. */
  box(): Box {
    const from = toPicture(this.#viewport, { x: 0, y: 0 });
    const to = toPicture(this.#viewport, { x: this.#view.width, y: this.#view.height });
    const { width, height } = this.#picture;
    const x = Math.max(0, from.x);
    const y = Math.max(0, from.y);
    return { x, y, width: Math.min(width, to.x) - x, height: Math.min(height, to.y) - y };
  }

  #refit(): void {
    if (this.#fit === 'free') return;
    this.#show((this.#fit === 'window' ? fitWindow : fitWidth)(this.#picture, this.#view));
  }

  #show(viewport: Viewport): void {
    this.#viewport = viewport;
    this.#onChange(viewport);
  }
}
