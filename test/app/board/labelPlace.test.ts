import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { CoveredBoxes, labelPlace } from '../../../src/app/board/labelPlace.ts';
import { intersectionArea } from '../../../src/reading/geometry.ts';

test('a label lies inside the view and never over its own box', () => {
  const side = fc.integer({ min: 20, max: 900 });
  fc.assert(
    fc.property(
      fc.record({
        ...{ x: fc.integer({ min: 0, max: 780 }), y: fc.integer({ min: 0, max: 580 }) },
        ...{ width: side, height: side },
      }),
      fc.integer({ min: 20, max: 200 }),
      (box, width) => {
        const place = labelPlace(box, width, { width: 800, height: 600 });
        if (place === null) return;
        const label = { ...place, width, height: 18 };
        expect(intersectionArea(label, box)).toBe(0);
        expect(label.x).toBeGreaterThanOrEqual(0);
        expect(label.x + width).toBeLessThanOrEqual(800);
        expect(label.y).toBeGreaterThanOrEqual(0);
        expect(label.y + 18).toBeLessThanOrEqual(600);
      },
    ),
  );
});

test('a box at the top has its label below, one from top to bottom beside it', () => {
  const view = { width: 800, height: 600 };
  expect(labelPlace({ x: 100, y: 4, width: 60, height: 40 }, 50, view)).toEqual({ x: 99, y: 46 });
  expect(labelPlace({ x: 100, y: 0, width: 60, height: 600 }, 50, view)).toEqual({ x: 162, y: 0 });
  expect(labelPlace({ x: 0, y: 0, width: 800, height: 600 }, 50, view)).toBeNull();
});

test('between close lines a label stands at the end of its own, where it covers nothing', () => {
  const view = { width: 800, height: 600 };
  const lines = [100, 130, 160].map((y) => ({ x: 50, y, width: 300, height: 26 }));
  const [first, second, third] = lines;
  if (!first || !second || !third) throw new Error('no lines');
  const covered = new CoveredBoxes(lines, view);
  expect(labelPlace(first, 60, view, covered)).toEqual({ x: 49, y: 80 });
  expect(labelPlace(second, 60, view, covered)).toEqual({ x: 352, y: 130 });
  expect(labelPlace(third, 60, view, covered)).toEqual({ x: 49, y: 188 });
  // Where every place covers something, the least of it.
  const wide = lines.map((line) => ({ ...line, x: 0, width: 800 }));
  expect(labelPlace(wide[1] ?? first, 60, view, new CoveredBoxes(wide, view))?.y).toBe(110);
});

test('a label covers no more of the others than any place that it could have', () => {
  const view = { width: 400, height: 300 };
  const place = fc.record({
    ...{ x: fc.integer({ min: 0, max: 380 }), y: fc.integer({ min: 0, max: 280 }) },
    ...{ width: fc.integer({ min: 8, max: 200 }), height: fc.integer({ min: 8, max: 90 }) },
  });
  fc.assert(
    fc.property(fc.array(place, { minLength: 1, maxLength: 12 }), (boxes) => {
      const [box] = boxes;
      if (!box) return;
      const at = labelPlace(box, 50, view, new CoveredBoxes(boxes, view));
      const alone = labelPlace(box, 50, view);
      const over = (point: typeof at) =>
        boxes.some(
          (one) => point && intersectionArea({ ...point, width: 50, height: 18 }, one) > 0,
        );
      expect(at === null).toBe(alone === null);
      if (!over(alone)) expect(at).toEqual(alone);
    }),
  );
});

test('between touching lines as wide as the picture labels leave the beginnings free', () => {
  const view = { width: 860, height: 700 };
  const lines = Array.from({ length: 14 }, (_, i) => ({
    ...{ x: 16, y: 32.3 + i * 44.1, width: 838, height: 44.1 },
  }));
  const covered = new CoveredBoxes(lines, view);
  const places = lines.map((line) => labelPlace(line, 120, view, covered));
  // Above the first there is paper, and below the last.
  expect(places[0]?.x).toBe(15);
  expect(places.at(-1)?.x).toBe(15);
  expect(places.slice(1, -1).map((place) => place?.x)).toEqual(Array(12).fill(735));
  // Each stands above its own: no two lie in one line.
  expect(new Set(places.map((place) => place?.y)).size).toBe(14);
});

test('a box is counted once for a label, however many rows both reach over', () => {
  const box = { x: 0, y: 0, width: 800, height: 600 };
  const covered = new CoveredBoxes([box], { width: 800, height: 600 });
  for (const y of [10, 30, 60]) {
    expect(covered.under({ x: 100, y, width: 50, height: 18 })).toBe(900);
  }
});
