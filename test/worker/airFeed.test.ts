import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { AirStart, ToAirWorker } from '../../src/worker/airProtocol.ts';
import { AirFeed } from '../../src/worker/page/airFeed.ts';
import { workersOfPage } from '../../src/worker/page/workerPlace.ts';
import { ScriptedWorker } from './scriptedWorker.ts';

const START: AirStart = { tool: 'marker', mirrored: true, colour: null, penMode: 'auto' };

let feed: AirFeed;

beforeEach(() => {
  ScriptedWorker.all = [];
  vi.stubGlobal('Worker', ScriptedWorker);
  vi.stubGlobal('document', { baseURI: 'http://localhost/app/' });
  feed = new AirFeed(workersOfPage());
});
afterEach(() => {
  feed.dispose();
  vi.unstubAllGlobals();
});

function worker(index: number): ScriptedWorker<ToAirWorker> {
  const found = ScriptedWorker.all[index];
  if (found === undefined) throw new Error(`no worker ${index}`);
  return found as ScriptedWorker<ToAirWorker>;
}

/** Frames that never come. */
const NO_FRAMES: AsyncIterator<ImageBitmap> = { next: () => new Promise(() => {}) };

test('the worker starts with the first writing, and not before', () => {
  expect(ScriptedWorker.all).toHaveLength(0);
  const handle = feed.start(NO_FRAMES, START, { onView() {} });
  handle.command({ do: 'calibrate' });
  handle.stop();
  expect(worker(0).received.map(({ type }) => type)).toEqual(['start', 'write', 'command', 'stop']);
});

test('one frame is sent at a time; the next follows when the worker is done with it', async () => {
  let made = 0;
  const frames: AsyncIterator<ImageBitmap> = {
    next: async () => {
      made += 1;
      return { done: false, value: { close() {} } as ImageBitmap };
    },
  };
  feed.start(frames, START, { onView() {} });
  await vi.waitFor(() => expect(worker(0).received.at(-1)?.type).toBe('frame'));
  expect(made).toBe(1);
  worker(0).say({ type: 'wants-frame' });
  await vi.waitFor(() => expect(made).toBe(2));
});

test('commands of a writing that ended go nowhere', () => {
  const first = feed.start(NO_FRAMES, START, { onView() {} });
  feed.start(NO_FRAMES, { ...START, tool: 'hand' }, { onView() {} });
  first.command({ do: 'calibrate' });
  first.stop();
  expect(worker(0).received.map(({ type }) => type)).toEqual(['start', 'write', 'write']);
});

test('a crash says so and takes the writing up again, a second one ends it', () => {
  let restarts = 0;
  const errors: string[] = [];
  feed.start(NO_FRAMES, START, {
    onView() {},
    onRestart: () => {
      restarts += 1;
    },
    onError: ({ code }) => errors.push(code),
  });
  worker(0).crash();
  expect(worker(0).terminated).toBe(true);
  expect(restarts).toBe(1);
  expect(worker(1).received).toContainEqual({ type: 'write', ...START });
  worker(1).crash();
  expect(errors).toEqual(['worker-gone']);
  expect(ScriptedWorker.all).toHaveLength(2);
});

test('a message of another version counts as a crash', () => {
  feed.start(NO_FRAMES, START, { onView() {} });
  worker(0).say({ type: 'from-tomorrow' });
  expect(worker(0).terminated).toBe(true);
});

test('a memory report that will never come is refused', async () => {
  const report = feed.memory();
  worker(0).crash();
  await expect(report).rejects.toMatchObject({ code: 'worker-crashed' });
});

test('a message that cannot be read counts as a crash', () => {
  feed.start(NO_FRAMES, START, { onView() {} });
  worker(0).onmessageerror?.();
  expect(worker(0).terminated).toBe(true);
});

test('a memory report that is under way at the end is refused', async () => {
  const report = feed.memory();
  feed.dispose();
  await expect(report).rejects.toMatchObject({ code: 'cancelled' });
});
