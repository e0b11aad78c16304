import type { Point } from '../../../src/reading/geometry.ts';
import type { RasterImage } from '../../../src/reading/image.ts';
import type { InkPoint } from '../../../src/reading/strokes/ink.ts';
import { createPenMotion, type PenUp } from './penMotion.ts';
import { createRandom, type Random } from './random.ts';
import { type Company, createScenery } from './scenery.ts';

/** Colours of markers, as one would buy them. */
export const MARKERS = {
  red: '#d8262c',
  green: '#1f9d48',
  blue: '#1f5fd0',
  yellow: '#f2d21b',
  pink: '#f0489a',
} as const;
export type MarkerName = keyof typeof MARKERS;

export interface AirClipOptions {
  readonly width: number;
  readonly height: number;
  readonly framesPerSecond: number;
  readonly marker: MarkerName;
  readonly penUp: PenUp;
  readonly seed: number;
  /** Heights of the picture per second; default 0.45, about 320 px/s at 720p. */
  readonly speed?: number;
  /** Share of light that goes and comes; default 0.3. */
  readonly lightChange?: number;
  /** Deviation of each pixel, grays; default 5. */
  readonly noise?: number;
  /** Share of the picture's width or height that the word fills; default letters of one size. */
  readonly fill?: number;
  readonly sameHueOnWall?: boolean;
  /** What else has the marker's colour; default nothing. */
  readonly company?: Company;
  readonly isPersonThere?: boolean;
}

/** A frame as the camera sees it, and where the tip truly is in it. */
export interface ClipFrame {
  /** Overwritten by the next frame. */
  readonly image: RasterImage;
  /** px of the frame; null where the marker is hidden. */
  readonly tip: Point | null;
  readonly timeMs: number;
}

/** Radius of the marker's coloured end, and the shutter's share of a frame. */
const RADIUS_SHARE = 0.019;
const SHUTTER = 0.45;
const EXPOSURES = 8;

/**
 * A film of a hand that writes in the air, seen by a camera that faces the writer: mirror writing.
 * @param strokes in writing order, x to the right, y down, of any size; empty: nobody writes
 * @param durationMs default as long as the writing takes
 * @returns in the end, what was written, as the writer sees it
 */
export function* airClip(
  strokes: readonly (readonly Point[])[],
  options: AirClipOptions,
  durationMs?: number,
): Generator<ClipFrame, readonly (readonly InkPoint[])[]> {
  const { width, height, framesPerSecond, marker, penUp } = options;
  const random = createRandom(options.seed);
  const colour = rgbOf(MARKERS[marker]);
  const scenery = createScenery(
    {
      width,
      height,
      markerHue: hueOf(colour),
      sameHueOnWall: options.sameHueOnWall ?? random.next() < 0.3,
      company: options.company ?? 'none',
      isPersonThere: options.isPersonThere ?? true,
    },
    random,
  );
  const speed = (options.speed ?? 0.45) * random.between(0.8, 1.25);
  const written = {
    ...{ penUp, width, height, speed },
    ...(options.fill === undefined ? {} : { fill: options.fill }),
  };
  const motion = strokes.length === 0 ? null : createPenMotion(strokes, written, random);
  const camera = createCamera(options, random);
  const frameMs = 1000 / framesPerSecond;
  const mirrored = ({ x, y }: Point): Point => ({ x: width - x, y });
  const end = durationMs ?? motion?.durationMs ?? 0;
  for (let timeMs = 0; timeMs < end; timeMs += frameMs) {
    const hand = motion === null ? null : mirrored(motion.handAt(timeMs));
    const data = scenery.draw(timeMs, hand);
    const tip = motion?.at(timeMs) ?? null;
    if (motion !== null && tip !== null) {
      const places = Array.from({ length: EXPOSURES }, (_, i) => {
        const share = ((i + 0.5) / EXPOSURES - 0.5) * SHUTTER;
        return mirrored(motion.at(timeMs + share * frameMs) ?? tip);
      });
      drawMarker(data, width, height, places, RADIUS_SHARE * height, colour);
    }
    camera.take(data, timeMs);
    yield { image: { width, height, data }, tip: tip === null ? null : mirrored(tip), timeMs };
  }
  return motion?.strokes ?? [];
}

type Rgb = readonly [number, number, number];

function rgbOf(hex: string): Rgb {
  const value = Number.parseInt(hex.slice(1), 16);
  return [value >> 16, (value >> 8) & 255, value & 255];
}

function hueOf([red, green, blue]: Rgb): number {
  const radians = Math.atan2(Math.sqrt(3) * (green - blue), 2 * red - green - blue);
  return (radians * 180) / Math.PI;
}

/** A ball of the marker's colour, lit from above, blurred along its way during the exposure. */
function drawMarker(
  data: Uint8ClampedArray,
  width: number,
  height: number,
  places: readonly Point[],
  radius: number,
  [red, green, blue]: Rgb,
): void {
  const xs = places.map(({ x }) => x);
  const ys = places.map(({ y }) => y);
  const reach = radius + 1;
  const left = Math.max(0, Math.floor(Math.min(...xs) - reach));
  const right = Math.min(width - 1, Math.ceil(Math.max(...xs) + reach));
  const top = Math.max(0, Math.floor(Math.min(...ys) - reach));
  const bottom = Math.min(height - 1, Math.ceil(Math.max(...ys) + reach));
  for (let y = top; y <= bottom; y++) {
    for (let x = left; x <= right; x++) {
      let [cover, light] = [0, 0];
      for (const place of places) {
        const [dx, dy] = [x + 0.5 - place.x, y + 0.5 - place.y];
        const inside = Math.min(1, Math.max(0, radius + 0.5 - Math.hypot(dx, dy)));
        cover += inside / places.length;
        light += (inside / places.length) * (1 - (0.22 * (dx + dy)) / radius);
      }
      if (cover === 0) continue;
      const p = (y * width + x) * 4;
      data[p] = (data[p] ?? 0) * (1 - cover) + red * light;
      data[p + 1] = (data[p + 1] ?? 0) * (1 - cover) + green * light;
      data[p + 2] = (data[p + 2] ?? 0) * (1 - cover) + blue * light;
    }
  }
}

/** The camera's faults: light that changes, and noise. */
function createCamera({ lightChange = 0.3, noise = 5 }: AirClipOptions, random: Random) {
  const grains = Int8Array.from({ length: 1 << 16 }, () =>
    Math.max(-120, Math.min(120, Math.round(noise * random.normal()))),
  );
  const [phase, pace] = [random.between(0, 6), random.between(500, 1500)];
  return {
    take(data: Uint8ClampedArray, timeMs: number): void {
      const light = 1 - lightChange * (0.5 + 0.5 * Math.sin(timeMs / pace + phase));
      let grain = random.below(grains.length);
      for (let p = 0; p < data.length; p += 4) {
        grain = (grain + 3) & 0xffff;
        data[p] = (data[p] ?? 0) * light + (grains[grain] ?? 0);
        data[p + 1] = (data[p + 1] ?? 0) * light + (grains[(grain + 1) & 0xffff] ?? 0);
        data[p + 2] = (data[p + 2] ?? 0) * light + (grains[(grain + 2) & 0xffff] ?? 0);
      }
    },
  };
}
