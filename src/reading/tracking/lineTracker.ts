import {
  type Box,
  boundingBox,
  boxArea,
  intersectionArea,
  type Point,
  type Quad,
} from '../geometry.ts';
import type { FoundLine, LineReading } from '../results.ts';
import { assignLines } from './lineAssignment.ts';
import type { LineEvidence } from './lineEvidence.ts';
import {
  createLineMemory,
  type FrameSize,
  type LineMemory,
  type SheetInFrame,
} from './lineMemory.ts';
import { estimatePaperMotion, movedQuad, type Similarity, STANDSTILL } from './paperMotion.ts';
import { motionShare } from './quadFilter.ts';
import {
  LINE_TRACKER_DEFAULTS,
  type LineTrackerOptions,
  type TrackedLine,
  type Want,
  type WantedLine,
} from './trackedLine.ts';

/** Follows written lines over frames: stable ids, steady outlines, and what to read when. */
export interface LineTracker {
  /** Takes the lines found in one frame; gives the lines to show, oldest first. */
  update(lines: readonly FoundLine[], timeMs: number, frame?: FrameSize): readonly TrackedLine[];
  /** Tells how a line looks in the present frame. Lines never observed are read by age and size. */
  observe(id: number, evidence: LineEvidence): void;
  /**
   * The lines most worth reading now, at most `budget`: new ones, then changed ones, then unsure
   * ones that are sharper or want another vote; the taller and sharper first. Asking changes
   * nothing, so a line stays wanted until its reading is added.
   */
  wanting(budget: number): readonly WantedLine[];
  /** Adds what was read in a line; `evidence` is of the crop that was read. */
  addReading(id: number, reading: LineReading, evidence: LineEvidence): void;
  /** The lines as after the last update, with the readings added since. */
  current(): readonly TrackedLine[];
  /** How the paper moved from the frame before the last one to the last. */
  readonly motion: Similarity;
  /** Forgets all lines and readings; ids go on counting. */
  reset(): void;
}

const WANT_ORDER: Readonly<Record<Want, number>> = { unread: 0, changed: 1, sharper: 2, unsure: 3 };

const IN_VIEW = { leastHeightRatio: 0.5, leastWidthRatio: 0.15, leastAffinity: 0.3 };
/** Lines that were out of view must fit better, since nothing followed them meanwhile. */
const COMING_BACK = { leastHeightRatio: 0.65, leastWidthRatio: 0.7, leastAffinity: 0.55 };
/** A found line that is covered this much by another track is at first taken for a part of it. */
const COVERED = 0.6;
/** A tentative line is shown after this many sightings. */
const CONFIRMED = 3;
/** Paper of which nothing is seen is taken to move on as it did for this long, ms. */
const COASTING_MS = 200;
/** Out of view, at most this many lines are remembered. */
const MOST_REMEMBERED = 300;
/** Support that a paper found again must have: lines that all fit one shift. */
const LEAST_SUPPORT_AGAIN = 1.5;

function coveredBy(box: Box, others: readonly Box[]): boolean {
  const area = boxArea(box);
  return area > 0 && others.some((other) => intersectionArea(box, other) >= COVERED * area);
}

export function createLineTracker(options: Partial<LineTrackerOptions> = {}): LineTracker {
  const settings: LineTrackerOptions = { ...LINE_TRACKER_DEFAULTS, ...options };
  let nextId = 1;
  let active: LineMemory[] = [];
  let away: LineMemory[] = [];
  let lastMs = 0;
  let lastMotionMs = 0;
  let paperScale = 1;
  let lastMotion: Similarity = STANDSTILL;
  /** Shift of the paper in the last frame, px per ms. */
  let drift: Point | null = null;

  const move = (lines: readonly LineMemory[], motion: Similarity, timeMs: number) => {
    for (const line of lines) line.place(movedQuad(line.measured, motion), timeMs);
  };

  /** Where each active line is expected, by the motion that all lines share. */
  const followPaper = (quads: readonly Quad[], timeMs: number): readonly Quad[] => {
    const step = timeMs - lastMs;
    const expected = drift === null ? { x: 0, y: 0 } : { x: drift.x * step, y: drift.y * step };
    const before = active.map(({ measured }) => measured);
    const found = estimatePaperMotion(before, quads, expected);
    if (found === null) {
      // A frame without lines is mostly a blurred one: the paper goes on for a moment.
      if (quads.length > 0 || timeMs - lastMotionMs > COASTING_MS) drift = null;
      lastMotion = drift === null ? STANDSTILL : { ...STANDSTILL, dx: expected.x, dy: expected.y };
      return before.map((quad) => movedQuad(quad, lastMotion));
    }
    lastMotionMs = timeMs;
    paperScale *= Math.hypot(found.motion.a, found.motion.b);
    const shift = centerShift(before, found.motion);
    drift = step > 0 ? { x: shift.x / step, y: shift.y / step } : drift;
    lastMotion = found.motion;
    move(away, found.motion, timeMs);
    return before.map((quad) => movedQuad(quad, found.motion));
  };

  /** Finds lines that were out of view among the found ones that nobody took. */
  const welcomeBack = (lines: FoundLine[], sheet: SheetInFrame): FoundLine[] => {
    const { timeMs } = sheet;
    if (away.length === 0 || lines.length === 0) return lines;
    if (active.length === 0) {
      // The whole sheet was gone: look for the shift under which it is the same sheet again.
      const quads = away.map(({ measured }) => measured);
      const again = estimatePaperMotion(
        quads,
        lines.map((line) => line.quad),
        { x: 0, y: 0 },
      );
      if (again !== null && again.support >= LEAST_SUPPORT_AGAIN) move(away, again.motion, timeMs);
    }
    const pairs = assignLines(
      away.map(({ measured }) => measured),
      lines.map(({ quad }) => quad),
      COMING_BACK,
    );
    const back = new Set<LineMemory>();
    const taken = new Set<FoundLine>();
    for (const pair of pairs) {
      const memory = away[pair.track];
      const line = lines[pair.line];
      if (memory === undefined || line === undefined) continue;
      memory.comeBack(line, sheet);
      back.add(memory);
      taken.add(line);
    }
    away = away.filter((memory) => !back.has(memory));
    active = [...active, ...back];
    return lines.filter((line) => !taken.has(line));
  };

  const begin = (line: FoundLine, others: readonly Box[], sheet: SheetInFrame) => {
    const memory = createLineMemory(nextId++, line, sheet, settings);
    memory.tentative = coveredBy(line.box, others);
    active.push(memory);
  };

  /** Lets go of lines not found for too long, or swallowed by one that was found. */
  const letGo = (timeMs: number) => {
    const seen = active
      .filter(({ missedFrames }) => missedFrames === 0)
      .map(({ filter }) => boundingBox(filter.quad));
    const stays = (memory: LineMemory): boolean => {
      if (memory.missedFrames === 0) return true;
      if (memory.tentative || coveredBy(boundingBox(memory.filter.quad), seen)) return false;
      return (
        memory.missedFrames <= settings.keepMissedFrames ||
        timeMs - memory.lastSeenMs <= settings.keepMissedMs
      );
    };
    const gone = active.filter((memory) => !stays(memory) && !memory.tentative);
    active = active.filter(stays);
    away = [...away, ...gone]
      .filter(({ lastSeenMs }) => timeMs - lastSeenMs <= settings.rememberMs)
      .slice(-MOST_REMEMBERED);
  };

  const shown = () => active.filter(({ tentative }) => !tentative);
  const current = () =>
    shown()
      .sort((a, b) => a.id - b.id)
      .map((memory) => memory.snapshot(lastMs));
  const byId = (id: number) =>
    active.find((memory) => memory.id === id) ?? away.find((memory) => memory.id === id);

  return {
    update(lines, timeMs, frame) {
      const quads = lines.map(({ quad }) => quad);
      const expected = followPaper(quads, timeMs);
      const pairs = assignLines(expected, quads, IN_VIEW).flatMap(({ track, line }) => {
        const memory = active[track];
        const seen = lines[line];
        return memory === undefined || seen === undefined ? [] : [{ memory, seen }];
      });
      const sheet = { timeMs, shared: sharedDifference(pairs, timeMs), paperScale, frame };
      for (const { memory, seen } of pairs) {
        memory.see(seen, sheet);
        if (memory.sightings >= CONFIRMED) memory.tentative = false;
      }
      const found = new Set(pairs.map(({ memory }) => memory));
      const taken = new Set(pairs.map(({ seen }) => seen));
      const covers = active.flatMap(({ tentative }, track) => {
        const place = expected[track];
        return tentative || place === undefined ? [] : [boundingBox(place)];
      });
      active.forEach((memory, track) => {
        const place = expected[track];
        if (found.has(memory) || place === undefined) return;
        memory.missedFrames += 1;
        memory.place(place, timeMs);
      });
      const left = welcomeBack(
        lines.filter((line) => !taken.has(line)),
        sheet,
      );
      for (const line of left) begin(line, covers, sheet);
      letGo(timeMs);
      lastMs = timeMs;
      return current();
    },
    observe(id, evidence) {
      byId(id)?.observe(evidence, lastMs);
    },
    wanting(budget) {
      return shown()
        .filter(({ missedFrames }) => missedFrames === 0)
        .flatMap((memory) => {
          const want = memory.want(lastMs);
          return want === null ? [] : [{ memory, want }];
        })
        .sort(
          (a, b) =>
            WANT_ORDER[a.want] - WANT_ORDER[b.want] || b.memory.legibility - a.memory.legibility,
        )
        .slice(0, Math.max(0, budget))
        .map(({ memory, want }) => ({ ...memory.snapshot(lastMs), want }));
    },
    addReading(id, reading, evidence) {
      byId(id)?.addReading(reading, evidence, lastMs);
    },
    current,
    get motion() {
      return lastMotion;
    },
    reset() {
      active = [];
      away = [];
      drift = null;
      lastMotion = STANDSTILL;
    },
  };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  const upper = sorted[half] ?? 0;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[half - 1] ?? upper)) / 2;
}

/**
 * How far all found lines together lie from where they were predicted, as far as that is motion
 * and not noise. A single line cannot tell; its own filter decides.
 */
function sharedDifference(
  pairs: readonly { readonly memory: LineMemory; readonly seen: FoundLine }[],
  timeMs: number,
): Point {
  const first = pairs[0];
  if (first === undefined || pairs.length < 2) return { x: 0, y: 0 };
  const differences = pairs.flatMap(({ memory, seen }) => {
    const predicted = memory.filter.predict(timeMs);
    // Starts and ends apart, because a line that grows has only one end that tells of the sheet.
    return [
      { x: seen.quad[0].x - predicted[0].x, y: seen.quad[0].y - predicted[0].y },
      { x: seen.quad[2].x - predicted[2].x, y: seen.quad[2].y - predicted[2].y },
    ];
  });
  const x = median(differences.map((difference) => difference.x));
  const y = median(differences.map((difference) => difference.y));
  const share = motionShare(Math.hypot(x, y), first.seen.quad, pairs.length);
  return { x: share * x, y: share * y };
}

/** How far the middle of all lines goes under a motion. */
function centerShift(quads: readonly Quad[], motion: Similarity): Point {
  const box = boundingBox(quads.flat());
  const x = box.x + box.width / 2;
  const y = box.y + box.height / 2;
  return {
    x: motion.a * x - motion.b * y + motion.dx - x,
    y: motion.b * x + motion.a * y + motion.dy - y,
  };
}
