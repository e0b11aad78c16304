import type { Point } from '../../reading/geometry.ts';
import type { Size } from './displayGeometry.ts';

/** How a picture that fills its frame is enlarged in it: its scale, and its top left corner, px. */
export interface Zoom {
  readonly scale: number;
  readonly x: number;
  readonly y: number;
}

export const WHOLE: Zoom = { scale: 1, x: 0, y: 0 };

const LARGEST = 10;

/** Enlarges by a factor; what lies under `anchor` (px of the frame) stays there. */
export function zoomBy(zoom: Zoom, factor: number, anchor: Point, frame: Size): Zoom {
  const scale = Math.min(LARGEST, Math.max(1, zoom.scale * factor));
  const grown = scale / zoom.scale;
  return filling(
    {
      scale,
      x: anchor.x - (anchor.x - zoom.x) * grown,
      y: anchor.y - (anchor.y - zoom.y) * grown,
    },
    frame,
  );
}

export function panBy(zoom: Zoom, dx: number, dy: number, frame: Size): Zoom {
  return filling({ ...zoom, x: zoom.x + dx, y: zoom.y + dy }, frame);
}

/** The picture always fills its frame: it cannot be pushed out of it. */
function filling({ scale, x, y }: Zoom, frame: Size): Zoom {
  const held = (start: number, length: number) =>
    Math.min(0, Math.max(start, length - length * scale));
  return { scale, x: held(x, frame.width), y: held(y, frame.height) };
}
