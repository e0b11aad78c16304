import type { Box, Point } from '../../reading/geometry.ts';
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

/** Moves it no farther than brings a place (px of the whole picture in its frame) into sight. */
export function showPlace(zoom: Zoom, place: Box, frame: Size): Zoom {
  const moved = (start: number, from: number, length: number, visible: number): number => {
    const [first, last] = [from * zoom.scale, (from + length) * zoom.scale];
    // What is longer than the frame is shown from its beginning.
    if (first + start < 0 || last - first > visible) return -first;
    return last + start > visible ? visible - last : start;
  };
  return filling(
    {
      scale: zoom.scale,
      x: moved(zoom.x, place.x, place.width, frame.width),
      y: moved(zoom.y, place.y, place.height, frame.height),
    },
    frame,
  );
}

/** The picture always fills its frame: it cannot be pushed out of it. */
function filling({ scale, x, y }: Zoom, frame: Size): Zoom {
  const held = (start: number, length: number) =>
    Math.min(0, Math.max(start, length - length * scale));
  return { scale, x: held(x, frame.width), y: held(y, frame.height) };
}
