import type { Point } from '../../../src/reading/geometry.ts';

type Stroke = readonly Point[];

/** Points of an arc about a centre; angles in turns, 0 = right, 0.25 = down. */
function arc(x: number, y: number, rx: number, ry: number, from: number, to: number): Stroke {
  const steps = Math.max(6, Math.ceil(Math.abs(to - from) * 28));
  return Array.from({ length: steps + 1 }, (_, i) => {
    const angle = 2 * Math.PI * (from + ((to - from) * i) / steps);
    return { x: x + rx * Math.cos(angle), y: y + ry * Math.sin(angle) };
  });
}

function line(...coordinates: readonly (readonly [number, number])[]): Stroke {
  return coordinates.map(([x, y]) => ({ x, y }));
}

/** The word "hello" as strokes of our own: baseline at y = 0, x-height 34 units. */
export const HELLO: readonly Stroke[] = [
  [...line([0, -66], [0, 0], [0, -18]), ...arc(14, -18, 14, 16, 0.5, 1), ...line([28, 0])],
  [...line([40, -18], [68, -18]), ...arc(54, -18, 14, 17, 0, -0.88)],
  line([82, -66], [82, -6], [86, 0]),
  line([98, -66], [98, -6], [102, 0]),
  [...arc(128, -17, 15, 17, -0.25, -1.25)],
];

/** The digits "310" as strokes of our own, each without lifting the pen. */
export const DIGITS: readonly Stroke[] = [
  [...arc(15, -48, 14, 15, 0.58, 1.25), ...arc(15, -17, 16, 17, 0.75, 1.4)],
  line([48, -52], [60, -66], [60, 0]),
  arc(98, -33, 18, 32, -0.25, -1.25),
];
