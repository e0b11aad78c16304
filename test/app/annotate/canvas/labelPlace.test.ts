import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { labelPlace } from '../../../../src/app/annotate/canvas/paintBoxes.ts';
import { intersectionArea } from '../../../../src/reading/geometry.ts';

test('a label lies inside the view and never over its own box', () => {
  const side = fc.integer({ min: 20, max: 900 });
  fc.assert(
    fc.property(
      fc.record({ x: fc.integer({ min: 0, max: 700 }), y: side, width: side, height: side }),
      fc.integer({ min: 20, max: 200 }),
      (box, width) => {
        const place = labelPlace(box, width, { width: 800, height: 600 });
        if (place === null) return;
        const label = { ...place, width, height: 18 };
        expect(intersectionArea(label, box)).toBe(0);
        expect(label.y).toBeGreaterThanOrEqual(0);
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
