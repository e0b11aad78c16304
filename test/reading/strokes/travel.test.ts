import { describe, expect, it } from 'vitest';
import { type InkPoint, inkedParts } from '../../../src/reading/strokes/ink.ts';
import { createInkStore } from '../../../src/reading/strokes/inkStore.ts';
import { findFastTravel } from '../../../src/reading/strokes/travel.ts';

function stroke(points: readonly (readonly [number, number])[]): readonly InkPoint[] {
  return points.map(([x, y], i) => ({ x, y, timeMs: i * 33 }));
}

describe('fast straight travel', () => {
  // Down slowly, up and across fast, down slowly: two letters without lifting the pen.
  const down = Array.from({ length: 11 }, (_, i): [number, number] => [100, 100 + 8 * i]);
  const across: [number, number][] = [
    [120, 150],
    [140, 125],
  ];
  const again = Array.from({ length: 11 }, (_, i): [number, number] => [160, 100 + 8 * i]);
  const points = stroke([...down, ...across, ...again]);

  it('is told apart from ink by its speed', () => {
    expect(findFastTravel(points)).toEqual([{ from: 10, to: 13 }]);
    const parts = inkedParts({ points, travel: findFastTravel(points) });
    expect(parts.map((part) => part.length)).toEqual([11, 11]);
  });

  it('is not found in a stroke of even speed, nor in one point', () => {
    const dot = stroke([[140, 80]]);
    expect(findFastTravel(stroke(down))).toEqual([]);
    expect(findFastTravel(dot)).toEqual([]);
    expect(inkedParts({ points: dot })).toEqual([dot]);
  });

  it('is kept by the store where the pen is never lifted, and drawn anew without it', () => {
    const written = (mayTravel: boolean) => {
      const store = createInkStore();
      const changes: string[] = [];
      store.subscribe(({ kind }) => changes.push(kind));
      store.apply([
        { do: 'begin', mayTravel },
        ...points.map((point) => ({ do: 'write', point }) as const),
        { do: 'lift' },
      ]);
      return { travel: store.ink().strokes[0]?.travel, last: changes.at(-1) };
    };
    expect(written(true)).toEqual({ travel: [{ from: 10, to: 13 }], last: 'rewritten' });
    expect(written(false)).toEqual({ travel: undefined, last: 'extended' });
  });
});
