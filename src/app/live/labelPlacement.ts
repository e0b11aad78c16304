import { type Point, type Quad, quadSize, quadSlope } from '../../reading/geometry.ts';
import { quadsOverlap, type Size } from '../stage/displayGeometry.ts';

/** Where a label can lie: above its line, below it, after its end, before its start, or on its own ink. */
export type LabelSlot = 'above' | 'below' | 'after' | 'before' | 'own';

export interface LabelRequest {
  readonly id: number;
  /** The line's outline, px of the shown picture. */
  readonly quad: Quad;
  /** Width its text needs, px; null for a line without text, whose ink is kept free all the same. */
  readonly width: number | null;
}

export interface PlacedLabel {
  readonly slot: LabelSlot;
  /** Top left corner, px of the shown picture; the label is turned about it. */
  readonly origin: Point;
  /** Radians, clockwise. */
  readonly slope: number;
  readonly width: number;
}

interface LabelLayout {
  readonly bounds: Size;
  readonly labelHeight: number;
  /** Space between a line's outline and its label, px. */
  readonly gap: number;
  /** Slots of the last frame: a label stays where it is for as long as it can. */
  readonly previous: ReadonlyMap<number, LabelSlot>;
}

/** Best first: under its line, a label could be taken for the next line's. */
const FREE_SLOTS = ['above', 'after', 'before', 'below'] as const;

/**
 * Finds a place for each line's label, in the slope of its line, inside the picture, over no other
 * line's ink and over no other label. Where nothing is free the label gets the slot `own`: it may be
 * shown on the line itself while that line is looked at, and is hidden otherwise.
 */
export function placeLabels(
  lines: readonly LabelRequest[],
  layout: LabelLayout,
): ReadonlyMap<number, PlacedLabel> {
  const placed = new Map<number, PlacedLabel>();
  const taken: Quad[] = [];
  for (const { width, ...line } of lines) {
    if (width === null) continue;
    const before = layout.previous.get(line.id);
    const slots = FREE_SLOTS.filter((slot) => slot !== before);
    const stays = before && before !== 'own' && before !== 'below';
    const order = stays ? [before, ...slots] : FREE_SLOTS;
    const isFree = (label: PlacedLabel): boolean => {
      const area = labelQuad(label, layout.labelHeight);
      return (
        isInside(area, layout.bounds) &&
        !taken.some((other) => quadsOverlap(area, other)) &&
        !lines.some((other) => other.id !== line.id && quadsOverlap(area, other.quad))
      );
    };
    const label = order.map((slot) => labelAt(line.quad, width, slot, layout)).find(isFree);
    placed.set(line.id, label ?? labelAt(line.quad, width, 'own', layout));
    if (label) taken.push(labelQuad(label, layout.labelHeight));
  }
  return placed;
}

/** The area that a label covers. */
export function labelQuad({ origin, slope, width }: PlacedLabel, height: number): Quad {
  const at = along(origin, slope);
  return [origin, at(width, 0), at(width, height), at(0, height)];
}

/** Steps along and across a slope from a point. */
function along(origin: Point, slope: number): (forward: number, down: number) => Point {
  const cos = Math.cos(slope);
  const sin = Math.sin(slope);
  return (forward, down) => ({
    x: origin.x + forward * cos - down * sin,
    y: origin.y + forward * sin + down * cos,
  });
}

function labelAt(
  line: Quad,
  textWidth: number,
  slot: LabelSlot,
  { gap, labelHeight, bounds }: LabelLayout,
): PlacedLabel {
  const slope = quadSlope(line);
  const size = quadSize(line);
  const width = Math.min(textWidth, bounds.width);
  const at = along(line[0], slope);
  // A label longer than its line's room to the right moves back, as far as the picture's left edge.
  const end = at(width, 0).x;
  const back = Math.max(0, Math.min(end - bounds.width, line[0].x));
  const middle = (size.height - labelHeight) / 2;
  const origins: Record<LabelSlot, () => Point> = {
    above: () => at(-back, -labelHeight - gap),
    below: () => at(-back, size.height + gap),
    after: () => at(size.width + gap, middle),
    before: () => at(-width - gap, middle),
    own: () => at(-back, Math.max(0, middle)),
  };
  return { slot, origin: origins[slot](), slope, width };
}

function isInside(area: Quad, bounds: Size): boolean {
  return area.every(
    ({ x, y }) => x >= -0.5 && y >= -0.5 && x <= bounds.width + 0.5 && y <= bounds.height + 0.5,
  );
}
