import { ReadingError } from '../../reading/errors.ts';
import type { FineTuned, FineTuneProgress } from '../../reading/finetune/fineTune.ts';
import { READ_LONG_SIDE } from '../../reading/image.ts';
import { isFatal } from '../supervision.ts';
import {
  type FromTraining,
  isFromTraining,
  type ToTraining,
  type TrainingOrder,
  type TrainingPicture,
} from '../trainingProtocol.ts';
import { bitmapOfFile } from './pagesOfFile.ts';
import { errorOf } from './pendingRequests.ts';
import { SupervisedWorker } from './supervisedWorker.ts';
import { workerThreads } from './workerThreads.ts';

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

function spawnTraining(): Worker {
  return new Worker(new URL('../trainingWorker.ts', import.meta.url), {
    type: 'module',
    name: 'handlens-training',
  });
}

/**
 * Trains a detector in a worker of its own, which is let go at the end. One that crashes or hangs is
 * not started again: it would do the same.
 * @param decode gives a bitmap that the worker takes and closes
 * @throws ReadingError as `fineTune`; `training-ended`, `cancelled`
 */
export async function trainModel(
  { order, open, onProgress, stop, cancel }: TrainOptions,
  spawn: () => Worker = spawnTraining,
  decode: (file: Blob) => Promise<ImageBitmap> = (file) =>
    bitmapOfFile(file, READ_LONG_SIDE, cancel),
): Promise<FineTuned> {
  const pictureAt = async (index: number): Promise<TrainingPicture | null> => {
    try {
      const file = await open(index);
      return { image: await decode(file), file };
    } catch {
      return null;
    }
  };
  let [resolve, reject]: [(tuned: FineTuned) => void, (error: ReadingError) => void] = [
    () => {},
    () => {},
  ];
  const trained = new Promise<FineTuned>((onDone, onFailed) => {
    [resolve, reject] = [onDone, onFailed];
  });
  const give = async (index: number): Promise<void> => {
    const picture = await pictureAt(index);
    if (worker.isRunning)
      worker.send({ type: 'picture', picture }, picture === null ? [] : [picture.image]);
    else picture?.image.close();
  };
  const receive = (message: FromTraining): void => {
    switch (message.type) {
      case 'wants':
        void give(message.index);
        return;
      case 'progress':
        onProgress(message.progress);
        return;
      case 'done':
        resolve(message.tuned);
        return;
      case 'failed':
        reject(errorOf(message.error));
        return;
      default:
        message satisfies never;
    }
  };
  const worker = new SupervisedWorker<ToTraining, FromTraining>({
    spawn,
    hello: () => ({
      type: 'start',
      order,
      assetBase: new URL('./', document.baseURI).href,
      threads: workerThreads(4),
    }),
    isMessage: isFromTraining,
    receive,
    lost: (error) => reject(endedBy(error)),
    restarts: 0,
  });
  const tellStop = (): void => worker.send({ type: 'stop' });
  const leave = (): void => reject(new ReadingError('cancelled'));
  stop.addEventListener('abort', tellStop);
  cancel.addEventListener('abort', leave);
  try {
    if (cancel.aborted) leave();
    else worker.start();
    return await trained;
  } finally {
    stop.removeEventListener('abort', tellStop);
    cancel.removeEventListener('abort', leave);
    worker.dispose();
  }
}

/** Why a training is gone with its worker. */
function endedBy(error: ReadingError): ReadingError {
  if (error.code === 'message-invalid') return error;
  const code = isFatal(new Error(error.message)) ? 'training-memory' : 'training-ended';
  return new ReadingError(code, { cause: error });
}
