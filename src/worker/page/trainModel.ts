import { ReadingError } from '../../reading/errors.ts';
import type { FineTuned, FineTuneProgress } from '../../reading/finetune/fineTune.ts';
import { READ_LONG_SIDE } from '../../reading/image.ts';
import {
  isFromTraining,
  type ToTraining,
  type TrainingOrder,
  type TrainingPicture,
} from '../trainingProtocol.ts';
import { bitmapOfFile } from './pagesOfFile.ts';
import { errorOf } from './pendingRequests.ts';

export type { FineTuned, FineTuneProgress } from '../../reading/finetune/fineTune.ts';
export type { HeldOutFigures } from '../../reading/finetune/heldOutFigures.ts';
export type { TrainingOrder } from '../trainingProtocol.ts';

export interface TrainOptions {
  readonly order: TrainingOrder;
  /** The file of one of the pictures, by its place. What is thrown leaves it out. */
  readonly open: (index: number) => Promise<Blob>;
  readonly onProgress: (progress: FineTuneProgress) => void;
  /** Ends it with the best so far. */
  readonly stop: AbortSignal;
  /** Ends it with nothing. */
  readonly cancel: AbortSignal;
}

/** What training needs of a worker; tests put one of their own in its place. */
export interface TrainingWorker {
  postMessage(message: ToTraining, transfer: Transferable[]): void;
  onmessage: ((event: MessageEvent<unknown>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
  terminate(): void;
}

function trainingWorker(): TrainingWorker {
  return new Worker(new URL('../trainingWorker.ts', import.meta.url), {
    type: 'module',
    name: 'handlens-training',
  });
}

/**
 * Trains a detector in a worker of its own, which is let go at the end.
 * @param decode gives a bitmap that the worker takes and closes
 * @throws ReadingError as `fineTune`; `worker-crashed`, `cancelled`
 */
export async function trainModel(
  { order, open, onProgress, stop, cancel }: TrainOptions,
  worker: TrainingWorker = trainingWorker(),
  decode: (file: Blob) => Promise<ImageBitmap> = (file) =>
    bitmapOfFile(file, READ_LONG_SIDE, cancel),
): Promise<FineTuned> {
  const send = (message: ToTraining, transfer: Transferable[] = []): void =>
    worker.postMessage(message, transfer);
  const pictureAt = async (index: number): Promise<TrainingPicture | null> => {
    try {
      const file = await open(index);
      return { image: await decode(file), file };
    } catch {
      return null;
    }
  };
  const tellStop = (): void => send({ type: 'stop' });
  try {
    return await new Promise<FineTuned>((resolve, reject) => {
      const give = async (index: number): Promise<void> => {
        const picture = await pictureAt(index);
        if (cancel.aborted) picture?.image.close();
        else send({ type: 'picture', picture }, picture === null ? [] : [picture.image]);
      };
      worker.onmessage = ({ data }) => {
        if (!isFromTraining(data)) {
          reject(new ReadingError('message-invalid'));
          return;
        }
        switch (data.type) {
          case 'wants':
            void give(data.index);
            return;
          case 'progress':
            onProgress(data.progress);
            return;
          case 'done':
            resolve(data.tuned);
            return;
          case 'failed':
            reject(errorOf(data.error));
            return;
          default:
            data satisfies never;
        }
      };
      worker.onerror = ({ message }) =>
        reject(new ReadingError('training-memory', { detail: message }));
      cancel.addEventListener('abort', () => reject(new ReadingError('cancelled')), { once: true });
      stop.addEventListener('abort', tellStop, { once: true });
      if (cancel.aborted) reject(new ReadingError('cancelled'));
      send({
        type: 'start',
        order,
        assetBase: new URL('./', document.baseURI).href,
        threads: globalThis.crossOriginIsolated
          ? Math.min(4, navigator.hardwareConcurrency || 1)
          : 1,
      });
    });
  } finally {
    stop.removeEventListener('abort', tellStop);
    worker.terminate();
  }
}
