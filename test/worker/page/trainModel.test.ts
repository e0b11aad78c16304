import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { FineTuned } from '../../../src/reading/finetune/fineTune.ts';
import { type TrainingWorker, trainModel } from '../../../src/worker/page/trainModel.ts';
import {
  type FromTraining,
  isFromTraining,
  isToTraining,
  type ToTraining,
} from '../../../src/worker/trainingProtocol.ts';

const FIGURES = { ap50: 0.5, recall: null, precision: null };
const TUNED: FineTuned = { files: [], before: FIGURES, after: FIGURES, trained: 3, heldOut: 1 };
const ORDER = {
  model: null,
  classes: ['seal'],
  pictures: [{ width: 8, boxes: [] }],
  about: { name: 'annotated-detector', version: '1' },
  rounds: 2,
};

/** A worker that a test speaks for. */
class FakeTraining implements TrainingWorker {
  onmessage: ((event: MessageEvent<unknown>) => void) | null = null;
  onerror: ((event: ErrorEvent) => void) | null = null;
  readonly received: ToTraining[] = [];
  readonly transferred: Transferable[] = [];
  ended = false;

  postMessage(message: ToTraining, transfer: Transferable[]): void {
    expect(isToTraining(message)).toBe(true);
    this.received.push(message);
    this.transferred.push(...transfer);
  }

  terminate(): void {
    this.ended = true;
  }

  say(data: FromTraining | { readonly type: string }): void {
    this.onmessage?.({ data } as MessageEvent<unknown>);
  }
}

function begin(open: (index: number) => Promise<Blob> = async () => new Blob(['picture'])) {
  const worker = new FakeTraining();
  const [stop, cancel] = [new AbortController(), new AbortController()];
  const onProgress = vi.fn();
  const closed = vi.fn();
  const image = { width: 8, height: 8, close: closed } as unknown as ImageBitmap;
  const result = trainModel(
    { order: ORDER, open, onProgress, stop: stop.signal, cancel: cancel.signal },
    worker,
    async () => image,
  );
  return { worker, stop, cancel, onProgress, closed, image, result };
}

beforeEach(() => vi.stubGlobal('document', { baseURI: 'http://localhost/app/' }));
afterEach(() => vi.unstubAllGlobals());

test('pictures are handed over one at a time as they are wanted, and the worker ends with it', async () => {
  const { worker, onProgress, image, result } = begin();
  expect(worker.received).toMatchObject([
    { type: 'start', order: ORDER, assetBase: 'http://localhost/app/', threads: 1 },
  ]);
  worker.say({ type: 'wants', index: 0 });
  await vi.waitFor(() => expect(worker.received).toHaveLength(2));
  expect(worker.received[1]).toMatchObject({ type: 'picture', picture: { image } });
  expect(worker.transferred).toEqual([image]);
  const progress = { phase: 'training', step: 1, steps: 6, loss: 2 } as const;
  worker.say({ type: 'progress', progress });
  expect(onProgress).toHaveBeenCalledWith(progress);
  worker.say({ type: 'done', tuned: TUNED });
  await expect(result).resolves.toEqual(TUNED);
  expect(worker.ended).toBe(true);
});

test('a picture whose file is gone is left out', async () => {
  const { worker, result } = begin(() => Promise.reject(new Error('gone')));
  worker.say({ type: 'wants', index: 0 });
  await vi.waitFor(() =>
    expect(worker.received.at(-1)).toEqual({ type: 'picture', picture: null }),
  );
  worker.say({ type: 'done', tuned: TUNED });
  await result;
});

test('stopping is told to the worker, which still gives what it has', async () => {
  const { worker, stop, result } = begin();
  stop.abort();
  expect(worker.received.at(-1)).toEqual({ type: 'stop' });
  expect(worker.ended).toBe(false);
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
  expect(worker.ended).toBe(true);
  deliver(new Blob(['late']));
  await vi.waitFor(() => expect(closed).toHaveBeenCalledOnce());
});

test('what fails is told with what to do; a worker that dies had no memory', async () => {
  const failed = begin();
  const error = { code: 'training-unfit', message: '', hint: '' } as const;
  failed.worker.say({ type: 'failed', error });
  await expect(failed.result).rejects.toMatchObject({ code: 'training-unfit' });
  const died = begin();
  died.worker.onerror?.({ message: 'out of memory' } as ErrorEvent);
  await expect(died.result).rejects.toMatchObject({ code: 'training-memory' });
  const strange = begin();
  strange.worker.say({ type: 'hello' });
  await expect(strange.result).rejects.toMatchObject({ code: 'message-invalid' });
});

test('messages of other protocols are not taken', () => {
  expect(isToTraining({ type: 'picture' })).toBe(false);
  expect(isFromTraining({ type: 'wants' })).toBe(false);
  expect(isFromTraining({ type: 'wants', index: 1 })).toBe(true);
});
