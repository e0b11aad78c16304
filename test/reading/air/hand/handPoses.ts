import type { HandLandmarks } from '../../../../src/reading/air/hand/handLandmarks.ts';
import type { Point } from '../../../../src/reading/geometry.ts';

/**
 * An upright right hand as a camera sees it, in palms: the wrist at the origin, y down, fingers up.
 * Thumb and index finger are moved by `poseAt`.
 */
const OPEN: readonly (readonly [number, number])[] = [
  [0, 0],
  [-0.3, -0.18],
  [-0.52, -0.42],
  [-0.66, -0.66],
  [-0.78, -0.88],
  [-0.24, -0.96],
  [-0.36, -1.36],
  [-0.38, -1.62],
  [-0.4, -1.84],
  [0, -1],
  [0, -1.46],
  [0, -1.74],
  [0, -1.98],
  [0.24, -0.94],
  [0.28, -1.34],
  [0.3, -1.6],
  [0.32, -1.8],
  [0.36, -0.82],
  [0.52, -1.1],
  [0.58, -1.28],
  [0.62, -1.46],
];

const THUMB_TIP = 4;
const INDEX_TIP = 8;

export interface HandPose {
  /** Where the middle between thumb and index tip is, px. */
  readonly tip: Point;
  /** Gap between the two tips, palms. */
  readonly gap: number;
  /** Length of the palm, px; default 120. */
  readonly palm?: number;
  /** Clockwise turn, radians. */
  readonly turn?: number;
}

/** The 21 joints of a hand whose thumb and index finger hold a pen that is not there. */
export function poseAt({ tip, gap, palm = 120, turn = 0 }: HandPose): HandLandmarks {
  const held = { x: -0.62, y: -1.3 };
  const joints = OPEN.map(([x, y], joint) => {
    if (joint === THUMB_TIP) return { x: held.x, y: held.y + gap / 2 };
    if (joint === INDEX_TIP) return { x: held.x, y: held.y - gap / 2 };
    return { x, y };
  });
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
  return joints.map(({ x, y }) => {
    const [dx, dy] = [(x - held.x) * palm, (y - held.y) * palm];
    return { x: tip.x + dx * cos - dy * sin, y: tip.y + dx * sin + dy * cos };
  });
}
