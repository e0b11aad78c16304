import { afterEach, describe, expect, it, vi } from 'vitest';
import { platformReading } from '../../../src/app/air/platformReading.ts';
import type { Ink } from '../../../src/reading/strokes/ink.ts';

const INK: Ink = {
  strokes: [
    {
      id: 0,
      points: [0, 1, 2, 3, 4, 5].map((i) => ({ x: 10 * i, y: 5, timeMs: 700 + 20 * i })),
      travel: [{ from: 2, to: 3 }],
    },
    { id: 1, points: [8, 9].map((i) => ({ x: 10 * i, y: 5, timeMs: 900 + i })) },
  ],
};

/** A recogniser that tells what it was given, and whether it was let go. */
function standIn(predict: () => Promise<readonly { text: string }[] | null>) {
  const strokes: unknown[][] = [];
  const finish = vi.fn();
  class Stroke {
    readonly points: unknown[] = [];
    addPoint(point: unknown): void {
      this.points.push(point);
    }
  }
  vi.stubGlobal('HandwritingStroke', Stroke);
  vi.stubGlobal('navigator', {
    createHandwritingRecognizer: async () => ({
      startDrawing: () => ({
        addStroke: ({ points }: Stroke) => strokes.push(points),
        getPrediction: predict,
      }),
      finish,
    }),
  });
  return { strokes, finish };
}

afterEach(() => vi.unstubAllGlobals());

describe('the browser’s own recogniser', () => {
  it('is not there where the browser has none', () => {
    vi.stubGlobal('navigator', {});
    expect(platformReading('en')).toBeNull();
  });

  it('is given the ink without its travel, with times from the first point', async () => {
    const { strokes, finish } = standIn(async () => [{ text: 'so' }, { text: '50' }]);
    expect(await platformReading('en')?.(INK)).toBe('so');
    expect(strokes.map(({ length }) => length)).toEqual([3, 3, 2]);
    expect(strokes[0]?.[0]).toEqual({ x: 0, y: 5, t: 0 });
    expect(strokes[2]?.[0]).toEqual({ x: 80, y: 5, t: 208 });
    expect(finish).toHaveBeenCalledOnce();
  });

  it('is let go when it reads nothing and when it fails', async () => {
    const nothing = standIn(async () => null);
    expect(await platformReading('en')?.(INK)).toBe('');
    expect(nothing.finish).toHaveBeenCalledOnce();
    const failing = standIn(() => Promise.reject(new Error('busy')));
    await expect(platformReading('en')?.(INK)).rejects.toThrow('busy');
    expect(failing.finish).toHaveBeenCalledOnce();
  });
});
