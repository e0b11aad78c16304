import { distance, type Point } from '../geometry.ts';
import type { RasterImage } from '../image.ts';
import type { OpenCv } from '../lineImage/opencv.ts';
import {
  type Chroma,
  chromaDistance,
  chromaStrength,
  createColourDistance,
  type MarkerColour,
} from './markerColour.ts';
import { findSaturatedBlobs, type SaturatedBlob } from './saturatedBlobs.ts';
import { createFrameShrinker } from './smallFrame.ts';

/** What was found so far. */
export interface FoundMarker {
  readonly colour: MarkerColour;
  /** Where it was last, px of the frame. */
  readonly tip: Point;
  /** How much it has moved like a pen: turned, and got about. */
  readonly penMotion: number;
  /** The same of the next best, of another colour. */
  readonly rivalMotion: number;
}

/** Looks for a coloured thing that moves as a hand moves a pen. */
export interface MarkerSearch {
  see(frame: RasterImage): void;
  /** The best so far; null where nothing has moved like a pen. */
  best(): FoundMarker | null;
  dispose(): void;
}

const CELLS = 320;
/** From frame to frame: reach in cells, likeness of colour, growth. */
const REACH = 26;
const SAME_COLOUR = 0.08;
const GROWTH = 1.8;
/** A patch whose area changes by more than this share (and three cells) is being covered. */
const AREA_CHANGE = 0.2;
/** A track ends after this many frames without its patch. */
const LOST_FRAMES = 2;
/** Shorter tracks are accidents of noise. */
const LEAST_FRAMES = 5;
/** Changes of step below this many cells are jitter of the patch's edge. */
const JITTER = 0.7;
/** One change of step counts at most this much, cells: greater ones are mistaken links. */
const GREATEST_CHANGE = 8;
/** A pen gets about: tracks that stay within this many sizes are things that shake. */
const LEAST_EXTENT = 1.2;
/** Spread of a colour learnt from the smaller picture. */
const SPREAD = 0.03;
const SPREAD_SHARE = 0.06;
/** Smaller patches than this, cells, are the likelier to be noise. */
const USUAL_SIZE = 5;
/** Squared deviations within which a patch may have the colour that was asked for. */
const ALIKE = 9;
/** Such deviations take this much from a patch's claim: `exp(-d² / n)`. */
const CLAIM = 5;
/** A pen's path is smooth: the changes of its steps stay below this share of the steps. */
const ROUGHEST = 1.1;

interface Track extends Chroma {
  readonly blobs: SaturatedBlob[];
  lost: number;
  /** Sums of its steps and of their changes, and of the changes beyond what may be jitter; cells. */
  way: number;
  turning: number;
  penMotion: number;
}

/** @param alike only patches of about this colour are looked at */
export function createMarkerSearch(cv: OpenCv, alike: MarkerColour | null = null): MarkerSearch {
  const shrinker = createFrameShrinker(cv, CELLS);
  const isWanted = alike === null ? null : createColourDistance(alike);
  let active: readonly Track[] = [];
  const ended: Track[] = [];
  let cell = 1;
  let height = 1;

  const claimOf = ({ u, v }: Chroma): number =>
    isWanted === null ? 1 : Math.exp(-isWanted(u, v) / CLAIM);

  function grow(track: Track, blob: SaturatedBlob): void {
    track.blobs.push(blob);
    track.lost = 0;
    const [a, b, c] = track.blobs.slice(-3);
    if (!a || !b || !c) return;
    const change = Math.hypot(
      c.center.x - 2 * b.center.x + a.center.x,
      c.center.y - 2 * b.center.y + a.center.y,
    );
    // What is passed by something else loses a part of its area, and its centre jumps.
    if (Math.abs(c.area - b.area) > AREA_CHANGE * b.area + 3) return;
    track.way += distance(c.center, b.center);
    track.turning += change;
    track.penMotion += claimOf(c) * Math.min(GREATEST_CHANGE, Math.max(0, change - JITTER));
  }

  return {
    see(frame) {
      const small = shrinker.shrink(frame);
      cell = small.cell;
      height = frame.height;
      const free = new Set(
        findSaturatedBlobs(small).filter(({ u, v }) => isWanted === null || isWanted(u, v) < ALIKE),
      );
      for (const track of active) {
        const next = nextOf(track, free);
        if (next === null) {
          track.lost += 1;
          continue;
        }
        free.delete(next);
        grow(track, next);
      }
      ended.push(...active.filter((track) => track.lost > LOST_FRAMES && isPen(track)));
      active = [
        ...active.filter(({ lost }) => lost <= LOST_FRAMES),
        ...[...free].map((blob) => ({
          u: blob.u,
          v: blob.v,
          blobs: [blob],
          lost: 0,
          way: 0,
          turning: 0,
          penMotion: 0,
        })),
      ];
    },
    best() {
      const groups = groupByColour([...ended, ...active.filter(isPen)]);
      const [first, second] = groups;
      const last = first?.tracks.at(-1)?.blobs.at(-1);
      if (first === undefined || last === undefined) return null;
      return {
        colour: { ...colourOf(first.tracks), size: (sizeOf(first.tracks) * cell) / height },
        tip: { x: last.center.x * cell, y: last.center.y * cell },
        penMotion: first.penMotion,
        rivalMotion: second?.penMotion ?? 0,
      };
    },
    dispose: shrinker.dispose,
  };
}

function nextOf(track: Track, free: ReadonlySet<SaturatedBlob>): SaturatedBlob | null {
  const last = track.blobs.at(-1);
  if (last === undefined) return null;
  let best: SaturatedBlob | null = null;
  let least = REACH;
  for (const blob of free) {
    if (chromaDistance(blob, last) > SAME_COLOUR) continue;
    const growth = Math.sqrt(blob.area / last.area);
    if (growth > GROWTH || growth < 1 / GROWTH) continue;
    const away = distance(blob.center, last.center);
    if (away < least) {
      best = blob;
      least = away;
    }
  }
  return best;
}

function isPen({ blobs, way, turning }: Track): boolean {
  const [first] = blobs;
  if (first === undefined || blobs.length < LEAST_FRAMES) return false;
  if (turning > ROUGHEST * way) return false;
  const extent = Math.max(...blobs.map(({ center }) => distance(center, first.center)));
  return extent >= LEAST_EXTENT * Math.sqrt(first.area);
}

interface ColourGroup {
  readonly tracks: readonly Track[];
  readonly penMotion: number;
}

/** Tracks of like colour and size together: a marker that was hidden in between is one. Best first. */
function groupByColour(tracks: readonly Track[]): readonly ColourGroup[] {
  const groups: Track[][] = [];
  for (const track of [...tracks].sort((a, b) => b.penMotion - a.penMotion)) {
    const own = groups.find(([first]) => {
      if (first === undefined || chromaDistance(first, track) > SAME_COLOUR) return false;
      const growth = sizeOf([first]) / sizeOf([track]);
      return growth < GROWTH && growth > 1 / GROWTH;
    });
    if (own === undefined) groups.push([track]);
    else own.push(track);
  }
  return groups
    .map((own) => {
      const turning = own.reduce((sum, one) => sum + one.penMotion, 0);
      const isLarge = Math.min(1, sizeOf(own) / USUAL_SIZE);
      return { tracks: own, penMotion: isLarge * Math.sqrt(turning * placesOf(own)) };
    })
    .sort((a, b) => b.penMotion - a.penMotion);
}

/** How many places a marker has been at: squares of its own size. What others pass before stays put. */
function placesOf(tracks: readonly Track[]): number {
  const size = sizeOf(tracks);
  const places = tracks.flatMap(({ blobs }) =>
    blobs.map(({ center }) => `${Math.round(center.x / size)} ${Math.round(center.y / size)}`),
  );
  return new Set(places).size;
}

function sizeOf(tracks: readonly Track[]): number {
  return middle(tracks.flatMap(({ blobs }) => blobs.map(({ area }) => Math.sqrt(area))));
}

function colourOf(tracks: readonly Track[]): Omit<MarkerColour, 'size'> {
  const blobs = tracks.flatMap((track) => track.blobs);
  const u = middle(blobs.map((blob) => blob.u));
  const v = middle(blobs.map((blob) => blob.v));
  const spread = (SPREAD + SPREAD_SHARE * chromaStrength({ u, v })) ** 2;
  return { u, v, uu: spread, vv: spread, uv: 0, luma: middle(blobs.map(({ luma }) => luma)) };
}

function middle(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
