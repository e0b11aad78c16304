import { distance, type Point } from '../geometry.ts';
import { evenly } from './evenPoints.ts';
import { type InkStroke, inkedParts } from './ink.ts';

/** A stroke belongs to a lasso that holds this share of its ink. */
const MOST = 0.5;
/** Ink is looked at in steps of this, px. */
const STEP_PX = 4;

/** Numbers of the strokes that a closed curve holds. */
export function strokesInside(
  strokes: readonly InkStroke[],
  loop: readonly Point[],
): ReadonlySet<number> {
  const held = strokes.filter((stroke) => {
    const points = inkedParts(stroke).flatMap((part) => evenly(part, STEP_PX));
    const inside = points.filter((point) => isInLoop(point, loop)).length;
    return points.length > 0 && inside >= MOST * points.length;
  });
  return new Set(held.map(({ id }) => id));
}

/** Numbers of the strokes that come nearer to a path than `reach` px. */
export function strokesTouched(
  strokes: readonly InkStroke[],
  path: readonly Point[],
  reach: number,
): ReadonlySet<number> {
  const places = evenly(path, reach / 2);
  const touched = strokes.filter((stroke) =>
    inkedParts(stroke).some((part) =>
      evenly(part, reach / 2).some((point) =>
        places.some((place) => distance(point, place) <= reach),
      ),
    ),
  );
  return new Set(touched.map(({ id }) => id));
}

/** Strokes with those of these numbers put elsewhere. */
export function movedStrokes(
  strokes: readonly InkStroke[],
  ids: ReadonlySet<number>,
  by: Point,
): readonly InkStroke[] {
  return strokes.map((stroke) =>
    ids.has(stroke.id)
      ? {
          ...stroke,
          points: stroke.points.map((point) => ({
            ...point,
            ...{ x: point.x + by.x, y: point.y + by.y },
          })),
        }
      : stroke,
  );
}

/** Strokes without those of these numbers; the same array where none has one. */
export function withoutStrokes(
  strokes: readonly InkStroke[],
  ids: ReadonlySet<number>,
): readonly InkStroke[] {
  const left = strokes.filter(({ id }) => !ids.has(id));
  return left.length === strokes.length ? strokes : left;
}

/** Even-odd rule. */
function isInLoop({ x, y }: Point, loop: readonly Point[]): boolean {
  let inside = false;
  for (let i = 0, j = loop.length - 1; i < loop.length; j = i++) {
    const [a, b] = [loop[i], loop[j]];
    if (!a || !b || a.y > y === b.y > y) continue;
    if (x < a.x + ((y - a.y) / (b.y - a.y)) * (b.x - a.x)) inside = !inside;
  }
  return inside;
}
