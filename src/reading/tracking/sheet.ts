import { readingOrder } from '../detector/readingOrder.ts';
import { type Box, boundingBox, boxArea, intersectionArea, type Quad } from '../geometry.ts';
import type { LineClass, LineReading } from '../results.ts';
import { estimatePaperMotion, movedQuad, type Similarity } from './paperMotion.ts';
import { isPieceOf, isSameLine, isSameText, pairTexts } from './sheetLikeness.ts';
import type { ReadingStatus, TrackedLine } from './trackedLine.ts';

/** One line of a sheet: in view, or remembered where it lies on the paper. */
export interface SheetLine {
  /** Stays for the whole life of the sheet, also when the sheet was gone and came back. */
  readonly id: number;
  /** px of the frame seen last, moved with the paper; outside of the frame where the line is. */
  readonly quad: Quad;
  readonly box: Box;
  readonly lineClass: LineClass;
  readonly score: number;
  readonly reading: LineReading;
  readonly status: Exclude<ReadingStatus, 'unread'>;
  readonly inView: boolean;
}

/** A line of a sheet and the track that follows it. */
interface Entry {
  line: SheetLine;
  trackId: number | null;
  /** When it came, ms. */
  readonly beganMs: number;
  /** When it was last seen whole and at rest, ms. */
  seenMs: number;
  /** Since when another text is read here than stands in the sheet, and how often it was; null while it is the same. */
  otherText: { readonly sinceMs: number; times: number } | null;
}

/** A sheet of paper, or a board: lines that were seen together, whole and at rest. */
export interface Sheet {
  readonly id: number;
  readonly lines: readonly SheetLine[];
  /** The sheet's line that a track follows, or undefined. */
  lineOfTrack(trackId: number): SheetLine | undefined;
  /** Whether a track shows the line that it follows, or a piece of it, and not other ink in its place. */
  isShownBy(track: TrackedLine): boolean;
  /** Takes the readings of tracks that are whole and steady: new lines, and better texts of known ones. */
  take(tracks: readonly TrackedLine[], timeMs: number): void;
  /**
   * Takes where its lines are by now; those that nothing follows move with the others.
   * @param motion how they move where none is followed
   * @returns how the sheet moved
   */
  place(tracks: readonly TrackedLine[], motion: Similarity): Similarity;
  /** No track follows its lines any more. */
  leave(): void;
  /** The same sheet again, under other tracks: lines are told by their texts. */
  comeBack(tracks: readonly TrackedLine[]): void;
}

/** Part of a line's area that another may share before both count as the same ink. */
const SAME_INK = 0.5;
/** Another text must stand for so long, ms, and in so many frames, before it replaces what stood: ink was wiped away. */
const REWRITTEN_MS = 1500;
const REWRITTEN_TIMES = 4;

export function createSheet(id: number): Sheet {
  let entries: Entry[] = [];

  const byTrack = (trackId: number) => entries.find((entry) => entry.trackId === trackId);

  /** Lines that can be what a track shows: the same ink, or more or less of it. */
  const sameInk = ({ box }: TrackedLine, text: string): Entry[] =>
    entries.filter(({ line }) => {
      const least = Math.min(boxArea(line.box), boxArea(box));
      const before = line.reading.text;
      return (
        intersectionArea(line.box, box) > SAME_INK * least &&
        (isSameLine(before, text) || isPieceOf(before, text) || isPieceOf(text, before))
      );
    });

  const outOfView = (text: string): Entry[] =>
    entries.filter(({ line }) => !line.inView && isSameLine(line.reading.text, text)).slice(0, 1);

  const begin = (track: TrackedLine, reading: LineReading, timeMs: number): void => {
    const there = sameInk(track, reading.text);
    // After a sheet was gone the places of its lines are not sure: then the text tells.
    const same = there.length > 0 ? there : outOfView(reading.text);
    const [first] = same;
    if (first === undefined) {
      const line = lineOf(track, reading, track.id);
      const since = { beganMs: timeMs, seenMs: timeMs, otherText: null };
      entries.push({ line, trackId: track.id, ...since });
      return;
    }
    // Its ink is followed already, or this is a piece of it: a hand lies over the rest.
    if (same.some((entry) => entry.line.inView || isPiece(reading, entry))) return;
    first.trackId = track.id;
    first.otherText = null;
    first.line = lineOf(track, reading, first.line.id);
    entries = entries.filter((entry) => entry === first || !same.includes(entry));
  };

  const update = (entry: Entry, track: TrackedLine, reading: LineReading, timeMs: number): void => {
    if (isPiece(reading, entry)) return;
    const isOther = !isSameLine(entry.line.reading.text, reading.text);
    if (isOther) {
      entry.otherText ??= { sinceMs: timeMs, times: 0 };
      entry.otherText.times += 1;
      const { sinceMs, times } = entry.otherText;
      const isLonger = isPieceOf(entry.line.reading.text, reading.text);
      const isRewritten = times >= REWRITTEN_TIMES && timeMs - sinceMs >= REWRITTEN_MS;
      if (!isLonger && !isRewritten) return;
    }
    entry.otherText = null;
    entry.line = lineOf(track, reading, entry.line.id);
  };

  /**
   * What was read beside a hand that lay over the rest of a line goes when the whole line is back: it
   * lies on it, its text is a stretch of the line's, and nobody sees it any more.
   */
  const isPieceOfSeen = (piece: Entry): boolean =>
    !piece.line.inView &&
    entries.some(
      ({ line }) =>
        line.inView &&
        intersectionArea(line.box, piece.line.box) > SAME_INK * boxArea(piece.line.box) &&
        isPieceOf(piece.line.reading.text, line.reading.text),
    );

  /**
   * A line that was last seen before another of the same text came was displaced: the paper moved
   * while a hand or a shadow lay over it. It goes on where the other one lies.
   */
  const takePlaceOfLost = (found: Entry): void => {
    const lost = entries.find(
      (entry) =>
        !entry.line.inView &&
        entry.seenMs < found.beganMs &&
        isSameText(entry.line.reading.text, found.line.reading.text),
    );
    if (lost === undefined) return;
    found.line = { ...found.line, id: lost.line.id };
    entries = entries
      .filter((entry) => entry !== found)
      .map((entry) => (entry === lost ? found : entry));
  };

  return {
    id,
    get lines() {
      return entries.map(({ line }) => line);
    },
    lineOfTrack: (trackId) => byTrack(trackId)?.line,
    isShownBy({ id: trackId, isOtherInk, reading }) {
      const before = byTrack(trackId)?.line.reading.text;
      if (before === undefined || isOtherInk) return false;
      const text = reading?.text ?? '';
      return isSameLine(before, text) || isPieceOf(text, before) || isPieceOf(before, text);
    },
    take(tracks, timeMs) {
      const before = entries;
      for (const track of tracks) {
        const { reading } = track;
        if (reading === null || reading.text.trim() === '') continue;
        const known = byTrack(track.id);
        if (known === undefined) begin(track, reading, timeMs);
        else update(known, track, reading, timeMs);
      }
      const ids = new Set(tracks.map((track) => track.id));
      const atRest = entries.filter(({ trackId }) => trackId !== null && ids.has(trackId));
      for (const entry of atRest) entry.seenMs = timeMs;
      for (const entry of atRest) takePlaceOfLost(entry);
      entries = entries.filter((entry) => !isPieceOfSeen(entry));
      entries = inReadingOrder(entries, atRest, new Set(before));
    },
    place(tracks, motion) {
      const byId = new Map(tracks.map((track) => [track.id, track]));
      const followed = entries.flatMap((entry) => {
        // A track that was out of view comes back under its own number.
        const track = byId.get(entry.trackId ?? entry.line.id);
        entry.trackId = track?.id ?? null;
        return track === undefined ? [] : [{ entry, track }];
      });
      const seen = followed.filter(({ track }) => track.seen);
      const along = motionOf(seen) ?? motion;
      for (const { entry, track } of followed) {
        const { quad, box, seen: inView } = track;
        entry.line = { ...entry.line, quad, box, inView };
      }
      for (const entry of entries) {
        if (entry.trackId !== null) continue;
        const quad = movedQuad(entry.line.quad, along);
        entry.line = { ...entry.line, quad, box: boundingBox(quad), inView: false };
      }
      return along;
    },
    leave() {
      for (const entry of entries) {
        entry.trackId = null;
        entry.line = { ...entry.line, inView: false };
      }
    },
    comeBack(tracks) {
      const pairs = pairTexts(
        entries.map(({ line }) => line.reading.text),
        tracks.map(({ reading }) => reading?.text ?? ''),
      );
      for (const { left, right } of pairs) {
        const entry = entries[left];
        if (entry !== undefined) entry.trackId = tracks[right]?.id ?? null;
      }
      const motion = motionOf(
        pairs.flatMap(({ left, right }) => {
          const [entry, track] = [entries[left], tracks[right]];
          return entry === undefined || track === undefined ? [] : [{ entry, track }];
        }),
      );
      if (motion !== null) this.place(tracks, motion);
    },
  };
}

function lineOf(track: TrackedLine, reading: LineReading, id: number): SheetLine {
  const { quad, box, lineClass, score, status, seen } = track;
  return {
    ...{ id, quad, box, lineClass, score, reading, inView: seen },
    status: status === 'sure' ? 'sure' : 'unsure',
  };
}

/**
 * Lines in the order in which they are read. Only those that lie whole and at rest have a sure place:
 * they change places among each other, and a new one, which may have been covered when those around
 * it were read, goes behind the one before it. All others stay where they are, since another sheet
 * may be sliding over them.
 */
function inReadingOrder(
  entries: readonly Entry[],
  atRest: readonly Entry[],
  known: ReadonlySet<Entry>,
): Entry[] {
  const sorted = readingOrder(atRest.map((entry) => ({ ...entry.line, entry })));
  const order = sorted.map(({ entry }) => entry);
  const old = order.filter((entry) => known.has(entry));
  const movable = new Set(old);
  const rest = entries.filter((entry) => known.has(entry));
  const ordered = rest.map((entry) => (movable.has(entry) ? (old.shift() ?? entry) : entry));
  for (const [i, entry] of order.entries()) {
    if (known.has(entry)) continue;
    const previous = order[i - 1];
    const next = order.slice(i).find((other) => known.has(other));
    const place =
      previous === undefined ? next && ordered.indexOf(next) : ordered.indexOf(previous) + 1;
    ordered.splice(place ?? ordered.length, 0, entry);
  }
  return ordered;
}

/** Whether a reading has only a part of what stands on the sheet already. */
function isPiece(reading: LineReading, { line }: Entry): boolean {
  return (
    reading.text.length < line.reading.text.length && isPieceOf(reading.text, line.reading.text)
  );
}

/** How the paper moved by the lines that are followed: a hand or an edge may hide an end of some. */
function motionOf(
  pairs: readonly { readonly entry: Entry; readonly track: TrackedLine }[],
): Similarity | null {
  const before = pairs.map(({ entry }) => entry.line.quad);
  const after = pairs.map(({ track }) => track.quad);
  return estimatePaperMotion(before, after, null)?.motion ?? null;
}
