import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BoxGrid } from '../../../src/app/board/boxGrid.ts';

const boxes = fc.array(
  fc.record({
    x: fc.integer({ min: 0, max: 900 }),
    y: fc.integer({ min: 0, max: 900 }),
    width: fc.integer({ min: 1, max: 600 }),
    height: fc.integer({ min: 1, max: 600 }),
  }),
  { maxLength: 60 },
);
const point = fc.record({
  x: fc.integer({ min: -20, max: 1500 }),
  y: fc.integer({ min: -20, max: 1500 }),
});

test('a point in reach of a lower right corner is on the box, one px further it is not', () => {
  fc.assert(
    fc.property(boxes, fc.integer({ min: 0, max: 200 }), (placed, reach) => {
      const grid = new BoxGrid(
        placed.map((box, index) => ({ id: String(index), box })),
        reach,
      );
      placed.forEach(({ x, y, width, height }, index) => {
        const corner = { x: x + width + reach, y: y + height + reach };
        expect(grid.at(corner)).toContain(String(index));
        expect(grid.at({ ...corner, x: corner.x + 1 })).not.toContain(String(index));
      });
    }),
  );
});

test('finds what asking every box would find, the smallest first', () => {
  fc.assert(
    fc.property(boxes, point, fc.integer({ min: 0, max: 30 }), (placed, at, reach) => {
      const named = placed.map((box, index) => ({ id: String(index), box }));
      const found = new BoxGrid(named, reach).at(at);
      const expected = named
        .filter(
          ({ box }) =>
            at.x >= box.x - reach &&
            at.x <= box.x + box.width + reach &&
            at.y >= box.y - reach &&
            at.y <= box.y + box.height + reach,
        )
        .map(({ id }) => id);
      expect([...found].sort()).toEqual(expected.sort());
      const areas = found.map((id) => {
        const box = placed[Number(id)];
        return box ? box.width * box.height : 0;
      });
      expect(areas).toEqual([...areas].sort((a, b) => a - b));
    }),
  );
});
