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
  /** Whether its size says nothing, or it was there beside the marker: more proof is wanted. */
  readonly isDoubtful: boolean;
}

/** A patch that is the marker, and where it was before. */
export interface ProvenTrack {
  readonly blob: ColourBlob;
  readonly earlier: readonly Sighting[];
  /** Where the way began that proves it. */
  readonly since: Sighting;
  /** Side of a square as large as it is on the whole, px. */
  readonly size: number;
  readonly isDoubtful: boolean;
}

/** Patches of the right colour, watched until one of them moves as a pen does. */
export interface PendingTracks {
  /**
   * Takes the patches of a frame.
   * @returns null where none is the marker yet
   */
  see(candidates: readonly Candidate[]): ProvenTrack | null;
  forget(): void;
}

/** From frame to frame a patch moves at most this many times its size, and grows by this factor. */
const REACH = 5;
const GROWTH = 1.7;
/** Sightings that are kept of a track. */
const LONGEST = 60;
/** Within this time a pen makes the way that proves it: slower things sway. */
const PROOF_MS = 450;
/** Sizes of a marker vary at most by this factor meanwhile: what is passed by others varies more. */
const STEADY = 1.5;
/** Frames and way (in sizes of the marker) that prove a marker of known size. */
const FRAMES = 3;
const WAY = 1;
/** The same where more proof is wanted; and it must turn: what passes by goes straight. */
const FRAMES_DOUBTFUL = 6;
const WAY_DOUBTFUL = 2;
const TURNING_DOUBTFUL = 0.25;
/** A pen's path is smooth: the changes of its steps stay below this share of the steps. */
const ROUGHEST = 1.1;

export function createPendingTracks(): PendingTracks {
  let tracks: readonly (readonly Candidate[])[] = [];

  return {
    see(candidates) {
      const free = new Set(candidates);
      const grown: (readonly Candidate[])[] = [];
      for (const { track, next } of stepsBetween(tracks, candidates)) {
        if (!free.has(next) || grown.some((one) => one.at(-2) === track.at(-1))) continue;
        free.delete(next);
        grown.push([...track, next].slice(-LONGEST));
      }
      tracks = [...grown, ...[...free].map((one) => [one])];
      const marker = tracks
        .filter(isPen)
        .sort((a, b) => wayOf(recentOf(b)) - wayOf(recentOf(a)))[0];
      const last = marker?.at(-1);
      if (marker === undefined || last === undefined) return null;
      const { blob, isDoubtful } = last;
      const recent = recentOf(marker);
      const since = recent[0] ?? last;
      return { blob, earlier: marker.slice(0, -1), since, size: sizeOf(recent), isDoubtful };
    },
    forget() {
      tracks = [];
    },
  };
}

/** Which sightings may go on which tracks, the nearest first: a patch at rest is not taken for another. */
function stepsBetween(
  tracks: readonly (readonly Candidate[])[],
  candidates: readonly Candidate[],
): readonly { readonly track: readonly Candidate[]; readonly next: Candidate }[] {
  return tracks
    .flatMap((track) => {
      const last = track.at(-1);
      if (last === undefined) return [];
      return candidates.map((next) => ({ track, next, away: distance(next.tip, last.tip), last }));
    })
    .filter(({ next, away, last }) => {
      const growth = next.size / last.size;
      return away < REACH * last.size && growth <= GROWTH && growth >= 1 / GROWTH;
    })
    .sort((a, b) => a.away - b.away);
}

/** The part of a track in which a pen makes the way that proves it. */
function recentOf(track: readonly Candidate[]): readonly Candidate[] {
  const lastMs = track.at(-1)?.timeMs ?? 0;
  return track.filter(({ timeMs }) => timeMs >= lastMs - PROOF_MS);
}

/** Mean side. */
function sizeOf(track: readonly Candidate[]): number {
  return track.reduce((sum, one) => sum + one.size, 0) / track.length;
}

function isPen(track: readonly Candidate[]): boolean {
  const recent = recentOf(track);
  const size = sizeOf(recent);
  const sizes = recent.map((one) => one.size);
  if (Math.max(...sizes) > STEADY * Math.min(...sizes)) return false;
  if (turningOf(recent) > ROUGHEST * lengthOf(recent)) return false;
  const way = wayOf(recent) / size;
  if (recent.every(({ isDoubtful }) => !isDoubtful)) return recent.length >= FRAMES && way >= WAY;
  return (
    recent.length >= FRAMES_DOUBTFUL &&
    // One jump may lead from one patch to another.
    way - Math.max(...stepsOf(recent)) / size >= WAY_DOUBTFUL &&
    turningOf(recent) / size >= TURNING_DOUBTFUL * way
  );
}

/** How far a track got from where it began, at most: shaking on the spot is no way. */
function wayOf(track: readonly Sighting[]): number {
  const first = track[0];
  return first === undefined ? 0 : Math.max(...track.map(({ tip }) => distance(tip, first.tip)));
}

function stepsOf(track: readonly Sighting[]): readonly number[] {
  return track.map(({ tip }, i) => distance(tip, track[i - 1]?.tip ?? tip));
}

function lengthOf(track: readonly Sighting[]): number {
  return stepsOf(track).reduce((sum, step) => sum + step, 0);
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
