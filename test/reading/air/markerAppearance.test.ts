import { describe, expect, it } from 'vitest';
import { createMarkerAppearance } from '../../../src/reading/air/markerAppearance.ts';
import type { SmallFrame } from '../../../src/reading/air/smallFrame.ts';
import { distance, type Point } from '../../../src/reading/geometry.ts';

const [WIDTH, HEIGHT, RADIUS] = [80, 60, 3.6];
/** A poster of the marker's colour. */
const POSTER = { left: 40, top: 20, right: 60, bottom: 40 };

/** A ball that is lit from above on a gray wall with a poster of its colour, and the ball's mask. */
function frameWith(ball: Point | null, light = 1): { frame: SmallFrame; mask: Uint8Array } {
  const [u, v, luma] = [0, 0, 0].map(() => new Float32Array(WIDTH * HEIGHT));
  if (!u || !v || !luma) throw new Error('no planes');
  const mask = new Uint8Array(WIDTH * HEIGHT);
  for (let y = 0, i = 0; y < HEIGHT; y++) {
    for (let x = 0; x < WIDTH; x++, i++) {
      const { left, top, right, bottom } = POSTER;
      const isPoster = x >= left && x < right && y >= top && y < bottom;
      const away = ball === null ? Infinity : distance(ball, { x, y });
      if (away < RADIUS) mask[i] = 255;
      const shade = ball === null ? 0 : (0.22 * (x + y - ball.x - ball.y)) / RADIUS;
      const isColoured = isPoster || away < RADIUS;
      u[i] = isColoured ? 0.3 : 0;
      v[i] = isColoured ? -0.1 : 0;
      luma[i] = light * (away < RADIUS ? 110 * (1 - shade) : isPoster ? 110 : 140);
    }
  }
  return { frame: { width: WIDTH, height: HEIGHT, cell: 2, u, v, luma }, mask };
}

/** How the ball looks before the plain wall. */
function remembered() {
  const appearance = createMarkerAppearance();
  const { frame, mask } = frameWith({ x: 20, y: 20 });
  const box = { x: 16, y: 16, width: 9, height: 9 };
  appearance.remember(frame, mask, { center: { x: 20, y: 20 }, area: 41, box, u: 0.3, v: -0.1 });
  return appearance;
}

describe('the looks of the marker', () => {
  it('tell it from a poster of its own colour that it passes before', () => {
    const appearance = remembered();
    for (const ball of [
      { x: 39, y: 30 },
      { x: 45, y: 27 },
      { x: 50, y: 34 },
    ]) {
      const place = appearance.find(frameWith(ball, 0.95).frame, { x: ball.x + 3, y: 30 }, 10);
      expect(place).not.toBeNull();
      if (place !== null) expect(distance(place, ball)).toBeLessThanOrEqual(1);
    }
  });

  it('are nowhere where the poster is alone, nor out of reach', () => {
    const appearance = remembered();
    expect(appearance.find(frameWith(null).frame, { x: 50, y: 30 }, 8)).toBeNull();
    expect(appearance.find(frameWith({ x: 70, y: 10 }).frame, { x: 50, y: 30 }, 8)).toBeNull();
  });

  it('are not known before it was seen', () => {
    const { frame } = frameWith({ x: 45, y: 27 });
    expect(createMarkerAppearance().find(frame, { x: 45, y: 27 }, 8)).toBeNull();
  });
});
