import { expect, test } from 'vitest';
import { quadOfBox } from '../../src/reading/geometry.ts';
import type { GrayImage } from '../../src/reading/image.ts';
import type { TrackedLine } from '../../src/reading/tracking/trackedLine.ts';
import { liveHint } from '../../src/worker/liveHints.ts';

function plain(luma: number): GrayImage {
  return { width: 192, height: 108, data: new Uint8Array(192 * 108).fill(luma) };
}

function line(height: number, change: Partial<TrackedLine> = {}): TrackedLine {
  const box = { x: 10, y: 10, width: 200, height };
  return {
    id: 1,
    quad: quadOfBox(box),
    box,
    lineClass: 'handwriting',
    classProbability: 1,
    score: 1,
    reading: null,
    status: 'sure',
    ageMs: 5000,
    seen: true,
    isCut: false,
    settledMs: 5000,
    isReadSettled: true,
    isOtherInk: false,
    checkedMs: 0,
    ...change,
  };
}

const WAITING = { status: 'unsure', ageMs: 5000 } as const;

test('a dark picture wants light before all else', () => {
  expect(liveHint(plain(30), [line(8, WAITING)], 0)).toBe('more-light');
  expect(liveHint(plain(30), [], 0)).toBe('more-light');
});

test('small lines that are not read want to come closer', () => {
  const lines = [line(9, WAITING), line(11, WAITING), line(40)];
  expect(liveHint(plain(160), lines, 0)).toBe('come-closer');
});

test('lines blurred by motion want a steady hand, but not at once', () => {
  expect(liveHint(plain(160), [line(40, WAITING)], 200)).toBe('hold-still');
  expect(liveHint(plain(160), [line(40, { ...WAITING, ageMs: 500 })], 200)).toBeNull();
});

test('a sway of two px asks for nothing, however long lines stay unsure', () => {
  // Two px to and fro once a second go at 2π · 2 px a second at most.
  expect(liveHint(plain(160), [line(40, WAITING)], 4 * Math.PI)).toBeNull();
});

test('nothing is said while all is well: not in the dark, nor of small lines, nor in motion', () => {
  expect(liveHint(plain(160), [], 0)).toBeNull();
  expect(liveHint(plain(30), [line(9), line(38)], 400)).toBeNull();
});
