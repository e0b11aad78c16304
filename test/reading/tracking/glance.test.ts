import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Box } from '../../../src/reading/geometry.ts';
import type { RasterImage } from '../../../src/reading/image.ts';
import {
  followGlance,
  GLANCE_WIDTH,
  glanceOf,
  glanceTemplate,
} from '../../../src/reading/tracking/glance.ts';
import { moved, type Similarity, STANDSTILL } from '../../../src/reading/tracking/paperMotion.ts';

const FRAME = { width: 640, height: 360 };
const LINES: readonly Box[] = [0, 1, 2, 3, 4].map((row) => ({
  x: 150,
  y: 75 + row * 45,
  width: 320 - row * 30,
  height: 25,
}));

/** Ink of a paper: strokes of differing lengths within the lines; 0 = paper. */
function inkAt(x: number, y: number): number {
  const row = LINES.find((line) => y >= line.y && y < line.y + line.height);
  if (row === undefined || x < row.x || x > row.x + row.width) return 0;
  const word = Math.sin(x * 0.086 + row.y) > -0.6;
  const stroke = Math.sin(x * 0.62 + 3 * Math.sin(x * 0.034 + row.y)) > 0.2;
  return word && stroke ? 150 : 0;
}

/** A frame that shows the paper moved, over a desk that stays, in some light. */
function frameOf(motion: Similarity, light = 1): RasterImage {
  const { width, height } = FRAME;
  const data = new Uint8ClampedArray(width * height * 4);
  const size = motion.a ** 2 + motion.b ** 2;
  const [a, b] = [motion.a / size, -motion.b / size];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const [px, py] = [x - motion.dx, y - motion.dy];
      const [u, v] = [a * px - b * py, b * px + a * py];
      const onPaper = u > 100 && u < 540 && v > 45 && v < 320;
      const desk = 90 + 20 * Math.sin(x * 0.1) * Math.cos(y * 0.14);
      const p = (y * width + x) * 4;
      data[p] = data[p + 1] = data[p + 2] = (onPaper ? 235 - inkAt(u, v) : desk) * light;
    }
  }
  return { width, height, data };
}

const still = glanceTemplate(glanceOf(frameOf(STANDSTILL)), FRAME.width, LINES);

/** Largest distance of a line's corner from where the motion found puts it, px of the frame. */
function apart(found: Similarity | null, truth: Similarity): number {
  if (found === null) return Number.POSITIVE_INFINITY;
  const corners = LINES.flatMap(({ x, y, width, height }) => [
    { x, y },
    { x: x + width, y: y + height },
  ]);
  return Math.max(
    ...corners.map((corner) => {
      const [p, q] = [moved(corner, found), moved(corner, truth)];
      return Math.hypot(p.x - q.x, p.y - q.y);
    }),
  );
}

describe('followGlance', () => {
  test('finds how the paper moved, to within a px or two of the frame', () => {
    const motions = fc.record({
      turn: fc.double({ min: -0.04, max: 0.04, noNaN: true }),
      grow: fc.double({ min: 0.96, max: 1.04, noNaN: true }),
      dx: fc.double({ min: -20, max: 20, noNaN: true }),
      dy: fc.double({ min: -15, max: 15, noNaN: true }),
    });
    fc.assert(
      fc.property(motions, ({ turn, grow, dx, dy }) => {
        const [a, b] = [grow * Math.cos(turn), grow * Math.sin(turn)];
        // About the frame's middle, as paper in a hand turns.
        const truth = {
          ...{ a, b },
          dx: dx + 320 - (a * 320 - b * 180),
          dy: dy + 180 - (b * 320 + a * 180),
        };
        const found = followGlance(still, glanceOf(frameOf(truth)), FRAME.width);
        expect(apart(found, truth)).toBeLessThan(1.5);
      }),
      { numRuns: 8 },
    );
  });

  test('a far shift is found from the motion before it, and less light changes nothing', () => {
    const truth = { ...STANDSTILL, dx: 90, dy: -30 };
    const start = { ...STANDSTILL, dx: 80, dy: -25 };
    const found = followGlance(still, glanceOf(frameOf(truth, 0.7)), FRAME.width, [
      STANDSTILL,
      start,
    ]);
    expect(apart(found, truth)).toBeLessThan(1.5);
  });

  test('another picture is not taken for the paper', () => {
    const data = new Uint8ClampedArray(FRAME.width * FRAME.height * 4);
    for (let i = 0; i < data.length; i++)
      data[i] = 120 + 100 * Math.sin(i * 0.013) * Math.cos(i * 0.00007);
    expect(followGlance(still, glanceOf({ ...FRAME, data }), FRAME.width)).toBeNull();
  });
});

test('a glance is a small gray mean of the frame', () => {
  const glance = glanceOf(frameOf(STANDSTILL));
  expect([glance.width, glance.height]).toEqual([GLANCE_WIDTH, 108]);
  expect(glance.data[Math.round(54) * GLANCE_WIDTH + 35]).toBeGreaterThan(200);
});
