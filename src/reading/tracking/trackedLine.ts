import { type FoundLine, type LineReading, SURE_CONFIDENCE } from '../results.ts';

/** How far a line's reading is to be trusted; what the outline on the picture shows. */
export type ReadingStatus = 'unread' | 'unsure' | 'sure';

/** A line followed over frames. Its quad and box are smoothed, px of the frame. */
export interface TrackedLine extends FoundLine {
  /** Stays while the line is in view, and when it comes back at the same place of the paper. */
  readonly id: number;
  /** The voted reading; null before the first. */
  readonly reading: LineReading | null;
  readonly status: ReadingStatus;
  /** Time since the line was first seen, ms. */
  readonly ageMs: number;
  /** False while the detector missed it for a few frames and it is shown where it should be. */
  readonly seen: boolean;
  /** Whether it reaches the picture's edge, so that a part of it may lie outside. */
  readonly isCut: boolean;
  /** How long it has been the same ink at the same length, ms. */
  readonly settledMs: number;
  /** Whether its reading is of the line as it has been since it settled. */
  readonly isReadSettled: boolean;
  /** Whether the ink looked another than the one that was read when it was last looked at. */
  readonly isOtherInk: boolean;
  /** When it was last read, or looked at and found to be what was read, ms; -Infinity before. */
  readonly checkedMs: number;
}

/** Why a line should be read: what has priority comes first in `WANT_ORDER`. */
export type Want = 'unread' | 'changed' | 'sharper' | 'unsure';

/** A line that should be read. */
export interface WantedLine extends TrackedLine {
  readonly want: Want;
}

export interface LineTrackerOptions {
  /** Readings at least this confident are sure, 0..1. */
  readonly sureConfidence: number;
  /** A line not found is still shown this long, ms, and at least `keepMissedFrames` frames. */
  readonly keepMissedMs: number;
  readonly keepMissedFrames: number;
  /** A line out of view keeps its id this long, ms. */
  readonly rememberMs: number;
  /** An unsure line is read at most so often for the vote, unless it changes or gets sharper. */
  readonly mostVotes: number;
  /** Time between two readings of an unsure line, ms, so that they are of different frames. */
  readonly rereadAfterMs: number;
  /** How much sharper an unsure (or a sure) line must be to be read again, as a ratio. */
  readonly sharperWhenUnsure: number;
  readonly sharperWhenSure: number;
  /** `signatureDistance` from which the line counts as other ink, 0..1. */
  readonly otherInk: number;
  /** How long ink must be different, or a line longer or shorter, before it is read again, ms. */
  readonly otherInkMs: number;
  readonly longerMs: number;
  readonly shorterMs: number;
  /** Lines lower than this cannot be read and are not tried, px. */
  readonly leastReadableHeightPx: number;
}

export const LINE_TRACKER_DEFAULTS: LineTrackerOptions = {
  sureConfidence: SURE_CONFIDENCE,
  keepMissedMs: 400,
  keepMissedFrames: 4,
  rememberMs: 60_000,
  mostVotes: 3,
  rereadAfterMs: 350,
  sharperWhenUnsure: 1.4,
  sharperWhenSure: 3,
  // Of 120 written lines seen again shaken and dimmed, 98 % are below 0.25; 95 % of other lines of
  // the same size are above 0.36.
  otherInk: 0.35,
  otherInkMs: 250,
  longerMs: 150,
  shorterMs: 1500,
  leastReadableHeightPx: 8,
};
