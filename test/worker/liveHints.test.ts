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
    ...change,
  };
}

test('a dark picture wants light before all else', () => {
  expect(liveHint(plain(30), [line(8)])).toBe('more-light');
});

test('small lines want to come closer', () => {
  expect(liveHint(plain(160), [line(9), line(11), line(40)])).toBe('come-closer');
});

test('lines that stay unsure want a steady hand, but not at once', () => {
  const unsure = (ageMs: number) => [line(40, { status: 'unsure', ageMs })];
  expect(liveHint(plain(160), unsure(5000))).toBe('hold-still');
  expect(liveHint(plain(160), unsure(500))).toBeNull();
});

test('nothing is said while all is well', () => {
  expect(liveHint(plain(160), [])).toBeNull();
  expect(liveHint(plain(160), [line(40), line(38)])).toBeNull();
});
