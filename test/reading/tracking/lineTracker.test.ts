import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { distance, type Quad } from '../../../src/reading/geometry.ts';
import { type LineEvidence, SIGNATURE_LENGTH } from '../../../src/reading/tracking/lineEvidence.ts';
import { createLineTracker } from '../../../src/reading/tracking/lineTracker.ts';
import type { TrackedLine } from '../../../src/reading/tracking/trackedLine.ts';
import {
  detect,
  foundLine,
  type PaperLine,
  type Pose,
  paragraph,
  placed,
  reads,
  seededRandom,
} from './movingPaper.ts';

const FRAME_MS = 40;

function evidence(sharpness = 100, inkAt = 0): LineEvidence {
  const signature = new Float32Array(SIGNATURE_LENGTH);
  signature[6 * inkAt] = 1;
  return { sharpness, signature };
}

function ids(lines: readonly TrackedLine[]): number[] {
  return lines.map(({ id }) => id);
}

function farthestCorner(a: Quad, b: Quad): number {
  return Math.max(...a.map((corner, i) => distance(corner, b[i as 0 | 1 | 2 | 3])));
}

/** The track whose outline is nearest to a line of the paper in a pose. */
function nearest(tracks: readonly TrackedLine[], line: PaperLine, pose: Pose): TrackedLine {
  const truth = placed(line, pose);
  const sorted = [...tracks].sort(
    (a, b) => farthestCorner(a.quad, truth) - farthestCorner(b.quad, truth),
  );
  const best = sorted[0];
  if (best === undefined) throw new Error('no tracks');
  return best;
}

describe('ids', () => {
  it.each([
    ['a slow slide', (t: number): Pose => ({ dx: 1.5 * t, dy: 0.8 * t })],
    ['a fast slide across many line heights', (t: number): Pose => ({ dx: 9 * t, dy: 26 * t })],
    ['a shaking hand', (t: number): Pose => ({ dx: 12 * Math.sin(t), dy: 14 * Math.cos(1.3 * t) })],
    ['a turn', (t: number): Pose => ({ dx: 60, dy: 0, turn: 0.006 * t })],
    ['coming closer', (t: number): Pose => ({ dx: 0, dy: 0, scale: 1 + 0.012 * t })],
  ])('stay through %s', (_, poseAt) => {
    const tracker = createLineTracker();
    const lines = paragraph(8);
    const random = seededRandom(7);
    let tracks = tracker.update(detect(lines, poseAt(0), 1, random), 0);
    const before = lines.map((line) => nearest(tracks, line, poseAt(0)).id);
    expect(new Set(before).size).toBe(lines.length);
    for (let t = 1; t <= 40; t++) {
      tracks = tracker.update(detect(lines, poseAt(t), 1, random), t * FRAME_MS);
      expect(lines.map((line) => nearest(tracks, line, poseAt(t)).id)).toEqual(before);
      expect(tracks).toHaveLength(lines.length);
    }
  });

  it('stay for any steady motion up to half a line a frame, with lines dropping out', () => {
    fc.assert(
      fc.property(
        fc.record({
          count: fc.integer({ min: 3, max: 9 }),
          vx: fc.double({ min: -20, max: 20, noNaN: true }),
          vy: fc.double({ min: -20, max: 20, noNaN: true }),
          seed: fc.integer({ min: 1, max: 1e6 }),
        }),
        ({ count, vx, vy, seed }) => {
          const tracker = createLineTracker();
          const lines = paragraph(count);
          const random = seededRandom(seed);
          let tracks = tracker.update(detect(lines, { dx: 0, dy: 0 }), 0);
          const before = ids(tracks);
          for (let t = 1; t <= 15; t++) {
            const pose = { dx: vx * t, dy: vy * t };
            const seen = detect(lines, pose, 0.8, random).filter(() => random() > 0.15);
            tracks = tracker.update(seen, t * FRAME_MS);
            for (const id of ids(tracks)) expect(before).toContain(id);
          }
          tracks = tracker.update(detect(lines, { dx: vx * 16, dy: vy * 16 }), 16 * FRAME_MS);
          expect(ids(tracks)).toEqual(before);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('of lines missed for a few frames are kept, shown where the paper takes them', () => {
    const tracker = createLineTracker();
    const lines = paragraph(5);
    tracker.update(detect(lines, { dx: 0, dy: 0 }), 0);
    const hidden = 2;
    for (let t = 1; t <= 4; t++) {
      const pose = { dx: 6 * t, dy: 3 * t };
      const seen = detect(lines, pose).filter((_, i) => i !== hidden);
      const tracks = tracker.update(seen, t * FRAME_MS);
      expect(tracks).toHaveLength(5);
      const kept = tracks[hidden];
      expect(kept?.seen).toBe(false);
      const truth = placed(lines[hidden] as PaperLine, pose);
      expect(farthestCorner(kept?.quad as Quad, truth)).toBeLessThan(4);
    }
  });

  it('come back with their text when lines leave the view and return on the moving paper', () => {
    const tracker = createLineTracker();
    const lines = paragraph(6);
    const inView = (pose: Pose) =>
      detect(lines, pose).filter(({ box }) => box.y > 0 && box.y + box.height < 420);
    let tracks = tracker.update(inView({ dx: 0, dy: 0 }), 0);
    for (const { id } of tracks) tracker.addReading(id, reads(`line ${id}`), evidence());
    const first = tracks.map(({ id }) => id);
    let t = 0;
    for (let dy = 0; dy >= -190; dy -= 10) {
      t += 1;
      tracks = tracker.update(inView({ dx: 0, dy }), t * FRAME_MS);
    }
    for (let i = 0; i < 20; i++)
      tracks = tracker.update(inView({ dx: 0, dy: -190 }), ++t * FRAME_MS);
    expect(ids(tracks)).not.toContain(first[0]);
    for (let dy = -180; dy <= 0; dy += 10) {
      t += 1;
      tracks = tracker.update(inView({ dx: 0, dy }), t * FRAME_MS);
    }
    expect(ids(tracks)).toEqual(expect.arrayContaining(first));
    const back = tracks.find(({ id }) => id === first[0]);
    expect(back?.reading?.text).toBe(`line ${first[0]}`);
    expect(tracker.wanting(20).map(({ id }) => id)).not.toContain(first[0]);
  });

  it('come back when the whole sheet was taken away and held up again elsewhere', () => {
    const tracker = createLineTracker();
    const lines = paragraph(5);
    const before = ids(tracker.update(detect(lines, { dx: 0, dy: 0 }), 0));
    for (const id of before) tracker.addReading(id, reads(`line ${id}`), evidence());
    for (let t = 1; t <= 30; t++) tracker.update([], t * FRAME_MS);
    expect(tracker.current()).toEqual([]);
    const back = tracker.update(detect(lines, { dx: 90, dy: 47 }), 31 * FRAME_MS);
    expect(ids(back)).toEqual(before);
  });

  it('of another sheet at the same place lose the old text at the first look', () => {
    const tracker = createLineTracker();
    const lines = paragraph(3);
    const before = tracker.update(detect(lines, { dx: 0, dy: 0 }), 0);
    for (const { id } of before) tracker.addReading(id, reads('old text'), evidence(100, 1));
    for (let t = 1; t <= 30; t++) tracker.update([], t * FRAME_MS);
    for (const { id } of tracker.update(detect(lines, { dx: 0, dy: 0 }), 31 * FRAME_MS)) {
      tracker.observe(id, evidence(100, 5));
    }
    expect(tracker.current().map(({ reading }) => reading)).toEqual([null, null, null]);
    expect(tracker.wanting(9)).toHaveLength(3);
  });

  it('are not given to parts when a line falls apart for a frame', () => {
    const tracker = createLineTracker();
    const [line] = paragraph(1) as [PaperLine];
    const whole = () => detect([line], { dx: 0, dy: 0 });
    const before = ids(tracker.update(whole(), 0));
    tracker.update(whole(), FRAME_MS);
    const parts = [
      { ...line, width: 300 },
      { ...line, x: line.x + 320, width: 200 },
    ];
    expect(ids(tracker.update(detect(parts, { dx: 0, dy: 0 }), 2 * FRAME_MS))).toEqual(before);
    expect(ids(tracker.update(whole(), 3 * FRAME_MS))).toEqual(before);
  });

  it('go on counting after a reset, so that an id never means two lines', () => {
    const tracker = createLineTracker();
    const before = ids(tracker.update(detect(paragraph(3), { dx: 0, dy: 0 }), 0));
    tracker.reset();
    expect(tracker.current()).toEqual([]);
    const after = ids(tracker.update(detect(paragraph(3), { dx: 0, dy: 0 }), FRAME_MS));
    expect(after.some((id) => before.includes(id))).toBe(false);
  });
});

describe('outlines', () => {
  it('of still lines stand still while the detector shakes by 1 px (up to 4 px)', () => {
    const tracker = createLineTracker();
    const lines = paragraph(6);
    const random = seededRandom(3);
    const still = { dx: 40, dy: 20 };
    let worstStep = 0;
    let worstError = 0;
    let last: readonly TrackedLine[] = [];
    for (let t = 0; t < 120; t++) {
      const tracks = tracker.update(detect(lines, still, 1, random), t * FRAME_MS);
      if (t > 15) {
        tracks.forEach((track, i) => {
          worstStep = Math.max(worstStep, farthestCorner(track.quad, last[i]?.quad as Quad));
          const truth = placed(lines[i] as PaperLine, still);
          worstError = Math.max(worstError, farthestCorner(track.quad, truth));
        });
      }
      last = tracks;
    }
    expect(worstStep).toBeLessThan(1);
    expect(worstError).toBeLessThan(1.8);
  });

  it.each([3, 8, 20])('of lines moving %i px a frame lag less than a frame', (speed) => {
    const tracker = createLineTracker();
    const lines = paragraph(6);
    const random = seededRandom(5);
    let worst = 0;
    for (let t = 0; t < 40; t++) {
      const pose = { dx: speed * t, dy: 0.4 * speed * t };
      const tracks = tracker.update(detect(lines, pose, 0.7, random), t * FRAME_MS);
      if (t < 5) continue;
      tracks.forEach((track, i) => {
        const truth = placed(lines[i] as PaperLine, pose);
        worst = Math.max(worst, farthestCorner(track.quad, truth));
      });
    }
    expect(worst).toBeLessThan(Math.max(3, speed));
  });

  it('do not flap with a last word that is found every other frame', () => {
    const tracker = createLineTracker();
    const [line] = paragraph(1) as [PaperLine];
    const still = { dx: 0, dy: 0 };
    const whole = placed(line, still);
    for (let t = 0; t < 30; t++) {
      const parts = [
        { ...line, width: 380 },
        { ...line, x: line.x + 400, width: 120 },
      ];
      const tracks = tracker.update(detect(t % 2 === 0 ? [line] : parts, still), t * FRAME_MS);
      expect(tracks).toHaveLength(1);
      expect(farthestCorner(tracks[0]?.quad as Quad, whole)).toBeLessThan(6);
    }
  });

  it('stop with the paper', () => {
    const tracker = createLineTracker();
    const lines = paragraph(4);
    for (let t = 0; t < 20; t++) tracker.update(detect(lines, { dx: 12 * t, dy: 0 }), t * FRAME_MS);
    const rest = { dx: 12 * 19, dy: 0 };
    const tracks = tracker.update(detect(lines, rest), 20 * FRAME_MS);
    tracks.forEach((track, i) => {
      expect(farthestCorner(track.quad, placed(lines[i] as PaperLine, rest))).toBeLessThan(3);
    });
  });
});

describe('what is read', () => {
  const still = { dx: 0, dy: 0 };

  it('is every new line at once, the taller first, within the budget', () => {
    const tracker = createLineTracker();
    const lines = [
      { x: 10, y: 10, width: 300, height: 24 },
      { x: 10, y: 100, width: 300, height: 60 },
      { x: 10, y: 220, width: 300, height: 40 },
    ];
    tracker.update(detect(lines, still), 0);
    expect(tracker.wanting(9).map(({ box }) => box.height)).toEqual([60, 40, 24]);
    expect(tracker.wanting(2).map(({ box }) => box.height)).toEqual([60, 40]);
    expect(tracker.wanting(0)).toEqual([]);
  });

  it('is not a line read surely, however often it is seen', () => {
    const tracker = createLineTracker();
    const lines = paragraph(3);
    const random = seededRandom(11);
    for (const { id } of tracker.update(detect(lines, still), 0)) {
      tracker.addReading(id, reads('settled', 0.97), evidence(100));
    }
    for (let t = 1; t < 200; t++) {
      for (const { id } of tracker.update(detect(lines, still, 1.5, random), t * FRAME_MS)) {
        tracker.observe(id, evidence(100 + 20 * random()));
      }
      expect(tracker.wanting(9)).toEqual([]);
    }
    expect(tracker.current().map(({ status }) => status)).toEqual(['sure', 'sure', 'sure']);
  });

  it('is an unsure line a few times more, then no longer', () => {
    const tracker = createLineTracker({ mostVotes: 3 });
    const lines = paragraph(1);
    let readings = 0;
    for (let t = 0; t < 200; t++) {
      tracker.update(detect(lines, still), t * FRAME_MS);
      for (const { id } of tracker.wanting(4)) {
        readings += 1;
        tracker.addReading(id, reads('perhaps', 0.5), evidence(100));
      }
    }
    expect(readings).toBe(3);
    expect(tracker.current()[0]?.status).toBe('unsure');
  });

  it('is an unsure line that has become sharper', () => {
    const tracker = createLineTracker({ mostVotes: 1 });
    const [{ id }] = tracker.update(detect(paragraph(1), still), 0) as [TrackedLine];
    tracker.addReading(id, reads('blurred', 0.4), evidence(50));
    tracker.update(detect(paragraph(1), still), 1000);
    tracker.observe(id, evidence(55));
    expect(tracker.wanting(4)).toEqual([]);
    tracker.observe(id, evidence(200));
    expect(ids(tracker.wanting(4))).toEqual([id]);
  });

  it('is a line that someone goes on writing, and the new text replaces the old', () => {
    const tracker = createLineTracker();
    const short = { x: 50, y: 50, width: 200, height: 40 };
    const [{ id }] = tracker.update(detect([short], still), 0) as [TrackedLine];
    tracker.addReading(id, reads('buy', 0.96), evidence());
    let t = 0;
    for (let width = 200; width <= 420; width += 10) {
      tracker.update(detect([{ ...short, width }], still), ++t * FRAME_MS);
    }
    for (let i = 0; i < 8; i++)
      tracker.update(detect([{ ...short, width: 420 }], still), ++t * FRAME_MS);
    expect(ids(tracker.wanting(4))).toEqual([id]);
    expect(tracker.current()[0]?.reading?.text).toBe('buy');
    tracker.addReading(id, reads('buy milk', 0.9), evidence());
    expect(tracker.current()[0]?.reading?.text).toBe('buy milk');
    expect(tracker.wanting(4)).toEqual([]);
  });

  it('is not a sheet that only comes closer, nor lines whose height is found unsteadily', () => {
    const tracker = createLineTracker();
    const lines = paragraph(5);
    const random = seededRandom(31);
    for (const { id } of tracker.update(detect(lines, still), 0)) {
      tracker.addReading(id, reads('settled', 0.97), evidence());
    }
    for (let t = 1; t < 60; t++) {
      const unsteady = lines.map((line) => ({
        ...line,
        height: line.height * (0.9 + 0.2 * random()),
      }));
      const scale = 1 + 0.003 * t;
      tracker.update(detect(unsteady, { dx: 0, dy: 0, scale }, 0.7, random), t * FRAME_MS);
      expect(tracker.wanting(9)).toEqual([]);
    }
  });

  it('is a line of the same size with other ink, but not for a passing shadow', () => {
    const tracker = createLineTracker();
    const [{ id }] = tracker.update(detect(paragraph(1), still), 0) as [TrackedLine];
    tracker.addReading(id, reads('cat', 0.96), evidence(100, 1));
    tracker.update(detect(paragraph(1), still), 1000);
    tracker.observe(id, evidence(100, 4));
    tracker.update(detect(paragraph(1), still), 1040);
    tracker.observe(id, evidence(100, 1));
    tracker.update(detect(paragraph(1), still), 1400);
    expect(tracker.wanting(4)).toEqual([]);
    tracker.observe(id, evidence(100, 4));
    tracker.update(detect(paragraph(1), still), 1700);
    tracker.observe(id, evidence(100, 4));
    expect(ids(tracker.wanting(4))).toEqual([id]);
  });

  it('is a line whose class turns out to be the other one', () => {
    const tracker = createLineTracker();
    const quad = placed(paragraph(1)[0] as PaperLine, still);
    const [{ id }] = tracker.update([foundLine(quad, { classProbability: 0.55 })], 0) as [
      TrackedLine,
    ];
    tracker.addReading(id, reads('Chapter', 0.95), evidence());
    for (let t = 1; t < 12; t++) {
      tracker.update(
        [foundLine(quad, { lineClass: 'print', classProbability: 0.95 })],
        t * FRAME_MS,
      );
    }
    expect(tracker.current()[0]?.lineClass).toBe('print');
    expect(ids(tracker.wanting(4))).toEqual([id]);
  });

  it('shows a still text that does not change for 5 s though each reading differs', () => {
    const tracker = createLineTracker();
    const random = seededRandom(23);
    const texts = [
      'the quick brown fox',
      'the quick brawn fox',
      'the quick brown fax',
      'he quick brown fox',
    ];
    const shown: string[] = [];
    for (let t = 0; t < 200; t++) {
      tracker.update(detect(paragraph(1), still, 1.2, random), t * FRAME_MS);
      for (const { id } of tracker.wanting(4)) {
        const text = texts[Math.floor(random() * texts.length)] ?? '';
        tracker.addReading(id, reads(text, 0.5 + 0.2 * random()), evidence(90 + 20 * random()));
      }
      if (t * FRAME_MS > 2000) shown.push(tracker.current()[0]?.reading?.text ?? '');
    }
    expect(new Set(shown).size).toBe(1);
    expect(shown.length * FRAME_MS).toBeGreaterThanOrEqual(5000);
  });
});
