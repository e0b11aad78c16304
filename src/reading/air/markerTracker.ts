import { distance, growBox, type Point, scaleBox } from '../geometry.ts';
import type { RasterImage } from '../image.ts';
import type { OpenCv } from '../ink/opencv.ts';
import { createBackgroundMap } from './backgroundMap.ts';
import { createBystanders } from './bystanders.ts';
import { type ColourBlob, colourMask, findBlobs } from './colourBlobs.ts';
import { adaptColour, type MarkerColour } from './markerColour.ts';
import {
  CONTINUING,
  createMarkerLikeness,
  type MarkerLikeness,
  RETURNING,
} from './markerLikeness.ts';
import { createPendingTracks, type ProvenTrack, type Sighting } from './pendingTracks.ts';
import { createFrameShrinker } from './smallFrame.ts';
import { type RefinedTip, refineTip } from './tipRefinement.ts';

/** Where the marker is in a frame, px of the frame. */
export interface MarkerState {
  /** Null where it is not seen, and not predicted either. */
  readonly tip: Point | null;
  /** Whether the tip was measured, or is a prediction through a lost frame. */
  readonly seen: boolean;
  /** Places of frames before this one that turn out to have been the marker, oldest first. */
  readonly earlier: readonly Sighting[];
  /** What was followed until now turned out not to be the marker. */
  readonly isMistaken: boolean;
  /** Whether the marker has ever been seen. */
  readonly found: boolean;
  /** Whether so much of the picture has the colour that the marker cannot be told from it. */
  readonly isCrowded: boolean;
  readonly colour: MarkerColour;
}

/** Follows a marker of one colour from frame to frame. */
export interface MarkerTracker {
  track(frame: RasterImage, timeMs: number): MarkerState;
  readonly colour: MarkerColour;
  dispose(): void;
}

/** Cells along the longer side in which the whole frame is searched. */
const CELLS = 426;
/** The marker is looked for where it should be for this many lost frames: then it is hidden. */
const PREDICTED_FRAMES = 2;
/** It is expected back near where it vanished, as large as it was, for this long, ms. */
const REMEMBERED_MS = 2500;
/** Reach around the expected place, heights of the picture: at rest, and at most. */
const REACH = 0.09;
const GREATEST_REACH = 0.4;
/** A colour that fills more of the picture than this drowns the marker. */
const CROWDED = 0.1;
/** Share of a new size that is learnt. */
const SIZE_GAIN = 0.05;

/** What is taken for the marker for the first time must get this far in sizes, in this time, ms. */
const PROBATION_WAY = 3;
const PROBATION_MS = 1500;

/** What comes where the marker was hidden must get this far: the wall may have been uncovered. */
const RETURN_WAY = 1;
const RETURN_MS = 400;

/** Where and since when something is followed that has yet to prove that it is the marker. */
interface Probation extends Pick<Lock, 'tip' | 'timeMs'> {
  /** Sizes, and ms. */
  readonly way: number;
  readonly withinMs: number;
  /** Whether it was not the marker if it vanishes before. */
  readonly endsWithLoss: boolean;
  /** Whether it came where the marker was hidden. */
  readonly isReturn: boolean;
}

interface Lock {
  readonly tip: Point;
  /** px per ms */
  readonly velocity: Point;
  readonly timeMs: number;
  readonly lostFrames: number;
}

/**
 * @param learnt the marker's colour; adapted slowly while it is followed
 * @param start where the marker is in the next frame, px of the frame, where that is known
 */
export function createMarkerTracker(
  cv: OpenCv,
  learnt: MarkerColour,
  start: Point | null = null,
): MarkerTracker {
  const shrinker = createFrameShrinker(cv, CELLS);
  const background = createBackgroundMap();
  const bystanders = createBystanders();
  const pending = createPendingTracks();
  let mask = new Uint8Array();
  let colour = learnt;
  let lock: Lock | null = null;
  let expected = start;
  let found = false;
  let probation: Probation | null = null;

  function reachAt(current: Lock, timeMs: number, height: number): number {
    const speed = Math.hypot(current.velocity.x, current.velocity.y);
    const reach = REACH * height + 1.2 * speed * (timeMs - current.timeMs);
    return Math.min(GREATEST_REACH * height, reach);
  }

  /** The blob that is most likely the marker that is being followed. */
  function nearest(
    blobs: readonly ColourBlob[],
    cell: number,
    likeness: MarkerLikeness,
    center: Point,
    reach: number,
  ): ColourBlob | null {
    let best: ColourBlob | null = null;
    let least = 1;
    for (const blob of blobs) {
      const cost = distance(placeOf(blob, cell), center) / reach + likeness.difference(blob);
      if (cost < least) {
        best = blob;
        least = cost;
      }
    }
    return best;
  }

  function measure(frame: RasterImage, blob: ColourBlob, cell: number): RefinedTip | null {
    return refineTip(frame, scaleBox(blob.box, cell), colour, (x, y) =>
      background.holds(Math.floor(x / cell), Math.floor(y / cell)),
    );
  }

  function follow(frame: RasterImage, { center, size, seen }: RefinedTip, timeMs: number): void {
    const step = lock === null ? 0 : timeMs - lock.timeMs;
    const continues = lock !== null && lock.lostFrames <= PREDICTED_FRAMES && step > 0;
    const velocity =
      continues && lock !== null
        ? { x: (center.x - lock.tip.x) / step, y: (center.y - lock.tip.y) / step }
        : { x: 0, y: 0 };
    lock = { tip: center, velocity, timeMs, lostFrames: 0 };
    found = true;
    // What is on probation teaches nothing: it may be a poster.
    if (probation !== null) return;
    const share = size / frame.height;
    colour = {
      ...(seen === null ? colour : adaptColour(colour, seen, learnt)),
      size: colour.size === null ? share : colour.size + SIZE_GAIN * (share - colour.size),
    };
  }

  /** Whether what is on probation has failed by now. */
  function hasFailed(tip: RefinedTip | null, timeMs: number): boolean {
    if (probation === null) return false;
    if (tip === null) {
      if (lock === null || lock.lostFrames < PREDICTED_FRAMES) return false;
      const isFailed = probation.endsWithLoss;
      probation = null;
      return isFailed;
    }
    if (distance(tip.center, probation.tip) > probation.way * tip.size) probation = null;
    return probation !== null && timeMs - probation.timeMs > probation.withinMs;
  }

  /** Where the marker should be in a frame, and how far it may be from there, px. */
  function expectation(
    timeMs: number,
    height: number,
  ): { readonly center: Point | null; readonly reach: number } {
    if (expected !== null) return { center: expected, reach: REACH * height };
    if (lock === null || timeMs - lock.timeMs > REMEMBERED_MS) return { center: null, reach: 0 };
    if (lock.lostFrames > PREDICTED_FRAMES) {
      return { center: lock.tip, reach: GREATEST_REACH * height };
    }
    return { center: ahead(lock, timeMs), reach: reachAt(lock, timeMs, height) };
  }

  /** A patch that moves like a pen, though nobody knows of the marker where it is. */
  function acquire(
    blobs: readonly ColourBlob[],
    known: ReadonlySet<ColourBlob>,
    likeness: MarkerLikeness,
    cell: number,
    timeMs: number,
  ): ProvenTrack | null {
    return pending.see(
      blobs.map((blob) => ({
        tip: placeOf(blob, cell),
        size: Math.sqrt(blob.area) * cell,
        timeMs,
        blob,
        isDoubtful: colour.size === null || known.has(blob) || !likeness.isWithin(blob, RETURNING),
      })),
    );
  }

  return {
    get colour() {
      return colour;
    },
    track(frame, timeMs) {
      const small = shrinker.shrink(frame);
      const { width, height, cell } = small;
      if (mask.length !== width * height) mask = new Uint8Array(width * height);
      const isCrowded = colourMask(small, colour, mask) > CROWDED * mask.length;
      background.remove(mask, width, height);
      const likeness = createMarkerLikeness(colour, cell, frame.height);
      const blobs = findBlobs(cv, mask, small);
      const possible = blobs.filter((blob) => likeness.isWithin(blob, CONTINUING));

      let chosen: ColourBlob | null = null;
      let earlier: readonly Sighting[] = [];
      const { center, reach } = expectation(timeMs, frame.height);
      const inCells = center && { x: center.x / cell - 0.5, y: center.y / cell - 0.5 };
      const known = bystanders.among(blobs, inCells);
      const isGone = lock === null || lock.lostFrames > PREDICTED_FRAMES;
      const strangers = possible.filter(
        (blob) => !known.has(blob) && (!isGone || likeness.isWithin(blob, RETURNING)),
      );
      if (center !== null) chosen = nearest(strangers, cell, likeness, center, reach);
      let isMistaken = false;
      if (chosen === null ? isGone : probation !== null) {
        const others = possible.filter((blob) => blob !== chosen);
        // Against what is followed full proof is wanted, but not against what may be a bare wall.
        const doubted = chosen === null || probation?.isReturn ? known : new Set(others);
        const acquired = acquire(others, doubted, likeness, cell, timeMs);
        if (acquired !== null) {
          const last = acquired.earlier.at(-1);
          isMistaken = chosen !== null;
          if (isMistaken) lock = null;
          probation = last && (!found || acquired.isDoubtful) ? onProbation(acquired, last) : null;
          ({ blob: chosen, earlier } = acquired);
          bystanders.forget(chosen);
        }
      } else if (chosen !== null && isGone && lock !== null) {
        probation = {
          tip: placeOf(chosen, cell),
          timeMs,
          way: RETURN_WAY,
          withinMs: RETURN_MS,
          endsWithLoss: false,
          isReturn: true,
        };
      }
      expected = null;
      if (probation === null && (lock !== null || chosen !== null)) {
        bystanders.remember(blobs, chosen);
      }
      const tip = chosen === null ? null : measure(frame, chosen, cell);
      background.learn(chosen === null || tip === null ? null : growBox(chosen.box, 2, 2));
      if (hasFailed(tip, timeMs)) {
        if (chosen !== null) bystanders.remember([chosen], null);
        pending.forget();
        probation = null;
        lock = null;
        found = false;
        return { tip: null, seen: false, earlier: [], isMistaken: true, found, isCrowded, colour };
      }
      if (tip !== null) {
        follow(frame, tip, timeMs);
        if (probation === null) pending.forget();
        return {
          tip: tip.center,
          seen: true,
          earlier,
          found,
          isMistaken,
          isCrowded,
          colour,
        };
      }
      const nowhere = { tip: null, seen: false, earlier: [], found, isMistaken, isCrowded, colour };
      if (lock === null) return nowhere;
      lock = { ...lock, lostFrames: lock.lostFrames + 1 };
      const predicted = lock.lostFrames > PREDICTED_FRAMES ? null : ahead(lock, timeMs);
      return { ...nowhere, tip: predicted };
    },
    dispose() {
      shrinker.dispose();
    },
  };
}

/** Centre of a blob, px of the frame. */
function placeOf({ center }: ColourBlob, cell: number): Point {
  return { x: (center.x + 0.5) * cell, y: (center.y + 0.5) * cell };
}

function onProbation({ isDoubtful }: ProvenTrack, { tip, timeMs }: Sighting): Probation {
  return {
    tip,
    timeMs,
    way: PROBATION_WAY,
    withinMs: PROBATION_MS,
    endsWithLoss: isDoubtful,
    isReturn: false,
  };
}

function ahead({ tip, velocity, timeMs }: Lock, laterMs: number): Point {
  const step = laterMs - timeMs;
  return { x: tip.x + velocity.x * step, y: tip.y + velocity.y * step };
}
