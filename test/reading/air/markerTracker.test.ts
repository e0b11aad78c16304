import { beforeAll, describe, expect, it } from 'vitest';
import { loadOpenCvInNode } from '../../../src/cli/openCvInNode.ts';
import { createBystanders } from '../../../src/reading/air/bystanders.ts';
import { findBlobs } from '../../../src/reading/air/colourBlobs.ts';
import { type Chroma, parseColour } from '../../../src/reading/air/markerColour.ts';
import {
  CONTINUING,
  createMarkerLikeness,
  RETURNING,
} from '../../../src/reading/air/markerLikeness.ts';
import { createMarkerSearch } from '../../../src/reading/air/markerSearch.ts';
import { createMarkerTracker } from '../../../src/reading/air/markerTracker.ts';
import { distance } from '../../../src/reading/geometry.ts';
import { countMats, type OpenCv } from '../../../src/reading/ink/opencv.ts';
import { type AirClipOptions, airClip, MARKERS, type MarkerName } from '../../air/clips/airClip.ts';
import { HELLO } from '../../air/clips/ownStrokes.ts';

let cv: OpenCv;
beforeAll(async () => {
  ({ cv } = await loadOpenCvInNode());
});

const CLIP: AirClipOptions = {
  width: 480,
  height: 270,
  framesPerSecond: 30,
  marker: 'green',
  penUp: 'hide',
  seed: 3,
};

function colourOf(marker: MarkerName) {
  const colour = parseColour(MARKERS[marker]);
  if (colour === null) throw new Error(`not a colour: ${MARKERS[marker]}`);
  return colour;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

/** Follows a clip's marker: errors of the tip, and how many frames were seen rightly and wrongly. */
function follow(options: AirClipOptions) {
  const search = createMarkerSearch(cv, colourOf(options.marker));
  for (const { image } of airClip(HELLO, options)) search.see(image);
  const found = search.best();
  search.dispose();
  const tracker = createMarkerTracker(cv, found?.colour ?? colourOf(options.marker));
  const errors: number[] = [];
  let [visible, seenHidden] = [0, 0];
  for (const { image, tip, timeMs } of airClip(HELLO, options)) {
    const state = tracker.track(image, timeMs);
    if (tip !== null) visible += 1;
    if (tip !== null && state.seen && state.tip !== null) errors.push(distance(state.tip, tip));
    if (tip === null && state.seen) seenHidden += 1;
  }
  tracker.dispose();
  return { errors, visible, seenHidden };
}

describe('patches of a colour', () => {
  it('are found with their places; specks, walls and lattices are not', () => {
    const [width, height] = [100, 60];
    const mask = new Uint8Array(width * height);
    const [u, v, luma] = [0.2, -0.1, 90].map((value) => new Float32Array(mask.length).fill(value));
    if (!u || !v || !luma) throw new Error('no planes');
    const small = { width, height, cell: 1, u, v, luma };
    const fill = (x: number, y: number, w: number, h: number) => {
      for (let i = y; i < y + h; i++) mask.fill(255, i * width + x, i * width + x + w);
    };
    fill(10, 20, 5, 5);
    fill(40, 40, 1, 1);
    fill(60, 5, 30, 30);
    for (let i = 0; i < 20; i++) fill(5 + i, 35 + i, 1, 1);
    const blobs = findBlobs(cv, mask, small);
    expect(blobs).toEqual([
      {
        center: { x: 12, y: 22 },
        area: 25,
        box: { x: 10, y: 20, width: 5, height: 5 },
        u: expect.closeTo(0.2, 5),
        v: expect.closeTo(-0.1, 5),
      },
    ]);
  });
});

describe('bystanders', () => {
  const blob = (x: number, y: number) => ({
    center: { x, y },
    area: 25,
    box: { x: x - 2, y: y - 2, width: 5, height: 5 },
    u: 0,
    v: 0,
  });

  it('are known again after they moved a little and were gone for a moment, the marker is not', () => {
    const bystanders = createBystanders();
    bystanders.remember([blob(10, 10), blob(50, 50)], null);
    const now = [blob(13, 11), blob(30, 30)];
    expect([...bystanders.among(now, null)]).toEqual([now[0]]);
    bystanders.remember(now, now[1] ?? null);
    const later = [blob(31, 31), blob(51, 50)];
    expect([...bystanders.among(later, { x: 31, y: 31 })]).toEqual([later[1]]);
  });

  it('are none any more where one turns out to be the marker', () => {
    const bystanders = createBystanders();
    const [marker, other] = [blob(10, 10), blob(50, 50)];
    bystanders.remember([marker, other], null);
    bystanders.forget(marker);
    const now = [blob(11, 10), blob(50, 51)];
    expect([...bystanders.among(now, null)]).toEqual([now[1]]);
  });
});

describe('likeness to the marker', () => {
  const colour = { ...colourOf('blue'), size: 0.04 };
  // Of cells of 2 px in a picture 500 px high, the marker's square is 10 cells wide.
  const likeness = createMarkerLikeness(colour, 2, 500);
  const patch = (side: number, { u, v }: Chroma = colour) => ({
    center: { x: 0, y: 0 },
    box: { x: 0, y: 0, width: side, height: side },
    area: side * side,
    u,
    v,
  });

  it('wants more of a patch where the marker was out of sight', () => {
    for (const [side, continues, returns] of [
      [10, true, true],
      [12, true, true],
      [7, true, false],
      [16, true, false],
      [25, false, false],
    ] as const) {
      expect(likeness.isWithin(patch(side), CONTINUING)).toBe(continues);
      expect(likeness.isWithin(patch(side), RETURNING)).toBe(returns);
    }
    const paler = { u: colour.u, v: colour.v - 1.9 * Math.sqrt(colour.vv) };
    expect(likeness.isWithin(patch(10, paler), CONTINUING)).toBe(true);
    expect(likeness.isWithin(patch(10, paler), RETURNING)).toBe(false);
  });

  it('tells how much a patch differs in size and colour', () => {
    const same = likeness.difference(patch(10));
    expect(same).toBeCloseTo(0, 6);
    expect(likeness.difference(patch(14))).toBeGreaterThan(0.05);
    const other = { u: colour.u + Math.sqrt(colour.uu), v: colour.v };
    expect(likeness.difference(patch(10, other))).toBeCloseTo(0.08, 2);
  });
});

describe('the marker', () => {
  it.each(Object.keys(MARKERS) as MarkerName[])(
    'in %s is followed to a pixel, hidden or not, while the light changes',
    (marker) => {
      const { errors, visible, seenHidden } = follow({ ...CLIP, marker, sameHueOnWall: false });
      expect(errors.length).toBeGreaterThan(0.9 * visible);
      // 2 px at 720p.
      expect(median(errors)).toBeLessThan((2 * CLIP.height) / 720);
      expect(seenHidden).toBeLessThanOrEqual(3);
    },
  );

  it('is told from things of its own colour on a wall that sways', () => {
    const { errors, visible } = follow({ ...CLIP, marker: 'blue', sameHueOnWall: true, seed: 8 });
    expect(errors.length).toBeGreaterThan(0.85 * visible);
    expect(median(errors)).toBeLessThan(1);
  });

  it('is taken up again beside a still patch that came where it was hidden', () => {
    const [width, height] = [320, 180];
    const data = new Uint8ClampedArray(width * height * 4);
    const paint = (x: number, y: number, radius: number) => {
      for (let i = 0; i < width * height; i++) {
        const away = Math.hypot((i % width) + 0.5 - x, Math.floor(i / width) + 0.5 - y);
        if (away < radius) data.set([31, 157, 72, 255], 4 * i);
      }
    };
    const tracker = createMarkerTracker(cv, { ...colourOf('green'), size: 8 / height });
    const errors: number[] = [];
    for (let frame = 0; frame < 30; frame++) {
      const isHidden = frame >= 15 && frame < 22;
      const place = {
        x: frame < 15 ? 60 + 5 * frame : 200 + 6 * (frame - 22),
        y: 60 + (frame % 5),
      };
      data.fill(128);
      if (frame >= 19) paint(160, 90, 4.5);
      if (!isHidden) paint(place.x, place.y, 4.5);
      const { tip, earlier } = tracker.track({ width, height, data }, (1000 * frame) / 30);
      if (frame < 26) continue;
      errors.push(tip === null ? Number.POSITIVE_INFINITY : distance(tip, place));
      expect(earlier).toEqual([]);
    }
    tracker.dispose();
    expect(Math.max(...errors)).toBeLessThan(1);
  });

  it('is found by its motion alone, colour and size', () => {
    const search = createMarkerSearch(cv);
    for (const { image } of airClip(HELLO, { ...CLIP, penUp: 'none' })) search.see(image);
    const found = search.best();
    search.dispose();
    const wanted = colourOf('green');
    expect(found?.colour.u).toBeCloseTo(wanted.u, 1);
    expect(found?.colour.v).toBeCloseTo(wanted.v, 1);
    expect(found?.colour.size).toBeGreaterThan(0.02);
    expect(found?.colour.size).toBeLessThan(0.045);
    expect(found?.penMotion).toBeGreaterThan(1.5 * (found?.rivalMotion ?? 0));
  });

  it('leaves nothing behind in OpenCV’s memory', () => {
    const before = countMats();
    follow({ ...CLIP, framesPerSecond: 15 });
    expect(countMats()).toBe(before);
  });
});
