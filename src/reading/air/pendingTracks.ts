import { distance, type Point } from '../geometry.ts';
import type { ColourBlob } from './colourBlobs.ts';

/** The marker's place at a time, px of the frame. */
export interface Sighting {
  readonly tip: Point;
  readonly timeMs: number;
}

/** A patch that may be the marker. */
export interface Candidate extends Sighting {
  /** Side of a square as large, px. */
  readonly size: number;
  readonly blob: ColourBlob;
}

/** Patches of the right colour, watched until one of them moves as a pen does. */
export interface PendingTracks {
  /**
   * Takes the patches of a frame.
   * @param sizeKnown whether patches of the wrong size have been left out
   * @returns the patch that is the marker, and where it was before; null where none is yet
   */
  see(
    candidates: readonly Candidate[],
    sizeKnown: boolean,
  ): { readonly blob: ColourBlob; readonly earlier: readonly Sighting[] } | null;
  forget(): void;
}

/** From frame to frame a patch moves at most this many times its size, and grows by this factor. */
const REACH = 5;
const GROWTH = 1.7;
/** What is watched for longer and has not moved like a pen starts anew: a pen is written with. */
const LONGEST = 45;
/** Frames and way (in sizes of the marker) that prove a marker of known size. */
const FRAMES = 3;
const WAY = 0.5;
/** The same for one that has never been seen; and it must turn: what passes by goes straight. */
const FRAMES_FIRST = 6;
const WAY_FIRST = 2;
const TURNING_FIRST = 0.25;

export function createPendingTracks(): PendingTracks {
  let tracks: readonly (readonly Candidate[])[] = [];

  function isMarker(track: readonly Candidate[], sizeKnown: boolean): boolean {
    const size = track.reduce((sum, one) => sum + one.size, 0) / track.length;
    const way = wayOf(track) / size;
    if (sizeKnown) return track.length >= FRAMES && way >= WAY;
    return (
      track.length >= FRAMES_FIRST &&
      way >= WAY_FIRST &&
      turningOf(track) / size >= TURNING_FIRST * way
    );
  }

  return {
    see(candidates, sizeKnown) {
      const free = new Set(candidates);
      const grown = tracks.flatMap((track) => {
        const last = track.at(-1);
        const next = last === undefined ? null : nextOf(last, free);
        if (next === null) return [];
        free.delete(next);
        return [[...track, next].slice(-LONGEST)];
      });
      tracks = [...grown, ...[...free].map((one) => [one])];
      const marker = tracks
        .filter((track) => isMarker(track, sizeKnown))
        .sort((a, b) => wayOf(b) - wayOf(a))[0];
      const last = marker?.at(-1);
      if (marker === undefined || last === undefined) return null;
      return { blob: last.blob, earlier: marker.slice(0, -1) };
    },
    forget() {
      tracks = [];
    },
  };
}

function nextOf(last: Candidate, free: ReadonlySet<Candidate>): Candidate | null {
  let best: Candidate | null = null;
  let least = REACH * last.size;
  for (const one of free) {
    const growth = one.size / last.size;
    if (growth > GROWTH || growth < 1 / GROWTH) continue;
    const away = distance(one.tip, last.tip);
    if (away < least) {
      best = one;
      least = away;
    }
  }
  return best;
}

/** How far a track got from where it began, at most: shaking on the spot is no way. */
function wayOf(track: readonly Sighting[]): number {
  const first = track[0];
  return first === undefined ? 0 : Math.max(...track.map(({ tip }) => distance(tip, first.tip)));
}

/** Sum of the changes of its step from frame to frame. */
function turningOf(track: readonly Sighting[]): number {
  let turning = 0;
  for (let i = 2; i < track.length; i++) {
    const [a, b, c] = [track[i - 2]?.tip, track[i - 1]?.tip, track[i]?.tip];
    if (a && b && c) turning += Math.hypot(c.x - 2 * b.x + a.x, c.y - 2 * b.y + a.y);
  }
  return turning;
}
