import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createReadingClient, type ReadingClient } from '../../src/worker/client.ts';
import { workersOfPage } from '../../src/worker/page/workerPlace.ts';
import type { ToWorker } from '../../src/worker/protocol.ts';
import { ScriptedWorker } from './scriptedWorker.ts';

const FILES = [{ name: 'manifest.json', bytes: new Uint8Array([1, 2, 3]) }];
const INFO = { name: 'mine', version: '1', classes: ['dog'], scoreThreshold: 0.4 };

let client: ReadingClient;

function worker(index: number): ScriptedWorker<ToWorker> {
  const found = ScriptedWorker.all[index];
  if (found === undefined) throw new Error(`no worker ${index}`);
  return found as ScriptedWorker<ToWorker>;
}

function requestsTo(index: number) {
  return worker(index).received.flatMap((message) => (message.type === 'request' ? [message] : []));
}

async function loaded(): Promise<void> {
  const loading = client.loadCustomDetector(FILES);
  await vi.waitFor(() => expect(requestsTo(0)).toHaveLength(1));
  const requestId = requestsTo(0)[0]?.requestId ?? 0;
  worker(0).say({ type: 'request-done', requestId, output: INFO });
  await expect(loading).resolves.toEqual(INFO);
}

function crashAndRestart(): void {
  worker(0).onerror?.({ message: 'out of memory', preventDefault() {} });
  worker(1).say({ type: 'ready', backend: 'wasm' });
}

beforeEach(() => {
  ScriptedWorker.all = [];
  vi.stubGlobal('Worker', ScriptedWorker);
  vi.stubGlobal('document', { baseURI: 'http://localhost/app/' });
  client = createReadingClient(workersOfPage());
  worker(0).say({ type: 'ready', backend: 'wasm' });
});

afterEach(() => {
  client.dispose();
  vi.unstubAllGlobals();
});

test('the files go to the worker, and again to one that was restarted', async () => {
  await loaded();
  expect(requestsTo(0)[0]).toMatchObject({ kind: 'custom-load', input: { files: FILES } });
  crashAndRestart();
  expect(requestsTo(1)).toMatchObject([{ kind: 'custom-load', input: { files: FILES } }]);
});

test('files that were refused, or brought the worker down, are not tried again', async () => {
  const refused = client.loadCustomDetector(FILES);
  await vi.waitFor(() => expect(requestsTo(0)).toHaveLength(1));
  crashAndRestart();
  await expect(refused).rejects.toMatchObject({ code: 'worker-crashed' });
  expect(requestsTo(1)).toEqual([]);
});

test('a detector that was dropped does not come back', async () => {
  await loaded();
  const dropping = client.dropCustomDetector();
  const requestId = requestsTo(0).find(({ kind }) => kind === 'custom-drop')?.requestId ?? 0;
  worker(0).say({ type: 'request-done', requestId, output: null });
  await dropping;
  crashAndRestart();
  expect(requestsTo(1)).toEqual([]);
});

test('a frame is looked at as it is, at the size of moving pictures', async () => {
  await loaded();
  const frame = { width: 4, height: 3, close() {} } as unknown as ImageBitmap;
  const finding = client.detectThings(frame, { live: true });
  await vi.waitFor(() => expect(requestsTo(0)).toHaveLength(2));
  const request = requestsTo(0)[1];
  expect(request).toMatchObject({ kind: 'custom-detect', input: { image: frame, live: true } });
  const output = { width: 4, height: 3, things: [] };
  worker(0).say({ type: 'request-done', requestId: request?.requestId ?? 0, output });
  await expect(finding).resolves.toEqual(output);
});
