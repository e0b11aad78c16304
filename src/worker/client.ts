import { asErrorCode, type ErrorReport, ReadingError, reportError } from '../reading/errors.ts';
import type { EngineChoice, PictureReading, TextbookPage } from '../reading/results.ts';
import { framesOf, type LiveSource } from './liveFrames.ts';
import { bitmapOfFile } from './pictureFile.ts';
import {
  type FromWorker,
  isFromWorker,
  type LiveView,
  type LoadingPart,
  type MemoryReport,
  type RequestKind,
  type Requests,
  type ToWorker,
} from './protocol.ts';

export type { LiveSource } from './liveFrames.ts';
export type { LineStatus, LiveHint, LiveLine, LiveView, LoadingPart } from './protocol.ts';

/** Where the reader stands: its parts are coming, it reads, or it cannot. */
export type ReaderState =
  | { readonly kind: 'loading'; readonly parts: readonly LoadingPart[] }
  | { readonly kind: 'ready'; readonly backend: string; readonly restarted: boolean }
  | { readonly kind: 'failed'; readonly error: ErrorReport };

/** A running live view. */
export interface LiveHandle {
  setEngine(engine: EngineChoice): void;
  /** No frames are taken until `resume`. */
  pause(): void;
  resume(): void;
  /** Forgets all lines; the next frame starts anew. */
  reset(): void;
  stop(): void;
}

export interface RequestOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (done: number, total: number) => void;
}

/** The page's side of the reader. All work happens in a worker that is started at once. */
export interface ReadingClient {
  readonly state: ReaderState;
  /** Calls `listener` at every change of `state`; gives the function that ends it. */
  onState(listener: (state: ReaderState) => void): () => void;
  /** Reads a moving picture until stopped; a second call ends the first. */
  startLive(
    source: LiveSource,
    options: { readonly engine: EngineChoice; readonly onError?: (error: ErrorReport) => void },
    onView: (view: LiveView) => void,
  ): LiveHandle;
  /** Reads every line of a picture file. @throws ReadingError */
  readPicture(
    file: Blob,
    options: RequestOptions & { readonly engine: EngineChoice },
  ): Promise<PictureReading>;
  /** Finds chapter and title of a page's photo. @throws ReadingError */
  readTextbookPage(file: Blob, options?: RequestOptions): Promise<TextbookPage>;
  memory(): Promise<MemoryReport>;
  dispose(): void;
}

interface Pending {
  readonly resolve: (output: Requests[RequestKind]['output']) => void;
  readonly reject: (error: ReadingError) => void;
  readonly onProgress: RequestOptions['onProgress'];
}

interface Live {
  engine: EngineChoice;
  paused: boolean;
  readonly source: LiveSource;
  readonly onView: (view: LiveView) => void;
  readonly onError: ((error: ErrorReport) => void) | undefined;
  frames: { hungry(): void; stop(): void } | null;
}

/** Longest side a picture is decoded to, px: enough for small writing on a whole page. */
const PICTURE_LONG_SIDE = 2600;
const TEXTBOOK_LONG_SIDE = 1800;
const STORAGE_PREFIX = 'handlens.reader.';

export interface ReadingClientOptions {
  /** tfjs backend to use instead of the measured one: `wasm`, `webgl` or `cpu`. */
  readonly backend?: string | null;
}

/** Starts the reader in its worker. */
export function createReadingClient(options: ReadingClientOptions = {}): ReadingClient {
  const listeners = new Set<(state: ReaderState) => void>();
  const pending = new Map<number, Pending>();
  let state: ReaderState = { kind: 'loading', parts: [] };
  let live: Live | null = null;
  let crashes = 0;
  let nextRequest = 1;
  let disposed = false;
  let worker = startWorker();

  function setState(next: ReaderState): void {
    state = next;
    for (const listener of listeners) listener(next);
  }

  function send(message: ToWorker, transfer: Transferable[] = []): void {
    worker.postMessage(message, transfer);
  }

  function startWorker(): Worker {
    const started = new Worker(new URL('./readingWorker.ts', import.meta.url), {
      type: 'module',
      name: 'handlens-reading',
    });
    started.onmessage = (event: MessageEvent<unknown>) => {
      if (started !== worker) return;
      if (isFromWorker(event.data)) receive(event.data);
      else crashed(new ReadingError('message-invalid'));
    };
    started.onmessageerror = () =>
      started === worker && crashed(new ReadingError('message-invalid'));
    started.onerror = (event) => {
      event.preventDefault();
      if (started === worker) {
        crashed(new ReadingError('worker-crashed', { detail: event.message || 'no details' }));
      }
    };
    const message: ToWorker = {
      type: 'start',
      assetBase: new URL('./', document.baseURI).href,
      threads: globalThis.crossOriginIsolated ? Math.min(4, navigator.hardwareConcurrency || 1) : 1,
      backend: options.backend ?? null,
      remembered: recall(),
    };
    started.postMessage(message);
    return started;
  }

  /** Everything under way fails now; the worker is started once more, the second time it stays off. */
  function crashed(error: ReadingError): void {
    worker.terminate();
    for (const waiting of pending.values()) waiting.reject(error);
    pending.clear();
    live?.frames?.stop();
    crashes += 1;
    if (crashes > 1) {
      const gone = reportError(new ReadingError('worker-gone', { cause: error }));
      live?.onError?.(gone);
      live = null;
      setState({ kind: 'failed', error: gone });
      return;
    }
    setState({ kind: 'loading', parts: [] });
    worker = startWorker();
    if (live) feed(live);
  }

  function receive(message: FromWorker): void {
    switch (message.type) {
      case 'loading':
        setState({ kind: 'loading', parts: message.parts });
        return;
      case 'ready':
        setState({ kind: 'ready', backend: message.backend, restarted: crashes > 0 });
        return;
      case 'failed':
        setState({ kind: 'failed', error: message.error });
        for (const waiting of pending.values()) waiting.reject(errorOf(message.error));
        pending.clear();
        return;
      case 'remember':
        remember(message.key, message.value);
        return;
      case 'live-view':
        live?.onView(message.view);
        return;
      case 'live-hungry':
        live?.frames?.hungry();
        return;
      case 'live-failed':
        live?.onError?.(message.error);
        return;
      case 'request-progress':
        pending.get(message.requestId)?.onProgress?.(message.done, message.total);
        return;
      case 'request-done':
        pending.get(message.requestId)?.resolve(message.output);
        pending.delete(message.requestId);
        return;
      case 'request-failed':
        pending.get(message.requestId)?.reject(errorOf(message.error));
        pending.delete(message.requestId);
        return;
      default:
        message satisfies never;
    }
  }

  function feed(running: Live): void {
    send({ type: 'live-start', engine: running.engine });
    if (running.paused) send({ type: 'live-pause' });
    running.frames = framesOf(running.source, {
      onStream: (frames) => send({ type: 'live-stream', frames }, [frames]),
      onFrame: (frame) => send({ type: 'live-frame', frame }, [frame]),
    });
  }

  function request<Kind extends RequestKind>(
    kind: Kind,
    input: Requests[Kind]['input'],
    { signal, onProgress }: RequestOptions,
    transfer: Transferable[],
  ): Promise<Requests[Kind]['output']> {
    if (state.kind === 'failed') return Promise.reject(errorOf(state.error));
    const requestId = nextRequest++;
    return new Promise((resolve, reject) => {
      const abort = (): void => {
        send({ type: 'cancel', requestId });
        pending.delete(requestId);
        reject(new ReadingError('cancelled'));
      };
      const settled = (): void => signal?.removeEventListener('abort', abort);
      signal?.addEventListener('abort', abort, { once: true });
      pending.set(requestId, {
        resolve: (output) => {
          settled();
          resolve(output as Requests[Kind]['output']);
        },
        reject: (error) => {
          settled();
          reject(error);
        },
        onProgress,
      });
      send({ type: 'request', requestId, kind, input } as ToWorker, transfer);
    });
  }

  return {
    get state() {
      return state;
    },
    onState(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    startLive(source, { engine, onError }, onView) {
      live?.frames?.stop();
      const mine: Live = { engine, paused: false, source, onView, onError, frames: null };
      live = mine;
      if (state.kind !== 'failed') feed(mine);
      const whileMine = (action: () => void) => () => {
        if (live === mine) action();
      };
      return {
        setEngine: (next) => {
          mine.engine = next;
          whileMine(() => send({ type: 'live-engine', engine: next }))();
        },
        pause: whileMine(() => {
          mine.paused = true;
          send({ type: 'live-pause' });
        }),
        resume: whileMine(() => {
          mine.paused = false;
          send({ type: 'live-resume' });
        }),
        reset: whileMine(() => send({ type: 'live-reset' })),
        stop: whileMine(() => {
          mine.frames?.stop();
          live = null;
          send({ type: 'live-stop' });
        }),
      };
    },
    async readPicture(file, { engine, ...rest }) {
      const image = await bitmapOfFile(file, PICTURE_LONG_SIDE, rest.signal);
      return request('picture', { image, engine }, rest, [image]);
    },
    async readTextbookPage(file, rest = {}) {
      const image = await bitmapOfFile(file, TEXTBOOK_LONG_SIDE, rest.signal);
      return request('textbook', { image }, rest, [image]);
    },
    memory: () => request('memory', {}, {}, []),
    dispose() {
      if (disposed) return;
      disposed = true;
      live?.frames?.stop();
      live = null;
      worker.terminate();
      for (const waiting of pending.values()) waiting.reject(new ReadingError('cancelled'));
      pending.clear();
      listeners.clear();
    },
  };
}

function errorOf(report: ErrorReport): ReadingError {
  const code = asErrorCode(report.code) ?? 'internal';
  return new ReadingError(code, { cause: report });
}

function recall(): Record<string, string> {
  const remembered: Record<string, string> = {};
  try {
    for (const key of Object.keys(localStorage)) {
      if (!key.startsWith(STORAGE_PREFIX)) continue;
      const value = localStorage.getItem(key);
      if (value !== null) remembered[key.slice(STORAGE_PREFIX.length)] = value;
    }
  } catch {
    // Storage may be forbidden; the choice is then measured anew at every start.
  }
  return remembered;
}

function remember(key: string, value: string): void {
  try {
    localStorage.setItem(STORAGE_PREFIX + key, value);
  } catch {
    // As above: nothing depends on it.
  }
}
