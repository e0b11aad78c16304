import { distance, type Point } from '../geometry.ts';
import type { ColourBlob } from './colourBlobs.ts';

/**
 * Remembers the patches of the marker's colour that are not the marker, while it is known where that
 * is: so that none of them is taken for it when it is hidden.
 */
export interface Bystanders {
  /**
   * Which of a frame's patches are those remembered, one for each at most.
   * @param marker where the marker should be, cells; the patch nearest to it is left to it
   */
  among(blobs: readonly ColourBlob[], marker: Point | null): ReadonlySet<ColourBlob>;
  /** Remembers all patches of the frame but the marker. */
  remember(blobs: readonly ColourBlob[], marker: ColourBlob | null): void;
  /** A patch turns out to be the marker. */
  forget(marker: ColourBlob): void;
}

/** A bystander moves at most this far from frame to frame, in sizes and in cells besides. */
const REACH = 0.5;
const REACH_CELLS = 3;
const GROWTH = 2.5;
/** One that is not seen is remembered for this many frames. */
const REMEMBERED_FRAMES = 12;

interface Bystander {
  readonly blob: ColourBlob;
  readonly missing: number;
}

export function createBystanders(): Bystanders {
  let known: readonly Bystander[] = [];
  return {
    among(blobs, marker) {
      const found = new Set<ColourBlob>();
      const rest: Bystander[] = [];
      for (const { blob: before, missing } of known) {
        const now = nearestTo(before, blobs, found, marker);
        if (now !== null) found.add(now);
        else if (missing < REMEMBERED_FRAMES) rest.push({ blob: before, missing: missing + 1 });
      }
      known = [...[...found].map((blob) => ({ blob, missing: 0 })), ...rest];
      return found;
    },
    remember(blobs, marker) {
      const seen = new Set(known.map(({ blob }) => blob));
      const others = blobs.filter((blob) => blob !== marker && !seen.has(blob));
      known = [
        ...known.filter(({ blob }) => blob !== marker),
        ...others.map((blob) => ({ blob, missing: 0 })),
      ];
    },
    forget(marker) {
      known = known.filter(({ blob }) => blob !== marker);
    },
  };
}

function nearestTo(
  before: ColourBlob,
  blobs: readonly ColourBlob[],
  taken: ReadonlySet<ColourBlob>,
  marker: Point | null,
): ColourBlob | null {
  let best: ColourBlob | null = null;
  let least = REACH * Math.sqrt(before.area) + REACH_CELLS;
  for (const blob of blobs) {
    const growth = blob.area / before.area;
    if (taken.has(blob) || growth > GROWTH || growth < 1 / GROWTH) continue;
    const away = distance(blob.center, before.center);
    const isMarkers = marker !== null && distance(blob.center, marker) < away;
    if (away < least && !isMarkers) {
      best = blob;
      least = away;
    }
  }
  return best;
}
