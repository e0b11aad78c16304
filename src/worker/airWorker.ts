import { createAirWriter } from '../reading/air/airWriter.ts';
import { ReadingError, reportError } from '../reading/errors.ts';
import { type Lazy, lazily } from '../reading/lazily.ts';
import { countMats } from '../reading/lineImage/opencv.ts';
import type { AirHands } from './airHands.ts';
import { type FromAirWorker, isToAirWorker, type ToAirWorker } from './airProtocol.ts';
import { AirPump } from './airPump.ts';
import { deliverFrames } from './framePump.ts';
import { loadWholeOpenCvInPage, openCvHeap } from './openCvInPage.ts';
import { answerPing, type FromSupervised, isFatal } from './supervision.ts';

// Following a pen has a worker of its own: a frame must not wait while a line is being read.
const scope = self as unknown as DedicatedWorkerGlobalScope;
const post = (message: FromAirWorker | FromSupervised): void => scope.postMessage(message);

let hands: Lazy<AirHands> | null = null;
let pump: AirPump | null = null;
/** What comes before the writer is ready waits for it, in order. */
let queue: Promise<void> = Promise.resolve();

scope.onmessage = (event: MessageEvent<unknown>) => {
  if (answerPing(event.data, post)) return;
  const message = event.data;
  if (!isToAirWorker(message)) {
    fail(new ReadingError('message-invalid'));
    return;
  }
  queue = queue.then(() => perform(message)).catch(fail);
};

function fail(error: unknown): void {
  if (isFatal(error))
    post({
      type: 'broken',
      error: reportError(new ReadingError('worker-crashed', { cause: error })),
    });
  else post({ type: 'failed', error: reportError(error) });
}

async function perform(message: ToAirWorker): Promise<void> {
  switch (message.type) {
    case 'start':
      // TF.js comes with the first fingertip: a marker needs none of it.
      hands = lazily(async () => {
        const { loadAirHands } = await import('./airHands.ts');
        return loadAirHands(message, (part) => post({ type: 'loading', part }));
      });
      return;
    case 'write':
      pump?.frames.stop();
      pump = null;
      pump = await startWriting(message);
      return;
    case 'frame':
      deliverFrames(pump?.frames, message.frame, fail);
      return;
    case 'stream':
      deliverFrames(pump?.frames, message.frames, fail);
      return;
    case 'command':
      pump?.command(message.command);
      return;
    case 'stop':
      pump?.frames.stop();
      pump = null;
      return;
    case 'memory':
      post({
        type: 'memory',
        report: {
          tensors: (await hands?.made())?.tensorCount() ?? 0,
          mats: countMats(),
          wasmHeapBytes: openCvHeap((await loadWholeOpenCvInPage()).cv),
        },
      });
      return;
    default:
      message satisfies never;
  }
}

async function startWriting(message: Extract<ToAirWorker, { type: 'write' }>): Promise<AirPump> {
  const { tool, mirrored, colour, penMode } = message;
  const hand = tool === 'hand' && hands !== null ? (await hands.get()).tracker : null;
  hand?.reset();
  const { cv } = await loadWholeOpenCvInPage();
  const writer = createAirWriter({
    cv,
    mirrored,
    penMode,
    ...(colour === null ? {} : { colour }),
  });
  return new AirPump({ writer, hand, mirrored }, post, fail);
}
