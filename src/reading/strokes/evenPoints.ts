import { distance, type Point } from '../geometry.ts';

/** A path's points at even distances; the ends stay. */
export function evenly(points: readonly Point[], step: number): readonly Point[] {
  const [first] = points;
  const last = points.at(-1);
  if (first === undefined || last === undefined) return [];
  const even: Point[] = [first];
  let missing = step;
  for (let i = 1; i < points.length; i++) {
    const [from, to] = [points[i - 1], points[i]];
    if (from === undefined || to === undefined) continue;
    const length = distance(from, to);
    for (; missing <= length; missing += step) {
      const share = missing / length;
      even.push({ x: from.x + share * (to.x - from.x), y: from.y + share * (to.y - from.y) });
    }
    missing -= length;
  }
  if (distance(even.at(-1) ?? first, last) > 0.25 * step) even.push(last);
  return even;
}
