import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { encodePng } from '../../src/cli/pictures/encodePng.ts';
import { ReadingError } from '../../src/reading/errors.ts';
import { createReadingClient, type ReadingClient } from '../../src/worker/client.ts';
import { workersOfPage } from '../../src/worker/page/workerPlace.ts';
import type { ToWorker } from '../../src/worker/protocol.ts';
import { ScriptedWorker } from './scriptedWorker.ts';

const PNG = new Uint8Array(
  encodePng({ width: 2, height: 2, data: new Uint8ClampedArray(16).fill(255) }),
);

let client: ReadingClient;

function worker(index: number): ScriptedWorker<ToWorker> {
  const found = ScriptedWorker.all[index];
  if (found === undefined) throw new Error(`no worker ${index}`);
  return found as ScriptedWorker<ToWorker>;
}

async function nextRequest(from: ScriptedWorker<ToWorker>): Promise<number> {
  return vi.waitFor(() => {
    const request = from.received.find((message) => message.type === 'request');
    if (request?.type !== 'request') throw new Error('no request yet');
    return request.requestId;
  });
}

beforeEach(() => {
  ScriptedWorker.all = [];
  vi.stubGlobal('Worker', ScriptedWorker);
  vi.stubGlobal('document', { baseURI: 'http://localhost/app/' });
  vi.stubGlobal('createImageBitmap', async () => ({ width: 2, height: 2, close() {} }));
  client = createReadingClient(workersOfPage());
});

afterEach(() => {
  client.dispose();
  vi.unstubAllGlobals();
});

test('the worker is told where the page lies, and its state is passed on', () => {
  const states: string[] = [];
  client.onState((state) => states.push(state.kind));
  expect(worker(0).received[0]).toMatchObject({
    type: 'start',
    assetBase: 'http://localhost/app/',
    threads: 1,
  });
  worker(0).say({ type: 'ready', backend: 'wasm' });
  expect(states).toEqual(['ready']);
  expect(client.state).toMatchObject({ kind: 'ready', backend: 'wasm', restarted: false });
});

test('what the reader does without is told once, also before it reads, and not after a restart', () => {
  worker(0).say({ type: 'limited', by: 'no-wasm' });
  worker(0).say({ type: 'ready', backend: 'cpu' });
  expect(client.state).toMatchObject({ kind: 'ready', limits: ['no-wasm'] });
  worker(0).say({ type: 'limited', by: 'no-helpers' });
  worker(0).say({ type: 'limited', by: 'no-helpers' });
  expect(client.state).toMatchObject({ limits: ['no-wasm', 'no-helpers'], backend: 'cpu' });
  worker(0).crash();
  worker(1).say({ type: 'ready', backend: 'wasm' });
  expect(client.state).toMatchObject({ kind: 'ready', limits: [] });
});

test('a reader that sleeps starts no worker before it is needed, and reads then', async () => {
  const before = ScriptedWorker.all.length;
  const sleeper = createReadingClient(workersOfPage(), { asleep: true });
  try {
    sleeper.setLanguages(['fra']);
    await sleeper.dropCustomDetector();
    expect(sleeper.state.kind).toBe('asleep');
    expect(ScriptedWorker.all).toHaveLength(before);
    const reading = sleeper.readTextbookPage(new Blob([PNG]));
    const requestId = await vi.waitFor(() => nextRequest(worker(before)));
    expect(sleeper.state.kind).toBe('loading');
    expect(worker(before).received[0]).toMatchObject({ type: 'start', languages: ['fra'] });
    worker(before).say({ type: 'ready', backend: 'wasm' });
    worker(before).say({ type: 'request-failed', requestId, error: new ReadingError('internal') });
    await expect(reading).rejects.toMatchObject({ code: 'internal' });
    expect(ScriptedWorker.all).toHaveLength(before + 1);
  } finally {
    sleeper.dispose();
  }
});

test('a crash rejects what is pending and starts the worker once more, and says so', async () => {
  const reading = client.readTextbookPage(new Blob([PNG]));
  await nextRequest(worker(0));
  worker(0).crash();
  await expect(reading).rejects.toMatchObject({ code: 'worker-crashed' });
  expect(worker(0).terminated).toBe(true);
  worker(1).say({ type: 'ready', backend: 'wasm' });
  expect(client.state).toMatchObject({ kind: 'ready', restarted: true });
});

test('after a second crash the reader stays off and every request is refused at once', async () => {
  worker(0).crash();
  worker(1).crash();
  expect(ScriptedWorker.all).toHaveLength(2);
  expect(client.state).toMatchObject({ kind: 'failed', error: { code: 'worker-gone' } });
  await expect(client.readTextbookPage(new Blob([PNG]))).rejects.toMatchObject({
    code: 'worker-gone',
  });
});

test('a reader whose graphics processor dropped it goes on without that', async () => {
  worker(0).say({ type: 'ready', backend: 'webgl' });
  const reading = client.readPicture(new Blob([PNG]), { engine: 'auto' });
  await nextRequest(worker(0));
  const error = { code: 'worker-lost-graphics', message: '', hint: '' };
  worker(0).say({ type: 'broken', error });
  await expect(reading).rejects.toMatchObject({ code: 'worker-lost-graphics' });
  expect(worker(0).terminated).toBe(true);
  expect(worker(1).received[0]).toMatchObject({ type: 'start', backend: 'wasm' });
});

test('a running live view is taken up again after a crash', () => {
  const feed: AsyncIterator<ImageBitmap> = { next: () => new Promise(() => {}) };
  client.startLive(feed, { engine: 'printed' }, () => {});
  worker(0).crash();
  expect(worker(1).received).toContainEqual({ type: 'live-start', engine: 'printed' });
});

test('a message of another version counts as a crash', () => {
  worker(0).onmessage?.({ data: { type: 'from-tomorrow' } });
  expect(worker(0).terminated).toBe(true);
  expect(ScriptedWorker.all).toHaveLength(2);
});

test('cancelling rejects at once and tells the worker', async () => {
  const abort = new AbortController();
  const reading = client.readTextbookPage(new Blob([PNG]), { signal: abort.signal });
  const requestId = await nextRequest(worker(0));
  abort.abort();
  await expect(reading).rejects.toMatchObject({ code: 'cancelled' });
  expect(worker(0).received).toContainEqual({ type: 'cancel', requestId });
});

test('progress and result find their request', async () => {
  const steps: number[] = [];
  const reading = client.readPicture(new Blob([PNG]), {
    engine: 'auto',
    onProgress: (done, total) => steps.push(done / total),
  });
  const requestId = await nextRequest(worker(0));
  worker(0).say({ type: 'request-progress', requestId, done: 1, total: 2 });
  worker(0).say({
    type: 'request-done',
    requestId,
    output: { width: 2, height: 2, lines: [], timings: {} },
  });
  await expect(reading).resolves.toMatchObject({ width: 2, lines: [] });
  expect(steps).toEqual([0.5]);
});

test.each([
  ['a text file', new Blob(['hello there, this is no picture']), 'image-unsupported'],
  ['an empty file', new Blob([]), 'image-empty'],
  ['a file cut short', new Blob([PNG.subarray(0, PNG.length - 8)]), 'image-broken'],
])('%s is refused before the worker hears of it', async (_, file, code) => {
  await expect(client.readPicture(file, { engine: 'auto' })).rejects.toMatchObject({ code });
  expect(worker(0).received.some(({ type }) => type === 'request')).toBe(false);
});

test('a picture that the browser cannot decode is called damaged', async () => {
  vi.stubGlobal('createImageBitmap', () => Promise.reject(new DOMException('no', 'EncodingError')));
  await expect(client.readTextbookPage(new Blob([PNG]))).rejects.toMatchObject({
    code: 'image-broken',
  });
});

test('a signal that was raised before asking rejects at once, and the worker hears nothing', async () => {
  const closed = vi.fn();
  const image = { width: 2, height: 2, close: closed } as unknown as ImageBitmap;
  const reading = client.readLine(image, { engine: 'auto', signal: AbortSignal.abort() });
  await expect(reading).rejects.toMatchObject({ code: 'cancelled' });
  expect(closed).toHaveBeenCalledOnce();
  expect(worker(0).received.some(({ type }) => type === 'request')).toBe(false);
});

test('a reader that is off can be tried again', () => {
  worker(0).crash();
  worker(1).crash();
  client.retry();
  worker(2).say({ type: 'ready', backend: 'wasm' });
  expect(client.state).toMatchObject({ kind: 'ready' });
});

test('a request without progress ends the worker when its time is over', async () => {
  vi.useFakeTimers();
  try {
    const loading = client.loadCustomDetector([]);
    const refused = expect(loading).rejects.toMatchObject({ code: 'worker-silent' });
    for (let second = 0; second < 21; second++) {
      worker(0).say({ type: 'pong' });
      await vi.advanceTimersByTimeAsync(1_000);
    }
    await refused;
    expect(worker(0).terminated).toBe(true);
  } finally {
    vi.useRealTimers();
  }
});

test('a file far too large is refused by its size alone', async () => {
  const file = { size: 3_000_000_000, arrayBuffer: vi.fn() } as unknown as Blob;
  await expect(client.readPicture(file, { engine: 'auto' })).rejects.toMatchObject({
    code: 'file-too-large',
  });
  expect(file.arrayBuffer).not.toHaveBeenCalled();
});
