import { expect, test } from 'vitest';
import { OutlineDraft } from '../../../src/app/board/outlineDraft.ts';

const picture = { width: 200, height: 100 };
const viewport = { scale: 2, x: 30, y: 40 };

function drafted(...points: readonly (readonly [number, number])[]): OutlineDraft {
  const draft = new OutlineDraft();
  for (const [x, y] of points) draft.put({ x, y }, viewport, picture, false);
  return draft;
}

test('points stay inside the picture, and the second press of a double click is none', () => {
  const draft = drafted([10, 10], [250, 10], [199, 11], [100, 120]);
  expect(draft.points).toEqual([
    { x: 10, y: 10 },
    { x: 200, y: 10 },
    { x: 100, y: 100 },
  ]);
});

test('the first point closes it from the third on; a finger needs to come less near', () => {
  const first = { x: 17, y: 10 };
  expect(drafted([10, 10], [90, 10]).put({ x: 10, y: 10 }, viewport, picture, false)).toBe(true);
  expect(drafted([10, 10], [90, 10], [50, 80]).put(first, viewport, picture, false)).toBe(true);
  expect(drafted([10, 10], [90, 10], [50, 80]).put(first, viewport, picture, true)).toBe(false);
});

test('finished, it gives its outline once; one that encloses nothing is given up', () => {
  const draft = drafted([10, 10], [90, 10], [50, 80]);
  expect(draft.finish()).toHaveLength(3);
  expect(draft.finish()).toBeNull();
  const line = drafted([10, 10], [90, 10]);
  expect(line.drop()).toBe(true);
  expect(line.points).toHaveLength(1);
  expect(line.finish()).toBeNull();
  expect(line.drop()).toBe(false);
});
