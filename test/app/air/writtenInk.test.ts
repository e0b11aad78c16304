import { expect, test } from 'vitest';
import { type InkChange, WrittenInk } from '../../../src/app/air/writtenInk.ts';
import type { InkPoint } from '../../../src/reading/strokes/ink.ts';

function points(...xs: number[]): InkPoint[] {
  return xs.map((x) => ({ x, y: 0, timeMs: x }));
}

function xsOf(ink: WrittenInk): number[][] {
  return ink.ink().strokes.map((stroke) => stroke.points.map(({ x }) => x));
}

test('points go on the last stroke until one begins, and listeners hear from where', () => {
  const ink = new WrittenInk();
  const heard: InkChange[] = [];
  ink.subscribe((change) => heard.push(change));
  ink.extend(points(1, 2), true);
  ink.extend(points(3), false);
  ink.extend(points(9), true);
  expect(xsOf(ink)).toEqual([[1, 2, 3], [9]]);
  expect(heard.map((change) => (change.kind === 'extended' ? change.from : -1))).toEqual([0, 2, 0]);
});

test('a new line counts once it has ink, undo goes back to the line before', () => {
  const ink = new WrittenInk();
  ink.newLine();
  ink.extend(points(1), true);
  ink.newLine();
  ink.newLine();
  ink.extend(points(2), true);
  expect(ink.ink().strokes.map(({ line }) => line)).toEqual([0, 1]);
  ink.undo();
  ink.extend(points(3), true);
  expect(ink.ink().strokes.map(({ line }) => line)).toEqual([0, 0]);
});

test('a camera’s writer that begins anew changes only its own strokes', () => {
  const ink = new WrittenInk();
  ink.extend(points(1), true);
  ink.newLine();
  ink.extend(points(2), true);
  ink.settle();
  ink.extend(points(3), false);
  ink.replace({ strokes: [{ points: points(30), line: 0 }] });
  expect(xsOf(ink)).toEqual([[1], [2], [30]]);
  expect(ink.ink().strokes.map(({ line }) => line)).toEqual([0, 1, 1]);
  expect(ink.undo()).toBe(true);
  // What was there before it began is not the writer's to take away.
  expect(ink.undo()).toBe(false);
  ink.replace({ strokes: [] });
  expect(xsOf(ink)).toEqual([[1]]);
});

test('ink that was given out does not change any more', () => {
  const ink = new WrittenInk();
  ink.extend(points(1), true);
  const before = ink.ink();
  ink.extend(points(2), false);
  expect(before.strokes[0]?.points).toHaveLength(1);
  ink.clear();
  expect(ink.isEmpty).toBe(true);
});
