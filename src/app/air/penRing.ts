import type { AirView } from '../../worker/client.ts';

/** The ring at the pen tip; moved by every frame, past React. */
export class PenRing {
  readonly #element: HTMLElement;

  constructor(element: HTMLElement) {
    this.#element = element;
  }

  show({ tip, width, height, penDown, dwellShare }: AirView): void {
    const { style, dataset } = this.#element;
    this.#element.hidden = tip === null;
    if (tip === null) return;
    style.left = `${(100 * tip.x) / width}%`;
    style.top = `${(100 * tip.y) / height}%`;
    style.setProperty('--dwell', `${Math.round(360 * dwellShare)}deg`);
    if (penDown) dataset.down = '';
    else delete dataset.down;
  }

  hide(): void {
    this.#element.hidden = true;
  }
}
