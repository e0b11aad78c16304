import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { beginGesture } from '../../../src/app/board/gesture.ts';
import {
  gripAt,
  gripsOf,
  isClosed,
  isOnOutline,
  KNOB_DISTANCE,
  knobOf,
  pulledOutline,
  turnable,
  turnedBy,
  withoutPoint,
} from '../../../src/app/board/outlineShaping.ts';
import type { SceneBox } from '../../../src/app/board/scene.ts';
import { turnedBoxOf } from '../../../src/formats/annotation/polygon.ts';
import {
  boundingBox,
  distance,
  type Point,
  rotatedRectangle,
} from '../../../src/reading/geometry.ts';

const picture = { width: 400, height: 300 };

function itemOf(polygon: readonly Point[] | null): SceneBox {
  const box = { x: 100, y: 100, width: 80, height: 40 };
  const shape = polygon === null ? box : { ...boundingBox(polygon), polygon };
  return { id: 'a', box: shape, colour: '#000000', label: 'a', text: null, difficult: false };
}

const turned = fc
  .record({
    x: fc.integer({ min: 120, max: 280 }),
    y: fc.integer({ min: 120, max: 180 }),
    width: fc.integer({ min: 10, max: 120 }),
    height: fc.integer({ min: 10, max: 80 }),
    slope: fc.double({ min: -3, max: 3, noNaN: true }),
  })
  .map(({ x, y, width, height, slope }) => rotatedRectangle({ x, y }, width, height, slope));
const anywhere = fc.record({
  x: fc.integer({ min: -50, max: 450 }),
  y: fc.integer({ min: -50, max: 350 }),
});
const pentagon = [
  { x: 20, y: 60 },
  { x: 90, y: 20 },
  { x: 160, y: 60 },
  { x: 130, y: 140 },
  { x: 50, y: 140 },
];

describe('turned boxes', () => {
  test('a corner that is pulled goes to the pointer; the one across stays, and all are square', () => {
    fc.assert(
      fc.property(turned, fc.nat(3), anywhere, (outline, index, to) => {
        const fixed = outline[(index + 2) % 4];
        if (!fixed || distance(fixed, to) < 20) return;
        const pulled = pulledOutline(itemOf(outline), { kind: 'point', index }, to, picture);
        expect(turnedBoxOf(pulled)).not.toBeNull();
        expect(Math.min(...pulled.map((point) => distance(point, fixed)))).toBeLessThan(1e-6);
        const box = turnedBoxOf(pulled);
        if (box !== null && box.width > 1.5 && box.height > 1.5) {
          expect(Math.min(...pulled.map((point) => distance(point, to)))).toBeLessThan(1e-6);
        }
      }),
    );
  });

  test('the knob shows where it is pulled to, within a step that holds; sides and middle stay', () => {
    fc.assert(
      fc.property(turned, anywhere, (outline, to) => {
        const before = turnedBoxOf(outline);
        if (before === null || distance(before.center, to) < 5) return;
        const after = turnedBoxOf(pulledOutline(itemOf(outline), { kind: 'turn' }, to, picture));
        if (after === null) throw new Error('not a turned box');
        expect(distance(after.center, before.center)).toBeLessThan(1e-6);
        expect(after.width).toBeCloseTo(before.width, 6);
        expect(after.height).toBeCloseTo(before.height, 6);
        const knob = knobOf(after, KNOB_DISTANCE);
        const shown = Math.atan2(knob.y - after.center.y, knob.x - after.center.x);
        const wanted = Math.atan2(to.y - after.center.y, to.x - after.center.x);
        const off = Math.abs(Math.atan2(Math.sin(shown - wanted), Math.cos(shown - wanted)));
        expect(off).toBeLessThanOrEqual(Math.PI / 240 + 1e-9);
      }),
    );
  });

  test('keys turn a plain box and back', () => {
    const there = turnedBy(itemOf(null).box, 15);
    if (there === null) throw new Error('not turnable');
    expect(turnedBoxOf(there)?.slope).toBeCloseTo(Math.PI / 12);
    const back = turnedBy({ ...boundingBox(there), polygon: there }, -15);
    expect(boundingBox(back ?? []).width).toBeCloseTo(80);
    expect(turnedBy({ ...boundingBox(pentagon), polygon: pentagon }, 15)).toBeNull();
  });
});

describe('polygons', () => {
  test('a point is pulled, the middle of an edge becomes one, and both stay in the picture', () => {
    const item = itemOf(pentagon);
    const moved = pulledOutline(item, { kind: 'point', index: 1 }, { x: 500, y: -9 }, picture);
    expect(moved).toEqual(pentagon.with(1, { x: 400, y: 0 }));
    const more = pulledOutline(item, { kind: 'edge', index: 4 }, { x: 5, y: 100 }, picture);
    expect(more).toEqual([...pentagon, { x: 5, y: 100 }]);
  });

  test('a point is taken out as long as three are left', () => {
    expect(withoutPoint(pentagon, 0)).toEqual(pentagon.slice(1));
    expect(withoutPoint(pentagon.slice(0, 3), 0)).toBeNull();
    expect(isClosed(pentagon.slice(0, 2))).toBe(false);
  });

  test('each grip is found where it lies', () => {
    for (const item of [itemOf(pentagon), itemOf(null)]) {
      for (const { grip, at } of gripsOf(item, 1)) expect(gripAt(item, at, 6, 1)).toEqual(grip);
    }
    expect(gripsOf(itemOf(null), 1).map(({ grip }) => grip.kind)).toEqual(['turn']);
    expect(turnable(itemOf(pentagon))).toBeNull();
  });

  test('a point beside an outline but in its box is not on it', () => {
    expect(isOnOutline(pentagon, { x: 22, y: 22 }, 4)).toBe(false);
    expect(isOnOutline(pentagon, { x: 90, y: 80 }, 0)).toBe(true);
    expect(isOnOutline(pentagon, { x: 90, y: 18 }, 4)).toBe(true);
  });
});

test('a plain box is still pulled by its handles, and turned by its knob alone', () => {
  const item = itemOf(null);
  const scene = {
    picture,
    boxes: [item],
    suggestions: [],
    selected: new Set(['a']),
    highlighted: null,
    draft: null,
    tool: 'select',
    square: false,
    labels: true,
    texts: false,
    locked: false,
  } as const;
  const press = { button: 0, touch: false, adding: false, copying: false, hits: ['a'] };
  const at = (view: Point) =>
    beginGesture(scene, { scale: 1, x: 0, y: 0 }, { ...press, view }).gesture.kind;
  expect(at({ x: 180, y: 140 })).toBe('resize');
  expect(at({ x: 140, y: 140 })).toBe('resize');
  expect(at({ x: 140, y: 140 + KNOB_DISTANCE })).toBe('reshape');
  expect(at({ x: 140, y: 120 })).toBe('drag');
});
