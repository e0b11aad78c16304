import { describe, expect, it } from 'vitest';
import { type Candidate, createPendingTracks } from '../../../src/reading/air/pendingTracks.ts';

const SIZE = 12;

/** A patch as large as the marker in the n-th frame of a film of 30 a second. */
function patch(frame: number, x: number, y: number, more: Partial<Candidate> = {}): Candidate {
  const box = { x: x - 6, y: y - 6, width: SIZE, height: SIZE };
  return {
    tip: { x, y },
    size: SIZE,
    timeMs: (1000 * frame) / 30,
    blob: { center: { x, y }, area: SIZE * SIZE, box, u: 0, v: 0 },
    isDoubtful: false,
    ...more,
  };
}

describe('patches that may be the marker', () => {
  it('are it once they got far enough, with the way that they came', () => {
    const pending = createPendingTracks();
    const frames = [0, 1, 2].map((frame) => patch(frame, 100 + 8 * frame, 50));
    expect(frames.slice(0, 2).map((one) => pending.see([one]))).toEqual([null, null]);
    expect(pending.see(frames.slice(2))).toMatchObject({
      blob: frames[2]?.blob,
      earlier: frames.slice(0, 2).map(({ tip }) => ({ tip })),
    });
  });

  it('go on with what is nearest to them: one that vanishes is not one at rest beside it', () => {
    const pending = createPendingTracks();
    const proven = [0, 1, 2, 3].map((frame) => {
      const resting = patch(frame, 100, 100);
      return pending.see(frame < 2 ? [patch(frame, 70 + 8 * frame, 84), resting] : [resting]);
    });
    expect(proven).toEqual([null, null, null, null]);
  });

  it('are not it where they jump to and fro as noise does', () => {
    const pending = createPendingTracks();
    const places = [100, 100, 130, 100, 100, 130, 100, 130, 130, 100, 130];
    const proven = places.map((x, frame) =>
      pending.see([patch(frame, x, 50, { isDoubtful: true })]),
    );
    expect(proven.every((track) => track === null)).toBe(true);
  });

  it('are not it for one jump from one place of rest to another', () => {
    const pending = createPendingTracks();
    const places = [100, 101, 130, 131, 130, 131, 130, 131, 132, 131];
    const proven = places.map((x, frame) =>
      pending.see([patch(frame, x, 50 + 4 * (frame % 2), { isDoubtful: true })]),
    );
    expect(proven.every((track) => track === null)).toBe(true);
  });

  it('tell how large they are, and since when they moved', () => {
    const pending = createPendingTracks();
    const proven = [0, 1, 2]
      .map((frame) => pending.see([patch(frame, 100 + 8 * frame, 50)]))
      .at(-1);
    expect(proven).toMatchObject({ size: SIZE, since: { tip: { x: 100, y: 50 }, timeMs: 0 } });
  });

  it('that got furthest lately is it, whatever others did before', () => {
    const pending = createPendingTracks();
    const xs = [0, 8, 16, 24, 32, 40, ...Array.from({ length: 20 }, (_, i) => 41 + 1.2 * i)];
    let last = null;
    for (const [frame, x] of xs.entries()) {
      const writing = patch(frame, 300 + 5 * Math.max(0, frame - 20), 200);
      last = pending.see([patch(frame, x, 50), writing]);
    }
    expect(last?.blob.center.y).toBe(200);
  });
});
