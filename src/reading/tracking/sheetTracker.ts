import {
  type Box,
  boxArea,
  clipBox,
  distance,
  intersectionArea,
  type Point,
  type Quad,
  quadSize,
} from '../geometry.ts';
import type { FoundLine, LineReading } from '../results.ts';
import type { LineEvidence } from './lineEvidence.ts';
import { createLineTracker, type LineTracker } from './lineTracker.ts';
import { movedQuad, type Similarity, STANDSTILL } from './paperMotion.ts';
import { createSheet, type Sheet } from './sheet.ts';
import { isPieceOf, isSameLine, shareKnown } from './sheetLikeness.ts';
import type { LineTrackerOptions, TrackedLine, WantedLine } from './trackedLine.ts';

/**
 * Follows lines over frames and knows which sheet of paper they stand on. When most of the ink in
 * view is another's, the sheet is laid aside and the lines begin with empty votes; once they have
 * been read, their texts tell whether it is a new sheet or one that was there before.
 */
export interface SheetTracker extends Omit<LineTracker, 'update' | 'motion' | 'reset'> {
  /** Takes the lines found in one frame; gives the lines to show, oldest first. */
  update(
    lines: readonly FoundLine[],
    frame: { readonly width: number; readonly height: number },
    timeMs: number,
  ): readonly TrackedLine[];
  /**
   * How many lines should be looked at in this frame, taking turns: a crop costs about half a
   * millisecond, so more than a few only where it is in doubt whose they are.
   */
  readonly toObserve: number;
  /** The sheet in view, or the one seen last; null before the first. */
  sheet(): KnownSheet | null;
  /** Begins all votes anew, as when another engine reads; the sheets stay known. */
  lookAgain(): void;
  /** Forgets all sheets, lines and readings; numbers go on counting. */
  reset(): void;
}

/** A sheet and what was for a moment taken for others. */
export interface KnownSheet extends Pick<Sheet, 'id' | 'lines'> {
  /** Numbers of sheets that turned out to be this one: their lines stand here. */
  readonly absorbed: readonly number[];
}

/** A line must have been the same, and moved as the paper does, for so long before it enters, ms. */
const SETTLED_MS = 400;
/** A line cut by the picture's edge enters only after this long, ms: it may be sliding in. */
const CUT_SETTLED_MS = 1500;
/** A line that leaves its place on the paper by this many heights is not steady. */
const STRAY_HEIGHTS = 0.4;
/** Ink of others must prevail for so long before the sheet is laid aside, ms. */
const FOREIGN_MS = 250;
/** So much of a line must lie in the picture for it to be expected there. */
const EXPECTED = 0.8;
/** Share of what is expected that must be seen, or others' ink may prevail. */
const LEAST_OWN = 0.5;
/** Share of what is seen that must stand on a sheet for it to be that sheet. */
const SAME_SHEET = 0.5;
/** No line may have come for so long before it is decided which sheet it is, ms, … */
const CALM_MS = 400;
/** … unless lines have come and gone for this long, ms. */
const LONGEST_DOUBT_MS = 2500;
/** Share of the lines that must be read, whole and steady for that. */
const READY_SHARE = 0.6;
/** A new sheet that turns out to be an old one within this time goes on as that one, ms. */
const YOUNG_MS = 4000;
/** A line of another sheet is not taken for so long after a sheet was opened: it may lie under it, ms. */
const LEFTOVER_MS = 3000;
/** Sheets that are remembered. */
const MOST_SHEETS = 200;
/** Lines looked at in a frame: usually, and where it is in doubt whose they are. */
const OBSERVED = { usually: 2, inDoubt: 8 };

/** Where a line lies on the paper, and since when. */
interface Place {
  quad: Quad;
  sinceMs: number;
}

/** What is known of the lines in view. */
type Belonging =
  /** They are the open sheet's, or new on it. */
  | { readonly kind: 'own' }
  /** Most may be another sheet's. */
  | { readonly kind: 'foreign'; readonly sinceMs: number }
  /** The open sheet is gone; whose they are is not known yet. */
  | { readonly kind: 'unknown'; readonly sinceMs: number };

export function createSheetTracker(options: Partial<LineTrackerOptions> = {}): SheetTracker {
  const tracker = createLineTracker(options);
  /** The sheet opened last stands last. */
  let sheets: readonly Sheet[] = [];
  let open: Sheet | null = null;
  let openedMs = 0;
  let decidedMs = 0;
  let belonging: Belonging = { kind: 'unknown', sinceMs: 0 };
  const places = new Map<number, Place>();
  const absorbed = new Map<Sheet, readonly number[]>();
  let nextSheet = 1;
  let frame = { width: 0, height: 0 };
  let nowMs = 0;
  let newestLineMs = 0;

  /** A track under the number that its line has on the sheet. */
  const onSheet = <Line extends TrackedLine>(track: Line): Line => {
    const line = belonging.kind === 'unknown' ? undefined : open?.lineOfTrack(track.id);
    return line === undefined ? track : { ...track, id: line.id };
  };
  const trackIdOf = (id: number): number =>
    tracker.current().find((track) => onSheet(track).id === id)?.id ?? id;

  const keepPlaces = (tracks: readonly TrackedLine[], motion: Similarity): void => {
    const ids = new Set(tracks.map(({ id }) => id));
    for (const id of places.keys()) if (!ids.has(id)) places.delete(id);
    for (const { id, quad } of tracks) {
      const place = places.get(id);
      if (place === undefined) {
        newestLineMs = nowMs;
        places.set(id, { quad, sinceMs: nowMs });
        continue;
      }
      place.quad = movedQuad(place.quad, motion);
      const stray = distance(startOf(quad), startOf(place.quad));
      if (stray > STRAY_HEIGHTS * quadSize(quad).height) places.set(id, { quad, sinceMs: nowMs });
    }
  };

  const isReady = ({ id, seen, settledMs, isReadSettled, isCut }: TrackedLine): boolean => {
    const place = places.get(id);
    if (!seen || !isReadSettled || place === undefined) return false;
    const steadyMs = Math.min(settledMs, nowMs - place.sinceMs);
    return steadyMs >= (isCut ? CUT_SETTLED_MS : SETTLED_MS);
  };

  const isExpected = ({ box }: { readonly box: Box }): boolean =>
    boxArea(clipBox(box, frame.width, frame.height)) >= EXPECTED * boxArea(box);

  /**
   * Since when half of a sheet's lines in view were looked at and were the same, ms. A line that came
   * later may be another sheet's, which is taking this one's place. Where none is expected in view
   * the sheet was moved on, and nothing can be checked.
   */
  const checkedSince = (sheet: Sheet): number => {
    const own = tracker.current().filter((track) => track.seen && sheet.isShownBy(track));
    if (own.length === 0 && !sheet.lines.some(isExpected)) return nowMs;
    const checked = own.map(({ checkedMs }) => checkedMs).sort((a, b) => b - a);
    return checked[Math.floor((checked.length - 1) / 2)] ?? -Infinity;
  };

  /** Whether most of what is seen is not the open sheet's. */
  const isForeign = (sheet: Sheet, tracks: readonly TrackedLine[]): boolean => {
    const seen = tracks.filter((track) => track.seen);
    const own = seen.filter((track) => sheet.isShownBy(track)).length;
    const expected = sheet.lines.filter(isExpected).length;
    // New lines beside all that was expected are a board that is written on.
    return seen.length - own > own && own < LEAST_OWN * Math.max(1, expected);
  };

  const lookAgain = (): void => {
    open?.leave();
    tracker.reset();
    places.clear();
    belonging = { kind: 'unknown', sinceMs: nowMs };
  };

  const layAside = (lines: readonly FoundLine[]): void => {
    lookAgain();
    keepPlaces(tracker.update(lines, nowMs, frame), STANDSTILL);
  };

  const openSheet = (sheet: Sheet, tracks: readonly TrackedLine[]): void => {
    if (sheet.lines.length > 0) sheet.comeBack(tracks);
    else openedMs = nowMs;
    sheets = [...sheets.filter((other) => other !== sheet), sheet].slice(-MOST_SHEETS);
    open = sheet;
    decidedMs = nowMs;
    belonging = { kind: 'own' };
  };

  /** The sheet on which most of these texts stand already, the one seen last sooner; or null. */
  const sheetOf = (texts: readonly string[], among: readonly Sheet[]): Sheet | null => {
    let best: Sheet | null = null;
    let most = SAME_SHEET;
    for (const sheet of among) {
      const share = shareKnown(texts, textsOf(sheet.lines));
      if (share >= most) [best, most] = [sheet, share];
    }
    return best;
  };

  /** Whether a line may still be seen of a sheet that the open one is being laid upon. */
  const isLeftover = ({ reading, box }: TrackedLine, sheet: Sheet): boolean => {
    if (nowMs - decidedMs > LEFTOVER_MS || reading === null) return false;
    const { text } = reading;
    // Words like "the" are in lines of any sheet: on this one a piece lies where its line is.
    const isOwn = sheet.lines.some(
      (line) =>
        isSameLine(line.reading.text, text) ||
        (isPieceOf(text, line.reading.text) && intersectionArea(line.box, box) > 0),
    );
    return (
      !isOwn &&
      sheets.some(
        (other) =>
          other !== sheet &&
          other.lines.some(
            (line) => isSameLine(line.reading.text, text) || isPieceOf(text, line.reading.text),
          ),
      )
    );
  };

  const decide = (sinceMs: number): void => {
    const seen = tracker.current().filter((track) => track.seen);
    const ready = seen.filter(isReady);
    const texts = textsOf(ready);
    if (texts.every((text) => text.trim() === '')) return;
    const isCalm = nowMs - newestLineMs >= CALM_MS && ready.length >= READY_SHARE * seen.length;
    if (!isCalm && nowMs - sinceMs <= LONGEST_DOUBT_MS) return;
    openSheet(sheetOf(texts, sheets) ?? createSheet(nextSheet++), ready);
  };

  /** What was taken for a new sheet may be one that was read badly at first. */
  const recognise = (young: Sheet): void => {
    const others = sheets.filter((sheet) => sheet !== young);
    const known = sheetOf(textsOf(young.lines), others);
    if (known === null) return;
    young.leave();
    sheets = others;
    const before = [...(absorbed.get(known) ?? []), ...(absorbed.get(young) ?? [])];
    absorbed.set(known, [...before, young.id]);
    absorbed.delete(young);
    openSheet(known, tracker.current().filter(isReady));
  };

  /**
   * The open sheet, or another that more of what is read stands on: one that came back in its place
   * so evenly, or seen so seldom, that every line seemed to be written anew.
   */
  const sheetShownBy = (ready: readonly TrackedLine[], sheet: Sheet): Sheet => {
    if (ready.every((track) => sheet.isShownBy(track))) return sheet;
    const texts = textsOf(ready);
    const others = sheets.filter((other) => other !== sheet);
    const known = sheetOf(texts, others);
    if (known === null) return sheet;
    const shareOf = ({ lines }: Sheet) => shareKnown(texts, textsOf(lines));
    return shareOf(known) > shareOf(sheet) ? known : sheet;
  };

  const settle = (): void => {
    if (belonging.kind === 'unknown') decide(belonging.sinceMs);
    if (belonging.kind !== 'own' || open === null) return;
    if (nowMs - openedMs < YOUNG_MS && open.id === nextSheet - 1) recognise(open);
    const ready = tracker.current().filter(isReady);
    const sheet = sheetShownBy(ready, open);
    if (sheet !== open) {
      open.leave();
      openSheet(sheet, ready);
    }
    const checkedMs = checkedSince(sheet);
    const isOwn = (track: TrackedLine) =>
      sheet.lineOfTrack(track.id) !== undefined ||
      (nowMs - track.ageMs <= checkedMs && !isLeftover(track, sheet));
    sheet.take(ready.filter(isOwn), nowMs);
  };

  return {
    update(lines, size, timeMs) {
      frame = size;
      nowMs = timeMs;
      const tracks = tracker.update(lines, timeMs, size);
      // What moves otherwise than the open sheet's own lines is not on it.
      const isKnown = open !== null && belonging.kind !== 'unknown';
      const motion = isKnown ? open?.place(tracks, tracker.motion) : undefined;
      keepPlaces(tracks, motion ?? tracker.motion);
      if (belonging.kind === 'unknown') {
        // The time of doubt begins with the first line that there is.
        if (tracks.length === 0) belonging = { kind: 'unknown', sinceMs: timeMs };
      } else if (open !== null) {
        if (!isForeign(open, tracks)) belonging = { kind: 'own' };
        else if (belonging.kind === 'own') belonging = { kind: 'foreign', sinceMs: timeMs };
        else if (timeMs - belonging.sinceMs >= FOREIGN_MS) layAside(lines);
      }
      settle();
      return tracker.current().map(onSheet);
    },
    observe(id, evidence: LineEvidence) {
      tracker.observe(trackIdOf(id), evidence);
    },
    wanting: (budget): readonly WantedLine[] => tracker.wanting(budget).map(onSheet),
    addReading(id, reading: LineReading, evidence) {
      tracker.addReading(trackIdOf(id), reading, evidence);
      settle();
    },
    current: () => tracker.current().map(onSheet),
    get toObserve() {
      return belonging.kind === 'own' ? OBSERVED.usually : OBSERVED.inDoubt;
    },
    sheet: () => open && { id: open.id, lines: open.lines, absorbed: absorbed.get(open) ?? [] },
    lookAgain,
    reset() {
      lookAgain();
      sheets = [];
      open = null;
      absorbed.clear();
    },
  };
}

function startOf([topLeft, , , bottomLeft]: Quad): Point {
  return { x: (topLeft.x + bottomLeft.x) / 2, y: (topLeft.y + bottomLeft.y) / 2 };
}

function textsOf(lines: readonly { readonly reading: LineReading | null }[]): string[] {
  return lines.map(({ reading }) => reading?.text ?? '');
}
