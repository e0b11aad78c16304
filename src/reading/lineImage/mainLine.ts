import { type Box, unionOfBoxes } from '../geometry.ts';
import type { InkComponent, TurnedInk } from './inkComponents.ts';

/** Rows with at least this share of the fullest row's ink are the body of the line (x-height). */
const BODY_SHARE = 0.4;
/** Rows are smoothed over this share of the crop's height to each side. */
const SMOOTHING_SHARE = 0.03;
/** Dots, accents and quotes lie within this many body heights of the body … */
const MARK_REACH = 1.1;
/** … and are no taller than this many. */
const MARK_HEIGHT = 0.9;
/** At the crop's edge only what is this near is a mark; the rest reaches in from another line. */
const MARK_REACH_AT_EDGE = 0.4;
/**
 * What is joined to the line but reaches the crop's edge counts this many body heights far, or as
 * far as the line's other letters reach: the rest belongs to the next line.
 */
const ASCENDER_REACH = 1.1;
/** Where less than this share of the ink belongs to the line, it is not clear which the line is. */
const LEAST_SHARE = 0.5;
/** A speck at the line's end farther from the next ink than this many body heights is dirt. */
const SPECK_GAP = 2;
const SPECK_SHARE = 0.12;

/**
 * The ink box of the line that fills most of a crop, without specks, the crop's dark borders, and
 * tails and tops of the lines above and below. Null where there is no ink, or no clear line.
 * @param pictureHeight height of the crop, px
 */
export function mainLineBox(turned: TurnedInk, pictureHeight: number): Box | null {
  const leastArea = Math.max(3, (0.03 * pictureHeight) ** 2);
  const ink = turned.components.filter(
    (component) => component.area >= leastArea && !isBorder(component, pictureHeight),
  );
  const body = bodyRows(turned, pictureHeight);
  if (!body || ink.length === 0) return null;
  const bodyHeight = body.bottom - body.top + 1;
  const kept = ink.filter((component) => {
    const gap = Math.max(body.top - component.bottom, component.top - body.bottom);
    if (gap <= 0) return true;
    if (component.bottom - component.top > MARK_HEIGHT * bodyHeight) return false;
    return gap <= (component.touchesEdge ? MARK_REACH_AT_EDGE : MARK_REACH) * bodyHeight;
  });
  if (kept.length === 0) return null;
  if (sumOfAreas(kept) < LEAST_SHARE * sumOfAreas(ink)) return null;
  const line = withoutSpecks(kept, bodyHeight);
  const whole = line.filter(({ touchesEdge }) => !touchesEdge);
  const least = ASCENDER_REACH * bodyHeight;
  const above = whole.reduce((reach, { top }) => Math.max(reach, body.top - top), least);
  const below = whole.reduce((reach, { bottom }) => Math.max(reach, bottom - body.bottom), least);
  const cut = line.map((component) => ({
    ...component,
    top: Math.max(component.top, body.top - above),
    bottom: Math.min(component.bottom, body.bottom + below),
  }));
  return unionOfBoxes(cut.map(boxOf));
}

function sumOfAreas(components: readonly InkComponent[]): number {
  return components.reduce((sum, { area }) => sum + area, 0);
}

function boxOf({ left, right, top, bottom }: InkComponent): Box {
  return { x: left, y: top, width: right - left + 1, height: bottom - top + 1 };
}

/** A dark bar at the left or right end from top to bottom: the paper's edge, not writing. */
function isBorder(component: InkComponent, pictureHeight: number): boolean {
  return (
    component.touchesSide &&
    component.bottom - component.top > 0.95 * pictureHeight - 1 &&
    component.right - component.left < 0.5 * pictureHeight
  );
}

/** Rows of the line's body: around the fullest row, as far as the rows stay full. */
function bodyRows(
  { rows, firstRow, middleRow }: TurnedInk,
  pictureHeight: number,
): { top: number; bottom: number } | null {
  const reach = Math.max(1, Math.round(SMOOTHING_SHARE * pictureHeight));
  const smooth = rows.map((_, row) => {
    let ink = 0;
    for (let k = -reach; k <= reach; k++) ink += rows[row + k] ?? 0;
    return ink;
  });
  // Where two lines are as full, the crop was meant for the one in its middle.
  const weight = (row: number) =>
    1 - Math.min(1, Math.abs(row + firstRow - middleRow) / pictureHeight);
  let peak = 0;
  for (let row = 0; row < smooth.length; row++) {
    if ((smooth[row] ?? 0) * weight(row) > (smooth[peak] ?? 0) * weight(peak)) peak = row;
  }
  const fullest = smooth[peak] ?? 0;
  if (fullest === 0) return null;
  const full = BODY_SHARE * fullest;
  let first = peak;
  while (first > 0 && (smooth[first - 1] ?? 0) >= full) first--;
  let last = peak;
  while (last < smooth.length - 1 && (smooth[last + 1] ?? 0) >= full) last++;
  return { top: first + firstRow, bottom: last + firstRow };
}

/** Takes small pieces off the left and right end while they lie far from everything else. */
function withoutSpecks(components: readonly InkComponent[], bodyHeight: number): InkComponent[] {
  const speckArea = SPECK_SHARE * bodyHeight * bodyHeight;
  const kept = [...components].sort((a, b) => a.left - b.left);
  for (;;) {
    const first = kept[0];
    const second = kept[1];
    if (!first || !second || first.area >= speckArea) break;
    if (second.left - first.right < SPECK_GAP * bodyHeight) break;
    kept.shift();
  }
  kept.sort((a, b) => a.right - b.right);
  for (;;) {
    const last = kept.at(-1);
    const before = kept.at(-2);
    if (!last || !before || last.area >= speckArea) break;
    if (last.left - before.right < SPECK_GAP * bodyHeight) break;
    kept.pop();
  }
  return kept;
}
