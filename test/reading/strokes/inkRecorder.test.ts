import { describe, expect, it } from 'vitest';
import { type InkPoint, inkedParts } from '../../../src/reading/strokes/ink.ts';
import { createInkRecorder } from '../../../src/reading/strokes/inkRecorder.ts';
import { findFastTravel } from '../../../src/reading/strokes/travel.ts';

function stroke(points: readonly (readonly [number, number])[], fromMs = 0): readonly InkPoint[] {
  return points.map(([x, y], i) => ({ x, y, timeMs: fromMs + i * 33 }));
}

function written(...strokes: readonly (readonly InkPoint[])[]) {
  const recorder = createInkRecorder();
  for (const points of strokes) {
    for (const point of points) recorder.add(point);
    recorder.lift();
  }
  return recorder;
}

const FIRST = stroke([
  [100, 100],
  [100, 180],
  [140, 140],
  [180, 180],
]);
const SECOND = stroke([
  [220, 110],
  [240, 180],
  [260, 120],
]);
const BELOW = stroke([
  [110, 300],
  [120, 380],
  [160, 340],
]);
const DOT = stroke([[140, 80]]);

describe('recorded ink', () => {
  it('keeps strokes apart and in one line, dots and crosses that are gone back for too', () => {
    const { strokes } = written(FIRST, SECOND, DOT).ink();
    expect(strokes.map(({ line }) => line)).toEqual([0, 0, 0]);
    expect(strokes.map(({ points }) => points)).toEqual([FIRST, SECOND, DOT]);
  });

  it('begins a line where the hand goes back and down', () => {
    const { strokes } = written(FIRST, SECOND, BELOW).ink();
    expect(strokes.map(({ line }) => line)).toEqual([0, 0, 1]);
  });

  it('takes back strokes one by one, also the one being written, and lines with them', () => {
    const recorder = written(FIRST, SECOND, BELOW);
    for (const point of DOT) recorder.add(point);
    const before = recorder.version;
    recorder.undo();
    expect(recorder.ink().strokes).toHaveLength(3);
    expect(recorder.version).toBeGreaterThan(before);
    recorder.undo();
    recorder.add({ x: 300, y: 120, timeMs: 900 });
    expect(recorder.ink().strokes.at(-1)?.line).toBe(0);
    recorder.clear();
    expect(recorder.isEmpty).toBe(true);
    recorder.undo();
    expect(recorder.ink().strokes).toEqual([]);
  });

  it('begins a line when told to, and not twice', () => {
    const recorder = written(FIRST);
    recorder.newLine();
    recorder.newLine();
    recorder.add({ x: 220, y: 110, timeMs: 500 });
    expect(recorder.ink().strokes.map(({ line }) => line)).toEqual([0, 1]);
  });
});

describe('fast straight travel', () => {
  // Down slowly, up and across fast, down slowly: two letters without lifting the pen.
  const down = Array.from({ length: 11 }, (_, i): [number, number] => [100, 100 + 8 * i]);
  const across = [
    [120, 150],
    [140, 125],
  ] as [number, number][];
  const again = Array.from({ length: 11 }, (_, i): [number, number] => [160, 100 + 8 * i]);
  const points = stroke([...down, ...across, ...again]);

  it('is told apart from ink by its speed', () => {
    expect(findFastTravel(points)).toEqual([{ from: 10, to: 13 }]);
    const parts = inkedParts({ points, line: 0, travel: findFastTravel(points) });
    expect(parts.map((part) => part.length)).toEqual([11, 11]);
  });

  it('is not found in a stroke of even speed, nor in one point', () => {
    expect(findFastTravel(stroke([...down, ...again.slice(0, 0)]))).toEqual([]);
    expect(findFastTravel(DOT)).toEqual([]);
    expect(inkedParts({ points: DOT, line: 0 })).toEqual([DOT]);
  });

  it('is only sought when asked for, and changes the ink’s version', () => {
    const recorder = createInkRecorder();
    recorder.setTravelSought(true);
    for (const point of points) recorder.add(point);
    const before = recorder.version;
    recorder.lift();
    expect(recorder.version).toBe(before + 1);
    expect(recorder.ink().strokes[0]?.travel).toHaveLength(1);
    expect(written(points).ink().strokes[0]?.travel).toBeUndefined();
  });
});
