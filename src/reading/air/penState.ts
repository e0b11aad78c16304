import { distance, type Point } from '../geometry.ts';

/**
 * When the pen is down: while the tip is seen (`hide` it to lift the pen); while a key or the screen
 * is held; switched by resting on the spot; or while it is seen, but not in fast straight travel.
 */
export type PenMode = 'hide' | 'hold' | 'dwell' | 'auto';

/** What the pen does at a moment. */
export interface PenMoment {
  readonly down: boolean;
  /** How long resting on the spot has lasted, as a share of what switches the pen; 0 in other modes. */
  readonly dwellShare: number;
}

/** Decides from moment to moment whether the pen is down. */
export interface PenState {
  /**
   * @param tip null where there is none: then the pen is up
   * @param pinched decides where it is not null
   * @param restRadius how far a resting tip may move, px
   */
  update(tip: Point | null, timeMs: number, pinched: boolean | null, restRadius: number): PenMoment;
  setMode(mode: PenMode): void;
  setHeld(down: boolean): void;
  readonly mode: PenMode;
}

/** Resting this long switches the pen, ms. */
const DWELL_MS = 650;
const UP: PenMoment = { down: false, dwellShare: 0 };

export function createPenState(firstMode: PenMode): PenState {
  let mode = firstMode;
  let held = false;
  let dwelledDown = false;
  /** Where and since when the tip rests; `used` once this rest has switched the pen. */
  let rest: { readonly at: Point; readonly sinceMs: number; readonly used: boolean } | null = null;

  function dwell(tip: Point, timeMs: number, restRadius: number): PenMoment {
    if (rest === null || distance(rest.at, tip) > restRadius) {
      rest = { at: tip, sinceMs: timeMs, used: false };
    }
    const share = rest.used ? 0 : Math.min(1, (timeMs - rest.sinceMs) / DWELL_MS);
    if (share < 1) return { down: dwelledDown, dwellShare: share };
    dwelledDown = !dwelledDown;
    rest = { ...rest, used: true };
    return { down: dwelledDown, dwellShare: 1 };
  }

  return {
    get mode() {
      return mode;
    },
    setMode(next) {
      mode = next;
      dwelledDown = false;
      rest = null;
    },
    setHeld(down) {
      held = down;
    },
    update(tip, timeMs, pinched, restRadius) {
      if (tip === null) {
        rest = null;
        dwelledDown = false;
        return UP;
      }
      if (pinched !== null) return { down: pinched, dwellShare: 0 };
      if (mode === 'hold') return { down: held, dwellShare: 0 };
      return mode === 'dwell' ? dwell(tip, timeMs, restRadius) : { down: true, dwellShare: 0 };
    },
  };
}
