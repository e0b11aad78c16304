import type { Box, Point } from '../../reading/geometry.ts';

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** How a picture lies in the view: CSS px per picture px, and where its top left corner is. */
export interface Viewport {
  readonly scale: number;
  readonly x: number;
  readonly y: number;
}

export const MAX_SCALE = 32;
/** A picture can be made this much smaller than what fits. */
const SMALLEST_OF_FIT = 0.25;
/** Empty border around a fitted picture, CSS px. */
const MARGIN = 16;
/** Part of the picture that stays in view however far it is pushed, CSS px. */
const KEPT_IN_VIEW = 48;

export function toPicture({ scale, x, y }: Viewport, point: Point): Point {
  return { x: (point.x - x) / scale, y: (point.y - y) / scale };
}

export function toView({ scale, x, y }: Viewport, point: Point): Point {
  return { x: point.x * scale + x, y: point.y * scale + y };
}

export function boxToView({ scale, x, y }: Viewport, box: Box): Box {
  return {
    x: box.x * scale + x,
    y: box.y * scale + y,
    width: box.width * scale,
    height: box.height * scale,
  };
}

function windowScale(picture: Size, view: Size): number {
  return Math.min(
    MAX_SCALE,
    Math.max(1, view.width - 2 * MARGIN) / picture.width,
    Math.max(1, view.height - 2 * MARGIN) / picture.height,
  );
}

/** The whole picture, as large as the view allows, in its middle. */
export function fitWindow(picture: Size, view: Size): Viewport {
  const scale = windowScale(picture, view);
  return {
    scale,
    x: (view.width - picture.width * scale) / 2,
    y: (view.height - picture.height * scale) / 2,
  };
}

/** The picture's whole width, from its top; in the middle where it is lower than the view. */
export function fitWidth(picture: Size, view: Size): Viewport {
  const scale = Math.min(MAX_SCALE, Math.max(1, view.width - 2 * MARGIN) / picture.width);
  const height = picture.height * scale;
  return {
    scale,
    x: (view.width - picture.width * scale) / 2,
    y: height + 2 * MARGIN <= view.height ? (view.height - height) / 2 : MARGIN,
  };
}

/** Keeps a strip of the picture in view, so that it cannot be lost by panning. */
export function keepInView(viewport: Viewport, picture: Size, view: Size): Viewport {
  const { scale } = viewport;
  const hold = (start: number, length: number, room: number): number => {
    const kept = Math.min(KEPT_IN_VIEW, length);
    return Math.min(Math.max(start, kept - length), room - kept);
  };
  return {
    scale,
    x: hold(viewport.x, picture.width * scale, view.width),
    y: hold(viewport.y, picture.height * scale, view.height),
  };
}

/** Zooms by `factor` while the picture under `anchor` (CSS px of the view) stays where it is. */
export function zoomAt(
  viewport: Viewport,
  factor: number,
  anchor: Point,
  picture: Size,
  view: Size,
): Viewport {
  const smallest = Math.min(1, windowScale(picture, view)) * SMALLEST_OF_FIT;
  const scale = Math.min(MAX_SCALE, Math.max(smallest, viewport.scale * factor));
  const applied = scale / viewport.scale;
  return keepInView(
    {
      scale,
      x: anchor.x - (anchor.x - viewport.x) * applied,
      y: anchor.y - (anchor.y - viewport.y) * applied,
    },
    picture,
    view,
  );
}

export function panBy(
  viewport: Viewport,
  dx: number,
  dy: number,
  picture: Size,
  view: Size,
): Viewport {
  return keepInView({ ...viewport, x: viewport.x + dx, y: viewport.y + dy }, picture, view);
}

/** Moves the view as little as needed for a box to be seen; zooms out only where it is too large. */
export function reveal(viewport: Viewport, box: Box, picture: Size, view: Size): Viewport {
  const shown = boxToView(viewport, box);
  if (shown.width > view.width - 2 * MARGIN || shown.height > view.height - 2 * MARGIN) {
    const scale = Math.min(
      viewport.scale,
      (view.width - 2 * MARGIN) / Math.max(1, box.width),
      (view.height - 2 * MARGIN) / Math.max(1, box.height),
    );
    return keepInView(
      {
        scale,
        x: view.width / 2 - (box.x + box.width / 2) * scale,
        y: view.height / 2 - (box.y + box.height / 2) * scale,
      },
      picture,
      view,
    );
  }
  const shift = (start: number, length: number, room: number): number => {
    if (start < MARGIN) return MARGIN - start;
    return Math.min(0, room - MARGIN - (start + length));
  };
  const dx = shift(shown.x, shown.width, view.width);
  const dy = shift(shown.y, shown.height, view.height);
  return dx === 0 && dy === 0 ? viewport : { ...viewport, x: viewport.x + dx, y: viewport.y + dy };
}
