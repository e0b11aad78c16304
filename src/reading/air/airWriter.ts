import { ReadingError } from '../errors.ts';
import { distance, type Point } from '../geometry.ts';
import { type RasterImage, validateRaster } from '../image.ts';
import type { OpenCv } from '../lineImage/opencv.ts';
import type { PenEvent } from '../strokes/penEvent.ts';
import { type MarkerColour, pickColour } from './markerColour.ts';
import { createMarkerSearch, type MarkerSearch } from './markerSearch.ts';
import { createMarkerTracker, type MarkerTracker } from './markerTracker.ts';
import { createPenState, type PenMode } from './penState.ts';
import { createTipWriter } from './tipWriter.ts';

export type { PenMode } from './penState.ts';

export type AirPhase =
  /** No colour has been picked. */
  | 'no-colour'
  /** Looking for a coloured thing that moves. */
  | 'calibrating'
  /** The colour is known, the marker has not been seen yet. */
  | 'searching'
  | 'tracking'
  /** The marker was seen and is gone. */
  | 'lost';

/** What is known after a frame. Points are px of the picture as the writer sees it. */
export interface AirFrame {
  readonly tip: Point | null;
  readonly penDown: boolean;
  readonly phase: AirPhase;
  /** What the pen did since the last frame, for a store of ink. */
  readonly pen: readonly PenEvent[];
  /** How long resting on the spot has lasted, as a share of what switches the pen (`dwell`). */
  readonly dwellShare: number;
  /** Whether there is ink and the pen has been up or at rest long enough for the final reading. */
  readonly paused: boolean;
  readonly trackMs: number;
  /** What stands in the way, with what to do. */
  readonly message?: ReadingError;
  readonly colour: MarkerColour | null;
}

export interface AirWriterConfig {
  readonly cv: OpenCv;
  /** Whether the camera faces the writer, so that its picture shows mirror writing. Default true. */
  readonly mirrored?: boolean;
  /** A colour that was learnt before. */
  readonly colour?: MarkerColour;
  /** Default `auto`. */
  readonly penMode?: PenMode;
}

/** Follows a marker or a fingertip and writes with it. */
export interface AirWriter {
  /**
   * Learns the colour at a point and follows it from now on.
   * @param frame as the camera sees it
   * @param at px as the writer sees the picture
   * @throws ReadingError `colour-pale`, `colour-dark`, `colour-like-skin`, `colour-in-background`
   */
  pick(frame: RasterImage, at: Point): MarkerColour;
  /** Follows a colour that was learnt before; null: none. */
  setColour(colour: MarkerColour | null): void;
  /** "Wave your marker": the next frames are searched for a coloured thing that moves. */
  startCalibration(): void;
  /** Looks for the marker in a frame as the camera sees it. */
  follow(frame: RasterImage, timeMs: number): AirFrame;
  /**
   * Takes a fingertip or pointer instead of a frame.
   * @param tip px as the writer sees the picture; null where there is none
   * @param pinched whether the pen is down; null leaves that to the pen mode
   */
  followTip(tip: Point | null, timeMs: number, pinched: boolean | null): AirFrame;
  setPenMode(mode: PenMode): void;
  /** The held key or screen of `hold`. */
  setHeld(down: boolean): void;
  dispose(): void;
}

/** A marker of no known colour has moved this much like a pen, and more than anything else. */
const PEN_MOTION = 20;
const RIVAL = 1.25;
const LONGEST_SEARCH_MS = 8000;
/** What was pointed at is a marker once it has moved this far, a share of the picture's height, … */
const MOVES = 0.03;
/** … which it must within this time. */
const STANDS_STILL_MS = 4000;

/** Something that was pointed at and has not moved yet: it may be part of the wall. */
interface PointedAt {
  readonly place: Point;
  readonly sinceMs: number | null;
  /** Where it was seen since; ink once it moves. */
  readonly seen: readonly { readonly tip: Point; readonly timeMs: number }[];
}

export function createAirWriter(config: AirWriterConfig): AirWriter {
  const { cv, mirrored = true } = config;
  const pen = createPenState(config.penMode ?? 'auto');
  const writer = createTipWriter(pen);
  let tracker: MarkerTracker | null =
    config.colour === undefined ? null : createMarkerTracker(cv, config.colour);
  let search: MarkerSearch | null = null;
  let searchSinceMs: number | null = null;
  let pointedAt: PointedAt | null = null;
  let refused: ReadingError | null = null;

  const asWriterSees = (point: Point, width: number): Point =>
    mirrored ? { x: width - point.x, y: point.y } : point;

  function switchTo(next: MarkerTracker | null): void {
    tracker?.dispose();
    search?.dispose();
    tracker = next;
    search = null;
    searchSinceMs = null;
    pointedAt = null;
    refused = null;
    writer.forget();
  }

  /** A frame in which what was pointed at is not proven to be a marker yet. */
  function prove(
    held: PointedAt,
    sightings: readonly { readonly tip: Point; readonly timeMs: number }[],
    frame: RasterImage,
    timeMs: number,
  ): readonly { readonly tip: Point; readonly timeMs: number }[] | null {
    const seen = [...held.seen, ...sightings];
    const sinceMs = held.sinceMs ?? timeMs;
    const moved = sightings.some(({ tip }) => distance(tip, held.place) > MOVES * frame.height);
    pointedAt = moved ? null : { ...held, sinceMs, seen };
    if (moved) return seen;
    if (timeMs - sinceMs > STANDS_STILL_MS) {
      switchTo(null);
      refused = new ReadingError('marker-still');
    }
    return null;
  }

  function frameOf(
    state: Pick<AirFrame, 'tip' | 'phase' | 'colour'> & Partial<AirFrame>,
    timeMs: number,
    startMs: number,
  ): AirFrame {
    return {
      penDown: false,
      dwellShare: 0,
      pen: writer.takeEvents(),
      paused: writer.isPaused(timeMs),
      trackMs: performance.now() - startMs,
      ...state,
    };
  }

  function calibrate(frame: RasterImage, timeMs: number, startMs: number): AirFrame {
    searchSinceMs ??= timeMs;
    search?.see(frame);
    const best = search?.best() ?? null;
    const isClear =
      best !== null && best.penMotion >= PEN_MOTION && best.penMotion >= RIVAL * best.rivalMotion;
    if (isClear) {
      switchTo(createMarkerTracker(cv, best.colour, best.tip));
      const tip = asWriterSees(best.tip, frame.width);
      return frameOf({ tip, phase: 'searching', colour: best.colour }, timeMs, startMs);
    }
    const isLong = timeMs - searchSinceMs > LONGEST_SEARCH_MS;
    const message = isLong ? { message: new ReadingError('marker-not-found') } : {};
    return frameOf({ tip: null, phase: 'calibrating', colour: null, ...message }, timeMs, startMs);
  }

  return {
    pick(frame, at) {
      const place = asWriterSees(at, frame.width);
      const colour = pickColour(validateRaster(frame), place);
      switchTo(createMarkerTracker(cv, colour, place));
      pointedAt = { place, sinceMs: null, seen: [] };
      return colour;
    },
    setColour(colour) {
      switchTo(colour === null ? null : createMarkerTracker(cv, colour));
    },
    startCalibration() {
      switchTo(null);
      search = createMarkerSearch(cv);
    },
    follow(frame, timeMs) {
      const startMs = performance.now();
      writer.setHeight(frame.height);
      if (search !== null) return calibrate(frame, timeMs, startMs);
      if (tracker === null) {
        const message = refused === null ? {} : { message: refused };
        return frameOf(
          { tip: null, phase: 'no-colour', colour: null, ...message },
          timeMs,
          startMs,
        );
      }
      const state = tracker.track(frame, timeMs);
      const { colour } = state;
      if (state.isMistaken) {
        writer.discard();
      }
      if (state.tip === null || !state.seen) {
        const tip = state.tip === null ? null : asWriterSees(state.tip, frame.width);
        const phase = tip !== null ? 'tracking' : state.found ? 'lost' : 'searching';
        const penDown = writer.lose(tip !== null, timeMs);
        const crowded = state.isCrowded
          ? { message: new ReadingError('colour-in-background') }
          : {};
        return frameOf({ tip, phase, colour, penDown, ...crowded }, timeMs, startMs);
      }
      const sightings = [...state.earlier, { tip: state.tip, timeMs }];
      const proven = pointedAt === null ? sightings : prove(pointedAt, sightings, frame, timeMs);
      if (proven === null) {
        if (refused !== null) {
          return frameOf(
            { tip: null, phase: 'no-colour', colour: null, message: refused },
            timeMs,
            startMs,
          );
        }
        const tip = asWriterSees(state.tip, frame.width);
        return frameOf({ tip, phase: 'tracking', colour }, timeMs, startMs);
      }
      const written = proven.map((one) =>
        writer.write(asWriterSees(one.tip, frame.width), one.timeMs, null),
      );
      return frameOf(
        {
          phase: 'tracking',
          colour,
          ...(written.at(-1) ?? { tip: null }),
        },
        timeMs,
        startMs,
      );
    },
    followTip(tip, timeMs, pinched) {
      const startMs = performance.now();
      const colour = tracker?.colour ?? null;
      if (tip !== null) {
        const written = writer.write(tip, timeMs, pinched);
        return frameOf({ phase: 'tracking', colour, ...written }, timeMs, startMs);
      }
      writer.lose(false, timeMs);
      const phase = writer.hasWritten ? 'lost' : 'searching';
      return frameOf({ tip, phase, colour }, timeMs, startMs);
    },
    setPenMode(mode) {
      writer.lift();
      pen.setMode(mode);
    },
    setHeld: pen.setHeld,
    dispose() {
      switchTo(null);
    },
  };
}
