import { distance, type Point, scaleBox } from '../geometry.ts';
import type { RasterImage } from '../image.ts';
import type { OpenCv } from '../lineImage/opencv.ts';
import { createBystanders } from './bystanders.ts';
import { type ColourBlob, colourMask, findBlobs } from './colourBlobs.ts';
import { createMarkerAppearance } from './markerAppearance.ts';
import { adaptColour, type MarkerColour } from './markerColour.ts';
import {
  ALONE,
  CONTINUING,
  createMarkerLikeness,
  type MarkerLikeness,
  RETURNING,
  WHOLE,
} from './markerLikeness.ts';
import {
  type ExpectedPlace,
  expectedAround,
  expectedPlace,
  isBeside,
  isHidden,
  type MarkerMotion,
  movedTo,
  PREDICTED_FRAMES,
  placeAhead,
} from './markerMotion.ts';
import { createPendingTracks, type ProvenTrack, type Sighting } from './pendingTracks.ts';
import { judge, type Probation, probationOfAcquired, probationOfReturned } from './probation.ts';
import { createFrameShrinker, type SmallFrame } from './smallFrame.ts';
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
/** A colour that fills more of the picture than this drowns the marker. */
const CROWDED = 0.1;
/** Share of a new size that is learnt. */
const SIZE_GAIN = 0.05;
/** What moves less from frame to frame is no marker that comes back, cells. */
const REST_CELLS = 0.75;
/** Before something of its colour the marker is followed by its looks for this long at most, ms. */
const AMONG_MS = 700;

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
  const bystanders = createBystanders();
  const pending = createPendingTracks();
  const appearance = createMarkerAppearance();
  let mask = new Uint8Array();
  let before: readonly ColourBlob[] = [];
  let colour = learnt;
  let motion: MarkerMotion | null = null;
  let wholeMs = Number.NEGATIVE_INFINITY;
  let expected = start;
  let found = false;
  let probation: Probation | null = null;

  function measure(frame: RasterImage, blob: ColourBlob, cell: number): RefinedTip | null {
    return refineTip(frame, scaleBox(blob.box, cell), colour);
  }

  function follow(
    frame: RasterImage,
    { center, size, seen }: RefinedTip,
    timeMs: number,
    isAlone: boolean,
  ): void {
    motion = movedTo(motion, center, timeMs);
    found = true;
    // What is on probation teaches nothing: it may be a poster. Nor does what is more than the marker.
    if (probation !== null || seen === null || !isAlone) return;
    const share = size / frame.height;
    colour = {
      ...adaptColour(colour, seen, learnt),
      size: colour.size === null ? share : colour.size + SIZE_GAIN * (share - colour.size),
    };
  }

  /** Whether what is on probation has failed by now. */
  function hasFailed(tip: RefinedTip | null, timeMs: number, height: number): boolean {
    if (probation === null) return false;
    if (tip === null) {
      if (motion === null || motion.lostFrames < PREDICTED_FRAMES) return false;
      const isFailed = probation.endsWithLoss;
      probation = null;
      return isFailed;
    }
    const judgement = judge(probation, { tip: tip.center, timeMs }, tip.size);
    if (judgement === 'passed') {
      // What has proven itself by its motion is as large as it is, whatever was thought before.
      if (probation.size !== null) colour = { ...colour, size: probation.size / height };
      probation = null;
    }
    return judgement === 'failed';
  }

  /** The marker before something of its own colour, where no patch is the marker alone. */
  function findAmong(
    frame: RasterImage,
    small: SmallFrame,
    { center, reach }: ExpectedPlace,
    timeMs: number,
  ): RefinedTip | null {
    if (colour.size === null || timeMs - wholeMs > AMONG_MS) return null;
    const { cell } = small;
    const place = appearance.find(small, cellsOf(center, cell), reach / cell);
    if (place === null) return null;
    return {
      center: placeOf({ center: place }, cell),
      size: colour.size * frame.height,
      seen: null,
    };
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
      const likeness = createMarkerLikeness(colour, cell, frame.height);
      const blobs = findBlobs(cv, mask, small);
      const possible = blobs.filter((blob) => likeness.isWithin(blob, CONTINUING));

      let chosen: ColourBlob | null = null;
      let earlier: readonly Sighting[] = [];
      const place =
        expected === null
          ? expectedPlace(motion, timeMs, frame.height)
          : expectedAround(expected, frame.height);
      const known = bystanders.among(blobs, place && cellsOf(place.center, cell));
      const isGone = isHidden(motion);
      const isNear = (blob: ColourBlob): boolean =>
        motion === null || isBeside(motion, placeOf(blob, cell), frame.height);
      const strangers = possible.filter(
        (blob) =>
          !known.has(blob) && (!isGone || (likeness.isWithin(blob, RETURNING) && isNear(blob))),
      );
      if (place !== null) chosen = nearest(strangers, cell, likeness, place);
      let isMistaken = false;
      if (chosen === null ? isGone || probation?.isReturn : probation !== null) {
        // Against what is followed full proof is wanted, but not against what may be a bare wall.
        const doubted = chosen === null || probation?.isReturn ? known : new Set(possible);
        const acquired = acquire(possible, doubted, likeness, cell, timeMs);
        if (acquired !== null && acquired.blob !== chosen) {
          isMistaken = chosen !== null || !isGone;
          if (isMistaken) motion = null;
          probation = !found || acquired.isDoubtful ? probationOfAcquired(acquired) : null;
          ({ blob: chosen, earlier } = acquired);
          bystanders.forget(chosen);
        }
      } else if (chosen !== null && isGone && motion !== null) {
        probation = probationOfReturned({ tip: placeOf(chosen, cell), timeMs });
      }
      expected = null;
      const isWhole = chosen !== null && likeness.isWithin(chosen, WHOLE);
      const among = isGone || isWhole || !place ? null : findAmong(frame, small, place, timeMs);
      if (chosen !== null && isWhole) {
        if (!probation?.isReturn) appearance.remember(small, mask, chosen);
        wholeMs = timeMs;
      }
      if (motion !== null && !probation?.isReturn) {
        // Where the marker is out of sight, or not known for sure, what is new and moves may be it.
        const isSure = chosen !== null && probation === null;
        bystanders.remember(isSure ? blobs : blobs.filter(isAtRest(before)), chosen);
      }
      before = blobs;
      const tip = among ?? (chosen === null ? null : measure(frame, chosen, cell));
      if (hasFailed(tip, timeMs, frame.height)) {
        if (chosen !== null) bystanders.remember([chosen], null);
        pending.forget();
        probation = null;
        motion = null;
        found = false;
        return { tip: null, seen: false, earlier: [], isMistaken: true, found, isCrowded, colour };
      }
      if (tip !== null) {
        follow(frame, tip, timeMs, chosen !== null && likeness.isWithin(chosen, ALONE));
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
      if (motion === null) return nowhere;
      motion = { ...motion, lostFrames: motion.lostFrames + 1 };
      return { ...nowhere, tip: isHidden(motion) ? null : placeAhead(motion, timeMs) };
    },
    dispose() {
      shrinker.dispose();
    },
  };
}

/** The blob that is most likely the marker that is being followed. */
function nearest(
  blobs: readonly ColourBlob[],
  cell: number,
  likeness: MarkerLikeness,
  { center, reach }: ExpectedPlace,
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

/** Whether a blob is where one was in the frame before. */
function isAtRest(before: readonly ColourBlob[]): (blob: ColourBlob) => boolean {
  return ({ center }) => before.some((one) => distance(one.center, center) < REST_CELLS);
}

/** Centre of a blob, px of the frame. */
function placeOf({ center }: Pick<ColourBlob, 'center'>, cell: number): Point {
  return { x: (center.x + 0.5) * cell, y: (center.y + 0.5) * cell };
}

function cellsOf({ x, y }: Point, cell: number): Point {
  return { x: x / cell - 0.5, y: y / cell - 0.5 };
}
