import { beforeEach, expect, test } from 'vitest';
import { LoadingParts } from '../../src/worker/loadingParts.ts';
import type { FromWorker } from '../../src/worker/protocol.ts';

const part = (name: string, loadedBytes: number) => ({ name, loadedBytes, totalBytes: 10 });
let said: FromWorker[];
let loading: LoadingParts;

beforeEach(() => {
  said = [];
  loading = new LoadingParts((message) => said.push(message));
});

test('the page waits until the reader itself is ready, however much has come', () => {
  loading.progress(part('detector', 10));
  expect(said.at(-1)).toEqual({ type: 'loading', parts: [part('detector', 10)] });
  loading.ready('wasm');
  expect(said.at(-1)).toEqual({ type: 'ready', backend: 'wasm' });
});

test('what is still on its way when the reader is ready keeps nobody waiting', () => {
  loading.progress(part('language', 4));
  loading.ready('wasm');
  expect(said.at(-1)).toEqual({ type: 'ready', backend: 'wasm' });
});

test('a part fetched later is shown, and then all is ready again', () => {
  loading.ready('wasm');
  loading.progress(part('pages', 4));
  expect(said.at(-1)?.type).toBe('loading');
  loading.progress(part('pages', 10));
  expect(said.at(-1)?.type).toBe('ready');
});

test('a part that broke off does not keep the page waiting', () => {
  loading.ready('wasm');
  loading.progress(part('pages', 4));
  loading.settle();
  expect(said.at(-1)?.type).toBe('ready');
  const before = said.length;
  loading.settle();
  expect(said).toHaveLength(before);
});

test('a failed start stays told while other parts still come', () => {
  loading.progress(part('reader', 4));
  const error = { code: 'model-missing', message: 'gone', hint: 'load again' } as const;
  loading.fail(error);
  loading.progress(part('language', 9));
  expect(said.at(-1)).toEqual({ type: 'failed', error });
});
