import { ReadingError, reportError } from '../reading/errors.ts';
import { flattenSheet } from '../reading/flatten/flattenSheet.ts';
import { sheetEdges } from '../reading/flatten/sheetEdges.ts';
import { countMats } from '../reading/lineImage/opencv.ts';
import { type BackendName, hasSimd } from '../reading/models/backend.ts';
import { createReader, type Reader } from '../reading/reader.ts';
import { CustomModel } from './customModel.ts';
import { FramePixels } from './framePixels.ts';
import { deliverFrames } from './framePump.ts';
import { httpModelFiles } from './httpModelFiles.ts';
import { LivePump } from './livePump.ts';
import { LoadingParts } from './loadingParts.ts';
import { loadOpenCvInPage, loadWholeOpenCvInPage, openCvHeap } from './openCvInPage.ts';
import {
  type FromWorker,
  isToWorker,
  type RequestKind,
  type Requests,
  type ToWorker,
} from './protocol.ts';
import { answerPing, type FromSupervised, isFatal } from './supervision.ts';
import { tesseractInPage } from './tesseractInPage.ts';
import { WASM_FILES } from './wasmFiles.ts';

const scope = self as unknown as DedicatedWorkerGlobalScope;
const post = (message: FromWorker | FromSupervised): void => scope.postMessage(message);

let reader: Promise<Reader> | null = null;
let pump: LivePump | null = null;
/** Live messages that came before the reader was ready wait for it, in order. */
let liveQueue: Promise<void> = Promise.resolve();
const cancels = new Map<number, AbortController>();
const pixels = new FramePixels();
const customModel = new CustomModel();
const loading = new LoadingParts(post);

scope.onmessage = (event: MessageEvent<unknown>) => {
  if (answerPing(event.data, post)) return;
  const message = event.data;
  if (!isToWorker(message)) {
    post({ type: 'failed', error: reportError(new ReadingError('message-invalid')) });
    return;
  }
  switch (message.type) {
    case 'start':
      start(message);
      return;
    case 'languages':
      // A reader that does not start has said so already.
      started().then(
        (ready) => {
          ready.setLanguages(message.languages);
          pump?.lookAgain();
        },
        () => {},
      );
      return;
    case 'request':
      void answer(message);
      return;
    case 'cancel':
      cancels.get(message.requestId)?.abort();
      return;
    default:
      liveQueue = liveQueue.then(() => live(message)).catch(liveFailed);
  }
};

function liveFailed(error: unknown): void {
  if (!endsWorker(error)) post({ type: 'live-failed', error: reportError(error) });
}

/** Says that this worker cannot be relied on any more, where the error leaves it so. */
function endsWorker(error: unknown): boolean {
  if (!isFatal(error)) return false;
  const crash = new ReadingError('worker-crashed', { cause: error });
  post({ type: 'broken', error: reportError(crash) });
  return true;
}

type StartMessage = Extract<ToWorker, { type: 'start' }>;
type LiveMessage = Extract<ToWorker, { type: `live-${string}` }>;
type RequestMessage = Extract<ToWorker, { type: 'request' }>;

function start({ assetBase, threads, backend, languages, remembered }: StartMessage): void {
  // What is waited for in any case is fetched while the detector comes: a slow line never lies idle.
  loadOpenCvInPage((part) => loading.progress(part)).catch(() => {
    // Whoever needs it asks again, and is told.
  });
  const store = new Map(Object.entries(remembered));
  const made = createReader({
    modelFiles: httpModelFiles(assetBase),
    loadOpenCv: loadOpenCvInPage,
    tesseract: tesseractInPage(assetBase),
    backend: {
      wasmPaths: WASM_FILES,
      threads,
      store: {
        get: (key) => store.get(key) ?? null,
        set: (key, value) => {
          store.set(key, value);
          post({ type: 'remember', key, value });
        },
      },
      ...(isBackendName(backend) ? { override: backend } : {}),
      onLost: () =>
        post({ type: 'broken', error: reportError(new ReadingError('worker-lost-graphics')) }),
    },
    onProgress: (part) => loading.progress(part),
    onMissing: (_, model) => {
      loading.settle();
      post({
        type: 'limited',
        by: model.startsWith('language-model') ? 'no-language' : 'no-helpers',
      });
    },
  });
  reader = made;
  made
    .then(async (ready) => {
      ready.setLanguages(languages);
      await ready.prepareLive();
      loading.ready(ready.backend.backend);
      loadWholeOpenCvInPage().catch(() => {
        // As above.
      });
      const { backend: chosen, tried } = ready.backend;
      if (tried.some(({ name, outcome }) => name === 'wasm' && outcome === 'failed')) {
        post({ type: 'limited', by: 'no-wasm' });
      } else if (chosen === 'wasm' && !(await hasSimd())) {
        post({ type: 'limited', by: 'no-simd' });
      }
    })
    .catch((error: unknown) => loading.fail(reportError(error)));
}

function isBackendName(name: string | null): name is BackendName {
  return name === 'wasm' || name === 'webgl' || name === 'cpu';
}

function started(): Promise<Reader> {
  return reader ?? Promise.reject(new ReadingError('message-invalid'));
}

async function live(message: LiveMessage): Promise<void> {
  switch (message.type) {
    case 'live-start':
      pump?.frames.stop();
      pump = new LivePump(await (await started()).startLive(message.engine), post, liveFailed);
      return;
    case 'live-frame':
      deliverFrames(pump?.frames, message.frame, liveFailed);
      return;
    case 'live-stream':
      deliverFrames(pump?.frames, message.frames, liveFailed);
      return;
    case 'live-engine':
      pump?.setEngine(message.engine);
      return;
    case 'live-pause':
      pump?.frames.pause();
      return;
    case 'live-resume':
      pump?.frames.resume();
      return;
    case 'live-reset':
      pump?.reset();
      return;
    case 'live-stop':
      pump?.frames.stop();
      pump = null;
      return;
    default:
      message satisfies never;
  }
}

async function answer(message: RequestMessage): Promise<void> {
  const { requestId } = message;
  const cancel = new AbortController();
  cancels.set(requestId, cancel);
  try {
    const output = await perform(message, cancel.signal);
    post({ type: 'request-done', requestId, output });
  } catch (error) {
    if (endsWorker(error)) return;
    loading.settle();
    post({ type: 'request-failed', requestId, error: reportError(error) });
  } finally {
    cancels.delete(requestId);
  }
}

async function perform(
  message: RequestMessage,
  signal: AbortSignal,
): Promise<Requests[RequestKind]['output']> {
  const ready = await started();
  switch (message.kind) {
    case 'picture':
      return ready.readPicture(pixels.take(message.input.image), {
        engine: message.input.engine,
        signal,
        onLines: (soFar) =>
          post({
            type: 'request-progress',
            requestId: message.requestId,
            done: soFar.lines.filter(({ reading }) => reading !== null).length,
            total: soFar.lines.length,
            soFar,
          }),
      });
    case 'line':
      return ready.readLine(pixels.take(message.input.image), message.input.engine);
    case 'textbook':
      await loadWholeOpenCvInPage();
      return ready.readTextbookPage(pixels.take(message.input.image), { signal });
    case 'ink':
      return ready.readInk(message.input.ink, {
        ...{ budget: message.input.budget, expects: message.input.expects },
        signal,
      });
    case 'language':
      return ready.guessLanguage(message.input.lines);
    case 'script':
      return ready.findScript(pixels.take(message.input.image));
    case 'sheet-edges':
      return sheetEdges((await loadWholeOpenCvInPage()).cv, pixels.take(message.input.image));
    case 'sheet-flatten': {
      const { image, quad } = message.input;
      return flattenSheet((await loadWholeOpenCvInPage()).cv, pixels.take(image), quad);
    }
    case 'form-learn': {
      const { image, fields } = message.input;
      await loadWholeOpenCvInPage();
      return ready.learnForm(pixels.take(image), fields);
    }
    case 'form-read': {
      const { image, form } = message.input;
      await loadWholeOpenCvInPage();
      return ready.readForm(pixels.take(image), form, { signal });
    }
    case 'custom-load':
      return customModel.load(message.input.files);
    case 'custom-drop':
      return customModel.drop();
    case 'custom-detect':
      return customModel.detect(pixels.take(message.input.image), message.input.live);
    case 'memory':
      return {
        tensors: ready.tensorCount(),
        mats: countMats(),
        wasmHeapBytes: openCvHeap((await loadOpenCvInPage()).cv),
      };
    default:
      return message satisfies never;
  }
}
