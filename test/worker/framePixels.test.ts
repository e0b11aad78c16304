import { afterEach, expect, test, vi } from 'vitest';
import { FramePixels } from '../../src/worker/framePixels.ts';
import type { Frame } from '../../src/worker/frameSlot.ts';

const [WIDTH, HEIGHT] = [4, 2];

interface FakeFrame {
  readonly frame: Frame;
  readonly closed: () => number;
}

/** A video frame full of one value; `copyTo` as Chromium's, or failing as an older browser's. */
function videoFrame(value: number, options: { copies?: boolean; rotation?: number } = {}) {
  const close = vi.fn();
  const frame = {
    displayWidth: WIDTH,
    displayHeight: HEIGHT,
    visibleRect: { width: WIDTH, height: HEIGHT },
    rotation: options.rotation ?? 0,
    copyTo: vi.fn(async (into: Uint8ClampedArray) => {
      if (options.copies === false) throw new DOMException('no', 'NotSupportedError');
      into.fill(value);
    }),
    close,
  };
  return { frame: frame as unknown as Frame, closed: () => close.mock.calls.length } as FakeFrame;
}

/** Canvases on which every picture is drawn as 99. */
function stubCanvas(): void {
  vi.stubGlobal(
    'OffscreenCanvas',
    class {
      readonly width: number;
      readonly height: number;
      constructor(width: number, height: number) {
        this.width = width;
        this.height = height;
      }
      getContext() {
        return {
          clearRect() {},
          drawImage() {},
          getImageData: (_x: number, _y: number, width: number, height: number) => ({
            ...{ width, height },
            data: new Uint8ClampedArray(width * height * 4).fill(99),
          }),
        };
      }
    },
  );
}

afterEach(() => vi.unstubAllGlobals());

test('a video frame is copied and closed; the frame before stays as it is', async () => {
  const pixels = new FramePixels();
  const [first, second, third] = [videoFrame(1), videoFrame(2), videoFrame(3)];
  const one = await pixels.takeVideo(first.frame);
  expect([one.width, one.height, one.data.length]).toEqual([WIDTH, HEIGHT, WIDTH * HEIGHT * 4]);
  const two = await pixels.takeVideo(second.frame);
  expect([one.data[0], two.data[0]]).toEqual([1, 2]);
  const three = await pixels.takeVideo(third.frame);
  expect([two.data[0], three.data[0]]).toEqual([2, 3]);
  // Two buffers are enough for ever.
  expect(three.data).toBe(one.data);
  expect([first, second, third].map(({ closed }) => closed())).toEqual([1, 1, 1]);
});

test.each([
  ['a browser that copies planes only', { copies: false }],
  ['a frame that lies on its side', { rotation: 90 }],
])('%s: drawn instead, and closed', async (_, options) => {
  stubCanvas();
  const frame = videoFrame(1, options);
  expect((await new FramePixels().takeVideo(frame.frame)).data[0]).toBe(99);
  expect(frame.closed()).toBe(1);
});

test('a frame is closed even when it cannot be read', async () => {
  const frame = videoFrame(1, { copies: false });
  await expect(new FramePixels().takeVideo(frame.frame)).rejects.toThrow();
  expect(frame.closed()).toBe(1);
});
