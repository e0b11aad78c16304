import { expect, test } from 'vitest';
import type { InkPoint } from '../../../src/reading/strokes/ink.ts';
import {
  createInkStore,
  type InkChange,
  type InkStore,
} from '../../../src/reading/strokes/inkStore.ts';

function points(...xs: number[]): InkPoint[] {
  return xs.map((x) => ({ x, y: 0, timeMs: x }));
}

function write(store: InkStore, ...xs: number[]): void {
  store.extend(points(...xs));
  store.lift();
}

function xsOf(store: InkStore): number[][] {
  return store.ink().strokes.map((stroke) => stroke.points.map(({ x }) => x));
}

test('points go on the stroke until the pen is lifted, and listeners hear from where', () => {
  const store = createInkStore();
  const heard: InkChange[] = [];
  store.subscribe((change) => heard.push(change));
  store.extend(points(1, 2));
  write(store, 3);
  write(store, 9);
  expect(xsOf(store)).toEqual([[1, 2, 3], [9]]);
  expect(heard.map((change) => (change.kind === 'extended' ? change.from : -1))).toEqual([0, 2, 0]);
  expect(store.ink().strokes.map(({ id }) => id)).toEqual([0, 1]);
});

test('a line begins once it has ink', () => {
  const store = createInkStore();
  store.newLine();
  write(store, 1);
  store.newLine();
  store.newLine();
  expect(store.awaitsLine).toBe(true);
  write(store, 2);
  write(store, 3);
  expect(store.ink().strokes.map(({ startsLine }) => startsLine)).toEqual([
    undefined,
    true,
    undefined,
  ]);
});

test('every step is taken back and done again, clearing included', () => {
  const store = createInkStore();
  write(store, 1);
  write(store, 2);
  store.clear();
  const cleared = store.step;
  expect(store.isEmpty).toBe(true);
  expect(store.undo()).toBe(cleared);
  expect(xsOf(store)).toEqual([[1], [2]]);
  store.undo();
  expect(xsOf(store)).toEqual([[1]]);
  store.redo();
  expect(store.redo()).toBe(cleared);
  expect(store.isEmpty).toBe(true);
  expect(store.redo()).toBeNull();
  store.undo();
  write(store, 7);
  expect(store.canRedo).toBe(false);
  expect(xsOf(store)).toEqual([[1], [2], [7]]);
});

test('what was no writing goes, and the stroke being written can be taken back', () => {
  const store = createInkStore();
  write(store, 1);
  store.apply([
    { do: 'begin', mayTravel: true },
    { do: 'write', point: { x: 5, y: 5, timeMs: 5 } },
    { do: 'discard' },
  ]);
  expect(xsOf(store)).toEqual([[1]]);
  store.extend(points(8));
  store.undo();
  expect(xsOf(store)).toEqual([[1]]);
});

test('ink that was given out does not change any more', () => {
  const store = createInkStore();
  store.extend(points(1));
  const before = store.ink();
  store.extend(points(2));
  expect(before.strokes[0]?.points).toHaveLength(1);
});

test('strokes after an edit never share a number', () => {
  const store = createInkStore();
  write(store, 1);
  store.edit((strokes) => [...strokes, { id: 40, points: points(4) }]);
  write(store, 5);
  expect(store.ink().strokes.map(({ id }) => id)).toEqual([0, 40, 41]);
});
