import { distance, type Point } from '../geometry.ts';
import type { PenEvent } from '../strokes/penEvent.ts';
import { createOneEuroFilter } from './oneEuroFilter.ts';
import type { PenState } from './penState.ts';

/** What became of a tip that was measured. */
export interface WrittenTip {
  /** Smoothed. */
  readonly tip: Point;
  readonly penDown: boolean;
  readonly dwellShare: number;
}

/** Turns measured tips into ink: filter, pen state, strokes. Points are as the writer sees them. */
export interface TipWriter {
  write(measured: Point, timeMs: number, pinched: boolean | null): WrittenTip;
  /**
   * The tip was not there.
   * @param isPredicted whether it may be back at once: then the pen stays as it is
   * @returns whether the pen is down
   */
  lose(isPredicted: boolean, timeMs: number): boolean;
  lift(): void;
  /** Lifts the pen and forgets where the tip was. */
  forget(): void;
  /** What was followed was no pen: the stroke being written was none. */
  discard(): void;
  /** What the pen did since this was last asked. */
  takeEvents(): readonly PenEvent[];
  readonly hasWritten: boolean;
  /** Whether there is ink, and the pen has been up or at rest for a while. */
  isPaused(timeMs: number): boolean;
  /** The picture's height, px: lengths and speeds are seen in relation to it. */
  setHeight(height: number): void;
}

/** Lengths below are for pictures of this height and grow with it. */
const USUAL_HEIGHT = 720;
/** At a letter's speed, 300 px/s, the filter lags less than a pixel; at rest it calms the noise. */
const FILTER = { restCutoffHz: 1.5, cutoffPerSpeed: 0.15, speedCutoffHz: 8 } as const;
const REST_RADIUS_PX = 14;
/** The pen is thought to rest between words after this long, up and on the spot, ms. */
const PAUSE_MS = 800;
const REST_PAUSE_MS = 1200;
/** A tip that was lost for a frame or two comes back on its way, else the pen was lifted: px. */
const OFF_WAY_PX = 26;
/** The same as a share of the way it should have made. */
const OFF_WAY_SHARE = 0.8;

interface Seen {
  readonly tip: Point;
  readonly timeMs: number;
  /** px per ms */
  readonly velocity: Point;
}

export function createTipWriter(pen: PenState): TipWriter {
  let scale = 1;
  let events: PenEvent[] = [];
  let isWriting = false;
  let filter = createOneEuroFilter(FILTER);
  /** The last measured tip. */
  let seen: Seen | null = null;
  let isLost = false;
  let lastInkMs = Number.NEGATIVE_INFINITY;
  let rest: { readonly at: Point; readonly sinceMs: number } | null = null;

  function lift(): void {
    if (isWriting) events.push({ do: 'lift' });
    isWriting = false;
  }

  function forget(): void {
    lift();
    filter.reset();
    seen = null;
    isLost = false;
  }

  /** Whether a tip that was lost for a moment goes on where it was heading. */
  function isOnItsWay(tip: Point, timeMs: number): boolean {
    if (seen === null || !isLost) return true;
    const step = timeMs - seen.timeMs;
    const way = Math.hypot(seen.velocity.x, seen.velocity.y) * step;
    const expected = {
      x: seen.tip.x + seen.velocity.x * step,
      y: seen.tip.y + seen.velocity.y * step,
    };
    return distance(tip, expected) <= Math.max(OFF_WAY_PX * scale, OFF_WAY_SHARE * way);
  }

  return {
    write(measured, timeMs, pinched) {
      if (!isOnItsWay(measured, timeMs)) forget();
      const step = seen === null ? 0 : timeMs - seen.timeMs;
      const velocity =
        seen === null || step <= 0
          ? { x: 0, y: 0 }
          : { x: (measured.x - seen.tip.x) / step, y: (measured.y - seen.tip.y) / step };
      seen = { tip: measured, timeMs, velocity };
      isLost = false;
      const tip = filter.filter(measured, timeMs);
      const radius = REST_RADIUS_PX * scale;
      const { down, dwellShare } = pen.update(tip, timeMs, pinched, radius);
      if (rest === null || distance(rest.at, tip) > radius) rest = { at: tip, sinceMs: timeMs };
      if (!down) {
        lift();
        return { tip, penDown: false, dwellShare };
      }
      if (!isWriting) {
        events.push({ do: 'begin', mayTravel: pen.mode === 'auto' && pinched === null });
      }
      isWriting = true;
      events.push({ do: 'write', point: { ...tip, timeMs } });
      lastInkMs = timeMs;
      return { tip, penDown: true, dwellShare };
    },
    lose(isPredicted, timeMs) {
      isLost = true;
      if (isPredicted) return isWriting;
      pen.update(null, timeMs, null, 0);
      rest = null;
      forget();
      return false;
    },
    lift,
    forget,
    discard() {
      if (isWriting) events.push({ do: 'discard' });
      isWriting = false;
      forget();
    },
    takeEvents() {
      const taken = events;
      events = [];
      return taken;
    },
    get hasWritten() {
      return lastInkMs > Number.NEGATIVE_INFINITY;
    },
    isPaused(timeMs) {
      if (lastInkMs === Number.NEGATIVE_INFINITY) return false;
      const atRest = rest !== null && timeMs - rest.sinceMs >= REST_PAUSE_MS;
      return timeMs - lastInkMs >= PAUSE_MS || atRest;
    },
    setHeight(height) {
      const next = height / USUAL_HEIGHT;
      if (next === scale) return;
      scale = next;
      filter = createOneEuroFilter({ ...FILTER, cutoffPerSpeed: FILTER.cutoffPerSpeed / scale });
    },
  };
}
