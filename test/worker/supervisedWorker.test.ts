import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ReadingError } from '../../src/reading/errors.ts';
import { messageCheck } from '../../src/worker/messageShape.ts';
import { SupervisedWorker } from '../../src/worker/page/supervisedWorker.ts';
import { type FromSupervised, isFatal } from '../../src/worker/supervision.ts';
import { ScriptedWorker } from './scriptedWorker.ts';

type To = { readonly type: 'hello' };
type From = { readonly type: 'news'; readonly news: string };

const isMessage = messageCheck<From | FromSupervised>({
  news: ['news'],
  pong: [],
  broken: ['error'],
});
let heard: string[];
let supervised: SupervisedWorker<To, From>;

beforeEach(() => {
  vi.useFakeTimers();
  ScriptedWorker.all = [];
  heard = [];
  supervised = new SupervisedWorker<To, From>({
    spawn: () => new ScriptedWorker() as unknown as Worker,
    hello: () => ({ type: 'hello' }),
    isMessage,
    receive: ({ news }) => heard.push(news),
    lost: ({ code }, again) => heard.push(`${code}${again ? '' : ' for good'}`),
    restarted: () => heard.push('restarted'),
  });
  supervised.start();
});

afterEach(() => {
  supervised.dispose();
  vi.useRealTimers();
});

function worker(index: number): ScriptedWorker {
  const found = ScriptedWorker.all[index];
  if (found === undefined) throw new Error(`no worker ${index}`);
  return found;
}

test('a worker that stops answering is ended and started again', () => {
  worker(0).say({ type: 'pong' });
  vi.advanceTimersByTime(19_000);
  expect(heard).toEqual([]);
  vi.advanceTimersByTime(3_000);
  expect(heard).toEqual(['worker-silent', 'restarted']);
  expect(worker(0).terminated).toBe(true);
  expect(worker(1).received[0]).toEqual({ type: 'hello' });
});

test('one that answers is left alone', () => {
  for (let second = 0; second < 300; second++) {
    worker(0).say({ type: 'pong' });
    vi.advanceTimersByTime(1_000);
  }
  expect(heard).toEqual([]);
  expect(worker(0).received.filter((message) => 'type' in Object(message))).not.toHaveLength(0);
});

test('a script that is still on its way is waited for longer', () => {
  vi.advanceTimersByTime(80_000);
  expect(heard).toEqual([]);
  vi.advanceTimersByTime(12_000);
  expect(heard).toEqual(['worker-silent', 'restarted']);
});

test('slow calculating is borne with', () => {
  supervised.setPatience(6);
  worker(0).say({ type: 'pong' });
  vi.advanceTimersByTime(100_000);
  expect(heard).toEqual([]);
});

test.each([
  ['throws', () => worker(0).crash(), 'worker-crashed'],
  ['sends what cannot be read', () => worker(0).onmessageerror?.(), 'message-invalid'],
  ['speaks another version', () => worker(0).say({ type: 'from-tomorrow' }), 'message-invalid'],
  ['leaves a field out', () => worker(0).say({ type: 'news' }), 'message-invalid'],
  [
    'gives itself up',
    () =>
      worker(0).say({ type: 'broken', error: { code: 'worker-crashed', message: '', hint: '' } }),
    'worker-crashed',
  ],
])('one that %s is started again', (_, happen, code) => {
  happen();
  expect(heard).toEqual([code, 'restarted']);
});

test('the second time it stays off until it is revived', () => {
  worker(0).crash();
  worker(1).crash();
  expect(heard).toEqual(['worker-crashed', 'restarted', 'worker-gone for good']);
  expect(ScriptedWorker.all).toHaveLength(2);
  expect(supervised.isRunning).toBe(false);
  supervised.revive();
  worker(2).say({ type: 'news', news: 'back' });
  expect(heard.at(-1)).toBe('back');
});

test('a crash long ago is forgiven', () => {
  worker(0).crash();
  for (let second = 0; second < 130; second++) {
    worker(1).say({ type: 'pong' });
    vi.advanceTimersByTime(1_000);
  }
  worker(1).crash();
  expect(supervised.isRunning).toBe(true);
});

test('what comes late from a worker that was ended is not heard', () => {
  worker(0).crash();
  worker(0).say({ type: 'news', news: 'late' });
  expect(heard).not.toContain('late');
});

test('memory that ran out and wasm that trapped end the worker, other errors do not', () => {
  expect(isFatal(new WebAssembly.RuntimeError('unreachable'))).toBe(true);
  const wrapped = new ReadingError('internal', {
    cause: new RangeError('Array buffer allocation failed'),
  });
  expect(isFatal(wrapped)).toBe(true);
  expect(isFatal(new ReadingError('image-broken'))).toBe(false);
  expect(isFatal('out of memory')).toBe(false);
});
