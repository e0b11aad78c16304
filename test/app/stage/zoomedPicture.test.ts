import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  panBy,
  showPlace,
  WHOLE,
  type Zoom,
  zoomBy,
} from '../../../src/app/stage/zoomedPicture.ts';

const FRAME = { width: 800, height: 450 };
const steps = fc.array(
  fc.oneof(
    fc.record({
      factor: fc.double({ min: 0.2, max: 5, noNaN: true }),
      x: fc.double({ min: 0, max: 800, noNaN: true }),
      y: fc.double({ min: 0, max: 450, noNaN: true }),
    }),
    fc.record({
      dx: fc.double({ min: -900, max: 900, noNaN: true }),
      dy: fc.double({ min: -900, max: 900, noNaN: true }),
    }),
  ),
  { maxLength: 12 },
);

type Step =
  | { readonly factor: number; readonly x: number; readonly y: number }
  | { readonly dx: number; readonly dy: number };

function after(made: readonly Step[]): Zoom {
  return made.reduce<Zoom>(
    (zoom, step) =>
      'factor' in step
        ? zoomBy(zoom, step.factor, step, FRAME)
        : panBy(zoom, step.dx, step.dy, FRAME),
    WHOLE,
  );
}

test('the picture fills its frame whatever is done', () => {
  fc.assert(
    fc.property(steps, (made) => {
      const { scale, x, y } = after(made);
      expect(scale).toBeGreaterThanOrEqual(1);
      expect(x).toBeLessThanOrEqual(0);
      expect(y).toBeLessThanOrEqual(0);
      expect(x + FRAME.width * scale).toBeGreaterThanOrEqual(FRAME.width - 1e-6);
      expect(y + FRAME.height * scale).toBeGreaterThanOrEqual(FRAME.height - 1e-6);
    }),
  );
});

test('what lies under the pointer stays under it', () => {
  const at = { x: 300, y: 200 };
  const zoom = zoomBy(WHOLE, 2.5, at, FRAME);
  expect((at.x - zoom.x) / zoom.scale).toBeCloseTo(at.x, 9);
  expect((at.y - zoom.y) / zoom.scale).toBeCloseTo(at.y, 9);
  const more = zoomBy(zoom, 1.4, { x: 500, y: 100 }, FRAME);
  expect((500 - more.x) / more.scale).toBeCloseTo((500 - zoom.x) / zoom.scale, 9);
});

test('a place that is shown is in sight, and the picture fills its frame', () => {
  const place = fc.record({
    x: fc.double({ min: 0, max: 760, noNaN: true }),
    y: fc.double({ min: 0, max: 430, noNaN: true }),
    width: fc.double({ min: 1, max: 40, noNaN: true }),
    height: fc.double({ min: 1, max: 20, noNaN: true }),
  });
  fc.assert(
    fc.property(steps, place, (made, box) => {
      const { scale, x, y } = showPlace(after(made), box, FRAME);
      expect(x).toBeLessThanOrEqual(0);
      expect(y).toBeGreaterThanOrEqual(FRAME.height * (1 - scale) - 1e-6);
      expect(box.x * scale + x).toBeGreaterThan(-1e-6);
      expect(box.y * scale + y).toBeGreaterThan(-1e-6);
      expect((box.x + Math.min(box.width, FRAME.width / scale)) * scale + x).toBeLessThan(
        FRAME.width + 1e-6,
      );
      expect((box.y + Math.min(box.height, FRAME.height / scale)) * scale + y).toBeLessThan(
        FRAME.height + 1e-6,
      );
    }),
  );
});
