import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createOneEuroFilter } from '../../../src/reading/air/oneEuroFilter.ts';

const SETTINGS = { restCutoffHz: 1.5, cutoffPerSpeed: 0.15, speedCutoffHz: 8 };
const FRAME_MS = 1000 / 30;

describe('the One-Euro filter', () => {
  it('calms a resting tip to less than half its noise', () => {
    const filter = createOneEuroFilter({ ...SETTINGS, cutoffPerSpeed: 0 });
    const noise = [1, -1, 0.5, -0.7, 1.2, -1.1, 0.3, -0.4];
    const smooth = Array.from({ length: 64 }, (_, i) =>
      filter.filter({ x: 100 + (noise[i % noise.length] ?? 0), y: 50 }, i * FRAME_MS),
    ).slice(16);
    const worst = Math.max(...smooth.map(({ x }) => Math.abs(x - 100)));
    expect(worst).toBeLessThan(0.5);
  });

  it('lags less than two pixels behind a writing tip', () => {
    const filter = createOneEuroFilter(SETTINGS);
    let lag = 0;
    for (let i = 0; i < 30; i++) {
      const x = 0.4 * i * FRAME_MS;
      lag = x - filter.filter({ x, y: 0 }, i * FRAME_MS).x;
    }
    expect(lag).toBeGreaterThan(0);
    expect(lag).toBeLessThan(2);
  });

  it('gives the measured point first, and stays put for a time that has not moved on', () => {
    const filter = createOneEuroFilter(SETTINGS);
    expect(filter.filter({ x: 3, y: 4 }, 10)).toEqual({ x: 3, y: 4 });
    expect(filter.filter({ x: 90, y: 90 }, 10)).toEqual({ x: 3, y: 4 });
    filter.reset();
    expect(filter.filter({ x: 90, y: 90 }, 11)).toEqual({ x: 90, y: 90 });
  });

  it('never leaves the range of what was measured', () => {
    const points = fc.array(
      fc.tuple(fc.integer({ max: 999, min: 0 }), fc.integer({ max: 90, min: 1 })),
      {
        minLength: 1,
      },
    );
    fc.assert(
      fc.property(points, (steps) => {
        const filter = createOneEuroFilter(SETTINGS);
        let timeMs = 0;
        const xs = steps.map(([x]) => x);
        for (const [x, stepMs] of steps) {
          timeMs += stepMs;
          const smooth = filter.filter({ x, y: 0 }, timeMs);
          expect(smooth.x).toBeGreaterThanOrEqual(Math.min(...xs) - 1e-9);
          expect(smooth.x).toBeLessThanOrEqual(Math.max(...xs) + 1e-9);
        }
      }),
    );
  });
});
