import type { ReadingError } from '../errors.ts';
import type { Point } from '../geometry.ts';
import type { RasterImage } from '../image.ts';
import type { OpenCv } from '../ink/opencv.ts';
import type { AirInk, InkPoint } from './ink.ts';
import type { MarkerColour } from './markerColour.ts';

/**
 * When the pen is down: while the marker is seen (`hide` it to lift the pen); while a key or the
 * screen is held; switched by resting on the spot; or while it is seen, but not in fast straight travel.
 */
export type PenMode = 'hide' | 'hold' | 'dwell' | 'auto';

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
  /** Ink since the last frame; it goes on the last stroke, or begins one. */
  readonly newInk: readonly InkPoint[];
  /** Whether the first of `newInk` begins a stroke. */
  readonly beginsStroke: boolean;
  /**
   * Counts up whenever ink that was given before has changed (undo, clear, travel taken out): then
   * draw `ink()` anew.
   */
  readonly inkVersion: number;
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
  /** Follows a colour that was learnt before. */
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
  /** Takes the last stroke away. */
  undo(): void;
  clear(): void;
  /** What is written from now on is a new line. */
  newLine(): void;
  ink(): AirInk;
  dispose(): void;
}
