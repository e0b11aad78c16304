import { expect, test } from 'vitest';
import { FramePump } from '../../src/worker/framePump.ts';
import type { Frame } from '../../src/worker/frameSlot.ts';

interface TestFrame extends ImageBitmap {
  closed: boolean;
}

function frame(): TestFrame {
  const made = {
    closed: false,
    close() {
      made.closed = true;
    },
  };
  return made as unknown as TestFrame;
}

/** A pump whose looks end when the test says so, and what came of it. */
function watchedPump() {
  const looked: Frame[] = [];
  const errors: unknown[] = [];
  const pending: ((error: Error | undefined) => void)[] = [];
  let [wanted, ended] = [0, 0];
  const pump = new FramePump({
    async look(taken) {
      looked.push(taken);
      await new Promise<void>((resolve, reject) => {
        pending.push((error) => (error === undefined ? resolve() : reject(error)));
      }).finally(() => taken.close());
    },
    failed: (error) => void errors.push(error),
    wantsFrame: () => void wanted++,
    ended: () => void ended++,
  });
  return {
    pump,
    looked,
    errors,
    counts: () => ({ wanted, ended }),
    async finish(error?: Error) {
      pending.shift()?.(error);
      await new Promise((resolve) => setTimeout(resolve));
    },
  };
}

test('one frame is looked at at a time, then the latest', async () => {
  const { pump, looked, finish, counts } = watchedPump();
  const [first, second, third] = [frame(), frame(), frame()];
  for (const each of [first, second, third]) pump.put(each);
  expect(looked).toEqual([first]);
  expect(second.closed).toBe(true);
  await finish();
  expect(looked).toEqual([first, third]);
  expect(counts().wanted).toBe(1);
});

test('only frames that come singly are asked for: a stream brings its own', async () => {
  const { pump, looked, finish, counts } = watchedPump();
  const single = frame();
  const streamed = Object.assign(frame(), { displayWidth: 640 });
  pump.put(streamed);
  await finish();
  expect(counts().wanted).toBe(0);
  pump.put(single);
  await finish();
  expect(looked).toEqual([streamed, single]);
  expect(counts().wanted).toBe(1);
});

test('a look that fails is told, and the next frame is looked at', async () => {
  const { pump, looked, finish, errors } = watchedPump();
  const [first, second] = [frame(), frame()];
  pump.put(first);
  pump.put(second);
  await finish(new Error('blurred'));
  expect(errors).toEqual([new Error('blurred')]);
  expect(looked).toEqual([first, second]);
});

test('a paused pump keeps the latest frame until it goes on', async () => {
  const { pump, looked, finish } = watchedPump();
  const [first, second] = [frame(), frame()];
  pump.put(first);
  pump.pause();
  pump.put(second);
  await finish();
  expect(looked).toEqual([first]);
  pump.resume();
  expect(looked).toEqual([first, second]);
});

test('a stopped pump closes what it holds and what still comes, and ends once, after the last look', async () => {
  const { pump, looked, finish, counts } = watchedPump();
  const [first, second, third] = [frame(), frame(), frame()];
  pump.put(first);
  pump.put(second);
  pump.stop();
  expect(second.closed).toBe(true);
  pump.put(third);
  expect(third.closed).toBe(true);
  expect(counts().ended).toBe(0);
  await finish();
  pump.stop();
  expect(looked).toEqual([first]);
  expect(counts().ended).toBe(1);
});

test('a stopped pump refuses a stream', async () => {
  const { pump, counts } = watchedPump();
  pump.stop();
  expect(counts().ended).toBe(1);
  let cancelled = false;
  await pump.follow(
    new ReadableStream<VideoFrame>({
      cancel() {
        cancelled = true;
      },
    }),
  );
  expect(cancelled).toBe(true);
});
