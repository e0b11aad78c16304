import { beforeAll, describe, expect, it } from 'vitest';
import { loadOpenCvInNode } from '../../../src/cli/openCvInNode.ts';
import { createAirWriter } from '../../../src/reading/air/airWriter.ts';
import { colourOfValue, parseColour } from '../../../src/reading/air/markerColour.ts';
import { distance } from '../../../src/reading/geometry.ts';
import { countMats, type OpenCv } from '../../../src/reading/lineImage/opencv.ts';
import { createInkStore } from '../../../src/reading/strokes/inkStore.ts';
import { type AirClipOptions, airClip, MARKERS } from '../../air/clips/airClip.ts';
import { DIGITS, HELLO } from '../../air/clips/ownStrokes.ts';
import { countedOpenCv } from '../lineImage/countedOpenCv.ts';

let cv: OpenCv;
beforeAll(async () => {
  ({ cv } = await loadOpenCvInNode());
});

const CLIP: AirClipOptions = {
  width: 480,
  height: 270,
  framesPerSecond: 30,
  marker: 'green',
  penUp: 'none',
  seed: 3,
  sameHueOnWall: false,
};
const FRAME_MS = 1000 / 30;
const green = () => parseColour(MARKERS.green) ?? colourOfValue(31, 157, 72);

describe('writing with a marker', () => {
  it('needs a colour first', () => {
    const writer = createAirWriter({ cv });
    const [frame] = [...airClip(DIGITS, CLIP, 30)];
    if (frame === undefined) throw new Error('no frame');
    expect(writer.follow(frame.image, 0)).toMatchObject({ phase: 'no-colour', tip: null });
    writer.dispose();
  });

  it('begins with a click on it, as the writer sees it, and writes what the writer wrote', () => {
    const writer = createAirWriter({ cv });
    const store = createInkStore();
    const truth: { x: number; y: number }[] = [];
    for (const { image, tip, timeMs } of airClip(DIGITS, CLIP)) {
      if (tip === null) continue;
      const seenByWriter = { x: CLIP.width - tip.x, y: tip.y };
      if (truth.length === 0) writer.pick(image, seenByWriter);
      truth.push(seenByWriter);
      const { phase, pen } = writer.follow(image, timeMs);
      store.apply(pen);
      expect(phase).toBe('tracking');
    }
    expect(store.isWriting).toBe(true);
    const { strokes } = store.ink();
    expect(strokes).toHaveLength(1);
    const errors = (strokes[0]?.points ?? []).map((point, i) =>
      distance(point, truth[i] ?? { x: 0, y: 0 }),
    );
    expect(errors).toHaveLength(truth.length);
    expect(errors.sort((a, b) => a - b)[Math.floor(errors.length / 2)]).toBeLessThan(0.75);
    writer.dispose();
  });

  it('refuses what was pointed at and does not move, with the reason, and leaves no ink', () => {
    const writer = createAirWriter({ cv });
    const [start] = [...airClip(DIGITS, CLIP)].filter(({ tip }) => tip !== null);
    if (!start?.tip) throw new Error('no marker');
    const still = { ...start.image, data: new Uint8ClampedArray(start.image.data) };
    writer.pick(still, { x: CLIP.width - start.tip.x, y: start.tip.y });
    const frames = Array.from({ length: 50 }, (_, i) => writer.follow(still, i * 100));
    expect(frames.flatMap(({ pen }) => pen)).toEqual([]);
    expect(frames[20]).toMatchObject({ phase: 'tracking', penDown: false });
    expect(frames.at(-1)).toMatchObject({ phase: 'no-colour', tip: null });
    expect(frames.at(-1)?.message?.code).toBe('marker-still');
    // Waving, or pointing at something else, begins anew.
    writer.startCalibration();
    expect(writer.follow(still, 6000).message).toBeUndefined();
    writer.dispose();
  });

  it('ends a stroke where the marker is hidden', () => {
    const writer = createAirWriter({ cv, colour: { ...green(), size: 0.03 } });
    const clip = { ...CLIP, penUp: 'hide' } as const;
    const phases = new Set<string>();
    const store = createInkStore();
    let paused = false;
    for (const { image, timeMs } of airClip(HELLO, clip)) {
      const frame = writer.follow(image, timeMs);
      phases.add(frame.phase);
      store.apply(frame.pen);
      paused = frame.paused;
    }
    expect([...phases]).toEqual(['searching', 'tracking', 'lost']);
    expect(store.ink().strokes).toHaveLength(HELLO.length);
    expect(paused).toBe(false);
    writer.dispose();
  });

  it('finds a marker that is waved', () => {
    const writer = createAirWriter({ cv });
    writer.startCalibration();
    let found = null;
    const store = createInkStore();
    for (const { image, timeMs } of airClip(HELLO, CLIP)) {
      const { phase, colour, pen } = writer.follow(image, timeMs);
      store.apply(pen);
      if (phase !== 'calibrating') found = colour;
    }
    expect(found?.u).toBeCloseTo(green().u, 1);
    expect(store.ink().strokes.length).toBeGreaterThan(0);
    writer.dispose();
  });

  it('says so when nothing is waved for long', () => {
    const writer = createAirWriter({ cv });
    writer.startCalibration();
    let message: string | undefined;
    const still = { ...CLIP, framesPerSecond: 5, isPersonThere: false };
    for (const { image } of airClip([], still, 600)) {
      message = writer.follow(image, 0).message?.code;
      message = writer.follow(image, 9000).message?.code;
    }
    expect(message).toBe('marker-not-found');
    writer.dispose();
  });

  it('writes nothing in a minute without a marker before a moving, cluttered room', () => {
    const writer = createAirWriter({ cv, colour: green() });
    const room = { ...CLIP, width: 320, height: 180, framesPerSecond: 15, sameHueOnWall: true };
    for (const { image, timeMs } of airClip([], room, 60_000)) {
      expect(writer.follow(image, timeMs).pen).toEqual([]);
    }
    writer.dispose();
  });

  it('leaves neither Mats nor heap behind in 1,000 frames', () => {
    const counted = countedOpenCv(cv);
    const [mats, live] = [countMats(), counted.live()];
    const writer = createAirWriter({ cv: counted.cv, colour: green() });
    const frames = [...airClip(DIGITS, { ...CLIP, width: 320, height: 180 }, 1000)].map(
      ({ image }) => ({ ...image, data: new Uint8ClampedArray(image.data) }),
    );
    const after: number[] = [];
    for (let i = 0; i < 1000; i++) {
      const frame = frames[i % frames.length];
      if (frame === undefined) throw new Error('no frame');
      writer.follow(frame, i * FRAME_MS);
      if (i === 99 || i === 999) after.push(countMats(), counted.live());
    }
    expect(after.slice(2)).toEqual(after.slice(0, 2));
    writer.dispose();
    expect([countMats(), counted.live()]).toEqual([mats, live]);
  });
});

describe('writing with a fingertip or pointer', () => {
  const way = Array.from({ length: 12 }, (_, i) => ({ x: 100 + 12 * i, y: 200 + (i % 3) }));

  it('puts the same ink down, pinch by pinch', () => {
    const writer = createAirWriter({ cv });
    const store = createInkStore();
    for (const [i, tip] of way.entries()) {
      const frame = writer.followTip(tip, i * FRAME_MS, i < 5 || i > 7);
      expect(frame.penDown).toBe(i < 5 || i > 7);
      store.apply(frame.pen);
    }
    const away = writer.followTip(null, 500, null);
    expect(away).toMatchObject({ tip: null, penDown: false, pen: [{ do: 'lift' }] });
    store.apply(away.pen);
    expect(store.ink().strokes.map(({ points }) => points.length)).toEqual([5, 4]);
    expect(writer.followTip(null, 1500, null).paused).toBe(true);
  });

  it('writes only while a key is held, if that is asked for', () => {
    const writer = createAirWriter({ cv, penMode: 'hold' });
    expect(writer.followTip({ x: 1, y: 1 }, 0, null).pen).toEqual([]);
    writer.setHeld(true);
    const begun = writer.followTip({ x: 2, y: 1 }, 33, null).pen;
    expect(begun.map((event) => event.do)).toEqual(['begin', 'write']);
    writer.setHeld(false);
    expect(writer.followTip({ x: 3, y: 1 }, 66, null).pen).toEqual([{ do: 'lift' }]);
  });
});
