import type { Point } from '../geometry.ts';

/** How a One-Euro filter weighs calm against delay. */
export interface OneEuroSettings {
  /** Cutoff at rest, Hz: lower is calmer. */
  readonly restCutoffHz: number;
  /** Cutoff gained for each unit of speed (units per second): higher follows faster. */
  readonly cutoffPerSpeed: number;
  /** Cutoff of the speed itself, Hz. */
  readonly speedCutoffHz: number;
}

/** Smooths a moving point: strongly at rest, hardly in motion. */
export interface PointFilter {
  /** Takes a measured point and gives the smoothed one. Times must not go back. */
  filter(measured: Point, timeMs: number): Point;
  /** Units per second. */
  readonly velocity: Point;
  reset(): void;
}

/** Share of a new value that a low-pass of the given cutoff takes after a step. */
function lowPassGain(cutoffHz: number, stepS: number): number {
  const rate = 2 * Math.PI * cutoffHz * stepS;
  return rate / (rate + 1);
}

const STILL: Point = { x: 0, y: 0 };

/**
 * The One-Euro filter of Casiez, Roussel and Vogel, CHI 2012, for points: both coordinates share
 * the cutoff that follows from the speed, so that smoothing does not bend what is written.
 */
export function createOneEuroFilter(settings: OneEuroSettings): PointFilter {
  let last: { readonly raw: Point; readonly smooth: Point; readonly timeMs: number } | null = null;
  let velocity = STILL;
  return {
    get velocity() {
      return velocity;
    },
    filter(measured, timeMs) {
      const stepS = last === null ? 0 : (timeMs - last.timeMs) / 1000;
      if (last === null || stepS <= 0) {
        const smooth = last === null ? measured : last.smooth;
        last = { raw: measured, smooth, timeMs: last?.timeMs ?? timeMs };
        return smooth;
      }
      const speedGain = lowPassGain(settings.speedCutoffHz, stepS);
      velocity = {
        x: velocity.x + speedGain * ((measured.x - last.raw.x) / stepS - velocity.x),
        y: velocity.y + speedGain * ((measured.y - last.raw.y) / stepS - velocity.y),
      };
      const speed = Math.hypot(velocity.x, velocity.y);
      const gain = lowPassGain(settings.restCutoffHz + settings.cutoffPerSpeed * speed, stepS);
      const smooth = {
        x: last.smooth.x + gain * (measured.x - last.smooth.x),
        y: last.smooth.y + gain * (measured.y - last.smooth.y),
      };
      last = { raw: measured, smooth, timeMs };
      return smooth;
    },
    reset() {
      last = null;
      velocity = STILL;
    },
  };
}
