import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { FineTuned } from '../../../src/reading/finetune/fineTune.ts';
import { trainModel } from '../../../src/worker/page/trainModel.ts';
import {
  isFromTraining,
  isToTraining,
  type ToTraining,
} from '../../../src/worker/trainingProtocol.ts';
import { ScriptedWorker } from '../scriptedWorker.ts';

const FIGURES = { ap50: 0.5, recall: null, precision: null };
const TUNED: FineTuned = {
  ...{ files: [], before: FIGURES, after: FIGURES },
  ...{ trained: 3, heldOut: 1, trainedOn: [0, 1, 3], tooMany: 0, unopened: 0, classes: [] },
};
const ORDER = {
  model: null,
  classes: [{ name: 'seal', knownAs: ['seal'] }],
  pictures: [{ width: 8, height: 8, boxes: [] }],
  about: { name: 'annotated-detector', version: '1' },
  rounds: 2,
};

/** A worker that a test speaks for, with what was handed over to it. */
class TrainingScript extends ScriptedWorker<ToTraining> {
  readonly transferred: Transferable[] = [];

  override postMessage(message: ToTraining, transfer: Transferable[] = []): void {
    super.postMessage(message);
    this.transferred.push(...transfer);
  }

  /** What it was sent, but for the questions whether it is there. */
  get orders(): readonly ToTraining[] {
    return this.received.filter(isToTraining);
  }
}

function begin(open: (index: number) => Promise<Blob> = async () => new Blob(['picture'])) {
  const worker = new TrainingScript();
  const [stop, cancel] = [new AbortController(), new AbortController()];
  const onProgress = vi.fn();
  const closed = vi.fn();
  const image = { width: 8, height: 8, close: closed } as unknown as ImageBitmap;
  const result = trainModel(
    { order: ORDER, open, onProgress, stop: stop.signal, cancel: cancel.signal },
    () => worker as unknown as Worker,
    async () => image,
  );
  return { worker, stop, cancel, onProgress, closed, image, result };
}

beforeEach(() => {
  ScriptedWorker.all = [];
  vi.stubGlobal('document', { baseURI: 'http://localhost/app/' });
});
afterEach(() => vi.unstubAllGlobals());

test('pictures are handed over one at a time as they are wanted, and the worker ends with it', async () => {
  const { worker, onProgress, image, result } = begin();
  expect(worker.orders).toMatchObject([
    { type: 'start', order: ORDER, assetBase: 'http://localhost/app/', threads: 1 },
  ]);
  worker.say({ type: 'wants', index: 0 });
  await vi.waitFor(() => expect(worker.orders).toHaveLength(2));
  expect(worker.orders[1]).toMatchObject({ type: 'picture', picture: { image } });
  expect(worker.transferred).toEqual([image]);
  const progress = { phase: 'training', step: 1, steps: 6, loss: 2 } as const;
  worker.say({ type: 'progress', progress });
  expect(onProgress).toHaveBeenCalledWith(progress);
  worker.say({ type: 'done', tuned: TUNED });
  await expect(result).resolves.toEqual(TUNED);
  expect(worker.terminated).toBe(true);
});

test('a picture whose file is gone is left out', async () => {
  const { worker, result } = begin(() => Promise.reject(new Error('gone')));
  worker.say({ type: 'wants', index: 0 });
  await vi.waitFor(() => expect(worker.orders.at(-1)).toEqual({ type: 'picture', picture: null }));
  worker.say({ type: 'done', tuned: TUNED });
  await result;
});

test('stopping is told to the worker, which still gives what it has', async () => {
  const { worker, stop, result } = begin();
  stop.abort();
  expect(worker.orders.at(-1)).toEqual({ type: 'stop' });
  expect(worker.terminated).toBe(false);
  worker.say({ type: 'done', tuned: TUNED });
  await expect(result).resolves.toEqual(TUNED);
});

test('leaving ends the worker at once, and a picture on its way is closed', async () => {
  let deliver: (file: Blob) => void = () => {};
  const { worker, cancel, closed, result } = begin(
    () =>
      new Promise((resolve) => {
        deliver = resolve;
      }),
  );
  worker.say({ type: 'wants', index: 0 });
  cancel.abort();
  await expect(result).rejects.toMatchObject({ code: 'cancelled' });
  expect(worker.terminated).toBe(true);
  deliver(new Blob(['late']));
  await vi.waitFor(() => expect(closed).toHaveBeenCalledOnce());
});

test('what fails is told with what to do; a worker that dies had no memory', async () => {
  const failed = begin();
  const error = { code: 'training-unfit', message: '', hint: '' } as const;
  failed.worker.say({ type: 'failed', error });
  await expect(failed.result).rejects.toMatchObject({ code: 'training-unfit' });
  const died = begin();
  died.worker.crash();
  await expect(died.result).rejects.toMatchObject({ code: 'training-memory' });
  const strange = begin();
  strange.worker.say({ type: 'hello' });
  await expect(strange.result).rejects.toMatchObject({ code: 'message-invalid' });
});

test('a worker that hangs is not waited for, and not started again', async () => {
  vi.useFakeTimers();
  try {
    const { worker, result } = begin();
    const ended = expect(result).rejects.toMatchObject({ code: 'training-ended' });
    worker.say({ type: 'pong' });
    await vi.advanceTimersByTimeAsync(15_000);
    expect(worker.terminated).toBe(false);
    worker.say({ type: 'pong' });
    await vi.advanceTimersByTimeAsync(25_000);
    await ended;
    expect(worker.terminated).toBe(true);
    expect(ScriptedWorker.all).toHaveLength(1);
    expect(vi.getTimerCount()).toBe(0);
  } finally {
    vi.useRealTimers();
  }
});

test('messages of other protocols are not taken', () => {
  expect(isToTraining({ type: 'picture' })).toBe(false);
  expect(isFromTraining({ type: 'wants' })).toBe(false);
  expect(isFromTraining({ type: 'wants', index: 1 })).toBe(true);
});
