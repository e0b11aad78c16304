import { expect, test } from 'vitest';
import { type Frame, FrameSlot } from '../../src/worker/frameSlot.ts';

function frame(): Frame & { closed: boolean } {
  const made = {
    closed: false,
    close() {
      made.closed = true;
    },
  };
  return made as unknown as Frame & { closed: boolean };
}

test('the latest frame wins and the one before is closed', () => {
  let told = 0;
  const slot = new FrameSlot(() => told++);
  const [first, second] = [frame(), frame()];
  slot.put(first);
  slot.put(second);
  expect(first.closed).toBe(true);
  expect(slot.take()).toBe(second);
  expect(second.closed).toBe(false);
  expect(slot.take()).toBeNull();
  expect(told).toBe(2);
});

test('clearing closes the frame held', () => {
  const slot = new FrameSlot(() => {});
  const held = frame();
  slot.put(held);
  slot.clear();
  expect(held.closed).toBe(true);
  expect(slot.hasFrame).toBe(false);
});

test('a stream is followed until it ends; a left stream closes what still comes', async () => {
  const frames = [frame(), frame(), frame()];
  const slot = new FrameSlot(() => {});
  const stream = new ReadableStream<VideoFrame>({
    start(controller) {
      for (const each of frames) controller.enqueue(each as unknown as VideoFrame);
      controller.close();
    },
  });
  await slot.follow(stream);
  expect(frames.map(({ closed }) => closed)).toEqual([true, true, false]);
  slot.clear();
  expect(frames.every(({ closed }) => closed)).toBe(true);
});
