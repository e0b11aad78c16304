import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { watchMuted } from '../../../src/app/camera/watchMuted.ts';

class Track extends EventTarget {
  muted = false;

  set(muted: boolean): void {
    this.muted = muted;
    this.dispatchEvent(new Event(muted ? 'mute' : 'unmute'));
  }
}

let told: boolean[];
let track: Track;
beforeEach(() => {
  vi.useFakeTimers();
  told = [];
  track = new Track();
});
afterEach(() => {
  vi.useRealTimers();
});

test('a lid that is closed is told, and that it is open again', () => {
  const stop = watchMuted(track, (muted) => told.push(muted));
  track.set(true);
  vi.advanceTimersByTime(3000);
  expect(told).toEqual([true]);
  track.set(false);
  expect(told).toEqual([true, false]);
  stop();
  track.set(true);
  vi.advanceTimersByTime(3000);
  expect(told).toHaveLength(2);
});

test('a camera that wakes up is no fault', () => {
  track.muted = true;
  watchMuted(track, (muted) => told.push(muted));
  vi.advanceTimersByTime(1000);
  track.set(false);
  vi.advanceTimersByTime(5000);
  expect(told).toEqual([]);
});
