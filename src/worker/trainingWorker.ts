import { ReadingError, reportError } from '../reading/errors.ts';
import { fineTune, type OpenedPicture } from '../reading/finetune/fineTune.ts';
import { isHeldOut } from '../reading/finetune/heldOut.ts';
import { chooseBackend } from '../reading/models/backend.ts';
import { customDetectorModel } from '../reading/models/customModel.ts';
import { loadBytes } from '../reading/models/loadModel.ts';
import { FramePixels } from './framePixels.ts';
import { httpModelFiles } from './httpModelFiles.ts';
import { answerPing, type FromSupervised, isFatal } from './supervision.ts';
import {
  type FromTraining,
  isToTraining,
  type ToTraining,
  type TrainingPicture,
} from './trainingProtocol.ts';
import { WASM_FILES } from './wasmFiles.ts';

// Training has a worker of its own, which ends with it: its memory goes with it.
const scope = self as unknown as DedicatedWorkerGlobalScope;
const post = (message: FromTraining | FromSupervised): void => scope.postMessage(message);

/** Bytes of pictures that are kept for each GB that the device has; it says 8 at most. */
const BYTES_A_GB = 50e6;

/** What is started from where nothing else is loaded. */
const SHIPPED = 'handwriting-detector';

const stop = new AbortController();
const pixels = new FramePixels();
let deliver: ((picture: TrainingPicture | null) => void) | null = null;

scope.onmessage = ({ data }: MessageEvent<unknown>) => {
  if (answerPing(data, post)) return;
  if (!isToTraining(data)) {
    fail(new ReadingError('message-invalid'));
    return;
  }
  switch (data.type) {
    case 'start':
      train(data).catch(fail);
      return;
    case 'picture':
      deliver?.(data.picture);
      return;
    case 'stop':
      stop.abort();
      return;
    default:
      data satisfies never;
  }
};

function fail(error: unknown): void {
  const known = isFatal(error) ? new ReadingError('training-memory', { cause: error }) : error;
  post({ type: 'failed', error: reportError(known) });
}

async function train({
  order,
  assetBase,
  threads,
}: Extract<ToTraining, { type: 'start' }>): Promise<void> {
  await chooseBackend({ wasmPaths: WASM_FILES, threads, override: 'wasm' });
  const model =
    order.model === null
      ? await loadBytes(httpModelFiles(assetBase), SHIPPED, 'detector')
      : customDetectorModel(order.model);
  const tuned = await fineTune(model, {
    ...order,
    memory: deviceMemoryGb() * BYTES_A_GB,
    open,
    stop: stop.signal,
    onProgress: (progress) => post({ type: 'progress', progress }),
  });
  post({ type: 'done', tuned });
}

/** GB that the device has, where its browser says so (Chromium). */
function deviceMemoryGb(): number {
  return (navigator as { readonly deviceMemory?: number }).deviceMemory ?? 8;
}

async function open(index: number): Promise<OpenedPicture | null> {
  const delivered = new Promise<TrainingPicture | null>((resolve) => {
    deliver = resolve;
  });
  post({ type: 'wants', index });
  const picture = await delivered;
  if (picture === null) return null;
  const image = pixels.take(picture.image);
  return { image, heldOut: isHeldOut(new Uint8Array(await picture.file.arrayBuffer())) };
}
