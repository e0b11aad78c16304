import { afterEach, expect, test, vi } from 'vitest';
import { download } from '../../src/worker/download.ts';

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

const FILE = new URL('http://localhost/weights.bin');

/** Gives these bytes, and then nothing more until the download is given up. */
function stalling(
  bytes: readonly number[],
  signal: AbortSignal,
  init: ResponseInit = {},
): Response {
  return new Response(
    new ReadableStream({
      start(controller) {
        controller.enqueue(Uint8Array.from(bytes));
        signal.addEventListener('abort', () => controller.error(signal.reason));
      },
    }),
    init,
  );
}

test('a download that stalls is taken up where it stopped', async () => {
  vi.useFakeTimers();
  const ranges: (string | undefined)[] = [];
  vi.stubGlobal(
    'fetch',
    async (_: URL, init: { signal: AbortSignal; headers?: { Range: string } }) => {
      ranges.push(init.headers?.Range);
      if (ranges.length === 1) return stalling([1, 2], init.signal);
      return new Response(Uint8Array.from([3, 4]), {
        status: 206,
        headers: { 'content-range': 'bytes 2-3/4' },
      });
    },
  );
  const counts: number[] = [];
  const loading = download(FILE, { onBytes: (count) => counts.push(count) });
  await vi.advanceTimersByTimeAsync(16_000);
  expect([...(await loading)]).toEqual([1, 2, 3, 4]);
  expect(ranges).toEqual([undefined, 'bytes=2-']);
  expect(counts).toEqual([2, 4]);
});

test('a server that sends all again is believed', async () => {
  vi.useFakeTimers();
  let asked = 0;
  vi.stubGlobal('fetch', async (_: URL, init: { signal: AbortSignal }) => {
    asked += 1;
    return asked === 1 ? stalling([9], init.signal) : new Response(Uint8Array.from([1, 2]));
  });
  const loading = download(FILE);
  await vi.advanceTimersByTimeAsync(16_000);
  expect([...(await loading)]).toEqual([1, 2]);
});

test('one that never comes fails after three times', async () => {
  vi.useFakeTimers();
  let asked = 0;
  vi.stubGlobal('fetch', async (_: URL, init: { signal: AbortSignal }) => {
    asked += 1;
    return stalling([], init.signal);
  });
  const refused = expect(download(FILE)).rejects.toThrow('stalled');
  await vi.advanceTimersByTimeAsync(50_000);
  await refused;
  expect(asked).toBe(3);
});
