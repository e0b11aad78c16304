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
import { distance, type Point } from '../../../src/reading/geometry.ts';
import type { RasterImage } from '../../../src/reading/image.ts';
import { countMats, type OpenCv } from '../../../src/reading/lineImage/opencv.ts';
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

/** Green discs on gray, and a marker lit from above, in a picture 320 px wide. */
function greenScene(discs: readonly Point[], marker: Point | null): RasterImage {
  const [width, height, radius] = [320, 180, 4.5];
  const data = new Uint8ClampedArray(width * height * 4).fill(128);
  for (const { x, y } of marker === null ? discs : [...discs, marker]) {
    const isMarker = marker !== null && x === marker.x && y === marker.y;
    for (let row = Math.floor(y - radius); row <= y + radius; row++) {
      for (let column = Math.floor(x - radius); column <= x + radius; column++) {
        const [dx, dy] = [column + 0.5 - x, row + 0.5 - y];
        if (Math.hypot(dx, dy) >= radius) continue;
        const light = isMarker ? 1 - (0.22 * (dx + dy)) / radius : 1;
        data.set([31 * light, 157 * light, 72 * light, 255], 4 * (row * width + column));
      }
    }
  }
  return { width, height, data };
}

function greenTracker() {
  return createMarkerTracker(cv, { ...colourOf('green'), size: 8 / 180 });
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

describe('a patch’s colour', () => {
  it('is that of its stronger half: the edge is mixed with what lies behind', () => {
    const side = 60;
    const mask = new Uint8Array(side * side);
    const [u, v, luma] = [0.1, 0, 90].map((value) => new Float32Array(mask.length).fill(value));
    if (!u || !v || !luma) throw new Error('no planes');
    for (let y = 5; y < 12; y++) mask.fill(255, y * side + 5, y * side + 12);
    for (let y = 6; y < 11; y++) u.fill(0.3, y * side + 6, y * side + 11);
    const [blob] = findBlobs(cv, mask, { width: side, height: side, cell: 1, u, v, luma });
    expect(blob?.area).toBe(49);
    expect(blob?.u).toBeCloseTo(0.3, 5);
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
    const paler = { u: colour.u, v: colour.v - 1.5 * Math.sqrt(colour.vv) };
    expect(likeness.isWithin(patch(10, paler), CONTINUING)).toBe(true);
    expect(likeness.isWithin(patch(10, paler), RETURNING)).toBe(false);
  });

  it('tells how much a patch differs in size and colour', () => {
    const same = likeness.difference(patch(10));
    expect(same).toBeCloseTo(0, 6);
    expect(likeness.difference(patch(14))).toBeGreaterThan(0.05);
    const other = { u: colour.u + Math.sqrt(colour.uu), v: colour.v };
    expect(likeness.difference(patch(10, other))).toBeCloseTo(0.5, 2);
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
    const errors: number[] = [];
    const tracker = greenTracker();
    for (let frame = 0; frame < 30; frame++) {
      const isHidden = frame >= 15 && frame < 22;
      const place = {
        x: frame < 15 ? 60 + 5 * frame : 200 + 6 * (frame - 22),
        y: 60 + (frame % 5),
      };
      const still = frame >= 19 ? [{ x: 160, y: 90 }] : [];
      const image = greenScene(still, isHidden ? null : place);
      const { tip, earlier } = tracker.track(image, (1000 * frame) / 30);
      if (frame < 26) continue;
      errors.push(tip === null ? Number.POSITIVE_INFINITY : distance(tip, place));
      expect(earlier).toEqual([]);
    }
    tracker.dispose();
    expect(Math.max(...errors)).toBeLessThan(1);
  });

  it('is kept when another patch has its colour beside where it was found', () => {
    const errors: number[] = [];
    const tracker = greenTracker();
    for (let frame = 0; frame < 30; frame++) {
      const place = { x: 60 + 4 * frame, y: 60 + 12 * Math.sin(frame / 3) };
      // Side by side when the marker has just been found, and slowly swaying.
      const still = [{ x: 84 + 0.3 * frame, y: 88 }];
      const { tip, isMistaken } = tracker.track(greenScene(still, place), (1000 * frame) / 30);
      if (frame < 5) continue;
      errors.push(tip === null ? Number.POSITIVE_INFINITY : distance(tip, place));
      expect(isMistaken).toBe(false);
    }
    tracker.dispose();
    expect(Math.max(...errors)).toBeLessThan(1);
  });

  it.each([
    { where: 'over what it wrote', at: { x: 40, y: 40 }, isDot: true },
    { where: 'apart from all that it wrote', at: { x: 40, y: 150 }, isDot: false },
  ])('is seen at once where it comes back $where: $isDot', ({ at, isDot }) => {
    const tracker = greenTracker();
    const seen: boolean[] = [];
    for (let frame = 0; frame < 30; frame++) {
      const place = frame < 15 ? { x: 30 + 17 * frame, y: 60 + (frame % 3) } : at;
      const isHidden = frame >= 15 && frame !== 24 && frame !== 25;
      const { seen: isSeen } = tracker.track(
        greenScene([], isHidden ? null : place),
        (1000 * frame) / 30,
      );
      if (frame > 20) seen.push(isSeen);
    }
    tracker.dispose();
    expect(seen).toEqual([false, false, false, isDot, isDot, false, false, false, false]);
  });

  it('is followed before a thing of its own colour, and its size is not mistaken', () => {
    const tracker = greenTracker();
    const errors: number[] = [];
    const poster = Array.from({ length: 40 }, (_, i) => ({
      x: 140 + 4 * (i % 8),
      y: 48 + 6 * Math.floor(i / 8),
    }));
    for (let frame = 0; frame < 45; frame++) {
      const place = { x: 60 + 4 * frame, y: 64 + 10 * Math.sin(frame / 4) };
      const { tip } = tracker.track(greenScene(poster, place), (1000 * frame) / 30);
      if (frame < 5) continue;
      errors.push(tip === null ? Number.POSITIVE_INFINITY : distance(tip, place));
    }
    expect(tracker.colour.size).toBeLessThan(1.2 * (8 / 180));
    tracker.dispose();
    expect(median(errors)).toBeLessThan(1);
    expect(Math.max(...errors)).toBeLessThan(4);
  });

  it.each([
    { thought: 'smaller', side: 13 },
    { thought: 'larger', side: 5.2 },
  ])('is learnt to be $thought than it was thought to be', ({ side }) => {
    const tracker = createMarkerTracker(cv, { ...colourOf('green'), size: side / 180 });
    for (let frame = 0; frame < 50; frame++) {
      const place = { x: 60 + 4 * frame, y: 60 + 20 * Math.sin(frame / 3) };
      tracker.track(greenScene([], place), (1000 * frame) / 30);
    }
    expect((180 * (tracker.colour.size ?? 0)) / 8).toBeGreaterThan(0.87);
    expect((180 * (tracker.colour.size ?? 0)) / 8).toBeLessThan(1.15);
    tracker.dispose();
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
