import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RasterImage } from '../../src/reading/image.ts';
import { type AirClipOptions, airClip } from '../air/clips/airClip.ts';
import { loadHandPicture } from '../air/handPicture.ts';
import { penStrokes } from '../air/penStrokes.ts';
import { writeCameraVideo } from './cameraVideo.ts';

export interface AirScene {
  readonly video: string;
  remove(): void;
}

export const AIR_FRAME = { width: 1280, height: 720 } as const;

const CLIP: AirClipOptions = {
  ...AIR_FRAME,
  framesPerSecond: 15,
  marker: 'green',
  penUp: 'hide',
  seed: 7,
  speed: 0.4,
  sameHueOnWall: false,
};

/** How long the marker stays away between two passes of the film, which plays over and over, ms. */
const GAP_MS = 6000;
const HELD_FRAMES = 45;
/** Longer than any of the words takes. */
const LONGEST_MS = 60_000;

/** Height of tall letters in the strokes that films are made of. */
const LETTER_HEIGHT = 64;

/** A film of a word that is written in the air with a green marker, hidden between strokes. */
export function filmWord(word: string): AirScene {
  const strokes = penStrokes(word).map((stroke) =>
    stroke.map(({ x, y }) => ({ x: x * LETTER_HEIGHT, y: y * LETTER_HEIGHT })),
  );
  const frames = function* (): Generator<RasterImage> {
    let lastSeenMs = 0;
    let seen = false;
    for (const { image, tip, timeMs } of airClip(strokes, CLIP, LONGEST_MS)) {
      if (tip !== null) {
        lastSeenMs = timeMs;
        // It is held still where it is first shown, long enough to be clicked.
        if (!seen) for (let i = 0; i < HELD_FRAMES; i++) yield image;
        seen = true;
      }
      if (seen && timeMs - lastSeenMs > GAP_MS) return;
      yield image;
    }
  };
  return film(frames(), CLIP.framesPerSecond);
}

/** A white wall, and on the left half of the picture a face. */
export function filmPaleWall(): AirScene {
  const { width, height } = AIR_FRAME;
  const data = new Uint8ClampedArray(width * height * 4);
  for (let p = 0; p < width * height; p++) {
    const x = p % width;
    const y = Math.floor(p / width);
    const isFace = Math.hypot((x - width / 4) / 0.75, y - height / 2) < height / 4;
    data.set(isFace ? [214, 160, 130, 255] : [225, 226, 224, 255], p * 4);
  }
  return film(
    Array.from({ length: 10 }, () => ({ width, height, data })),
    10,
  );
}

/** An open hand that goes to and fro, 15 frames a second. */
export async function filmHand(): Promise<AirScene> {
  const draw = await loadHandPicture(AIR_FRAME);
  return film(
    Array.from({ length: 30 }, (_, i) => {
      const turn = (2 * Math.PI * i) / 30;
      return draw(640 + 120 * Math.sin(turn), 360 + 30 * Math.cos(turn), 0.1 * Math.sin(turn));
    }),
    15,
  );
}

function film(frames: Iterable<RasterImage>, framesPerSecond: number): AirScene {
  const folder = mkdtempSync(join(tmpdir(), 'handlens-air-'));
  const video = join(folder, 'air.y4m');
  writeCameraVideo(video, frames, AIR_FRAME, framesPerSecond);
  return { video, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
