import type { Box, Point } from '../../reading/geometry.ts';
import type { Size } from './viewport.ts';

/** The eight handles of a box, named by the side or corner they pull. */
export const HANDLES = ['nw', 'n', 'ne', 'e', 'se', 's', 'sw', 'w'] as const;
export type Handle = (typeof HANDLES)[number];

/** Smallest side of a box, picture px. */
export const SMALLEST_SIDE = 1;

/** Where a handle lies on a box. */
export function handlePoint({ x, y, width, height }: Box, handle: Handle): Point {
  return {
    x: handle.includes('w') ? x : handle.includes('e') ? x + width : x + width / 2,
    y: handle.includes('n') ? y : handle.includes('s') ? y + height : y + height / 2,
  };
}

/** The handle within `reach` of a point, corners before sides; null where there is none. */
export function handleAt(box: Box, point: Point, reach: number): Handle | null {
  let found: Handle | null = null;
  let nearest = Number.POSITIVE_INFINITY;
  for (const handle of HANDLES) {
    const at = handlePoint(box, handle);
    const dx = Math.abs(at.x - point.x);
    const dy = Math.abs(at.y - point.y);
    if (dx > reach || dy > reach) continue;
    // On a small box several are in reach: a corner, which does what two sides do, wins a tie.
    const cost = Math.hypot(dx, dy) + (handle.length === 1 ? reach / 4 : 0);
    if (cost < nearest) {
      nearest = cost;
      found = handle;
    }
  }
  return found;
}

/** CSS cursor of a handle. */
export function cursorOf(handle: Handle): string {
  const straight = { n: 'ns', s: 'ns', e: 'ew', w: 'ew' } as const;
  if (handle === 'nw' || handle === 'se') return 'nwse-resize';
  if (handle === 'ne' || handle === 'sw') return 'nesw-resize';
  return `${straight[handle]}-resize`;
}

const clamp = (value: number, low: number, high: number): number =>
  Math.min(Math.max(value, low), high);

/**
 * The box between two corners, within the picture and in whole px. A square one keeps `from` as its
 * corner and takes the longer side that still fits.
 */
export function boxBetween(from: Point, to: Point, picture: Size, square: boolean): Box {
  const start = {
    x: Math.round(clamp(from.x, 0, picture.width)),
    y: Math.round(clamp(from.y, 0, picture.height)),
  };
  let end = {
    x: Math.round(clamp(to.x, 0, picture.width)),
    y: Math.round(clamp(to.y, 0, picture.height)),
  };
  if (square) {
    const right = to.x >= from.x;
    const down = to.y >= from.y;
    const side = Math.min(
      Math.max(Math.abs(end.x - start.x), Math.abs(end.y - start.y)),
      right ? picture.width - start.x : start.x,
      down ? picture.height - start.y : start.y,
    );
    end = { x: start.x + (right ? side : -side), y: start.y + (down ? side : -side) };
  }
  return {
    x: Math.min(start.x, end.x),
    y: Math.min(start.y, end.y),
    width: Math.abs(end.x - start.x),
    height: Math.abs(end.y - start.y),
  };
}

/** A box whose `handle` was pulled to a point; pulled over the other side, it turns over. */
export function resizeBox(
  box: Box,
  handle: Handle,
  to: Point,
  picture: Size,
  square: boolean,
): Box {
  const right = box.x + box.width;
  const bottom = box.y + box.height;
  const fixed = {
    x: handle.includes('w') ? right : box.x,
    y: handle.includes('n') ? bottom : box.y,
  };
  const moving = {
    x: handle.includes('w') || handle.includes('e') ? to.x : right,
    y: handle.includes('n') || handle.includes('s') ? to.y : bottom,
  };
  if (square && handle.length === 1) {
    // A side of a square pulls its neighbour along.
    const side = handle === 'n' || handle === 's' ? moving.y - fixed.y : moving.x - fixed.x;
    if (handle === 'n' || handle === 's') moving.x = fixed.x + Math.abs(side);
    else moving.y = fixed.y + Math.abs(side);
  }
  const shaped = boxBetween(fixed, moving, picture, square);
  return withSmallestSide(shaped, picture);
}

/** A box grown or shrunk from its right and lower edge by whole px, held within the picture. */
export function growFromCorner(box: Box, dx: number, dy: number, picture: Size): Box {
  return withSmallestSide(
    {
      ...box,
      width: clamp(box.width + dx, SMALLEST_SIDE, picture.width - box.x),
      height: clamp(box.height + dy, SMALLEST_SIDE, picture.height - box.y),
    },
    picture,
  );
}

function withSmallestSide(box: Box, picture: Size): Box {
  const width = Math.max(SMALLEST_SIDE, box.width);
  const height = Math.max(SMALLEST_SIDE, box.height);
  return {
    x: Math.min(box.x, Math.max(0, picture.width - width)),
    y: Math.min(box.y, Math.max(0, picture.height - height)),
    width,
    height,
  };
}
