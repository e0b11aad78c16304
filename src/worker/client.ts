import { type ErrorReport, ReadingError, reportError } from '../reading/errors.ts';
import type { Form, FormField, FormRow } from '../reading/fields/form.ts';
import type { Quad } from '../reading/geometry.ts';
import { type RasterImage, READ_LONG_SIDE } from '../reading/image.ts';
import type { CustomModelFile } from '../reading/models/customModel.ts';
import type { Budget } from '../reading/recognizer/budget.ts';
import type { ExpectedText } from '../reading/recognizer/ctc/expectedText.ts';
import {
  DEFAULT_LANGUAGES,
  type Languages,
  type WrittenLanguage,
} from '../reading/recognizer/languages.ts';
import type {
  EngineChoice,
  LineReading,
  PictureReading,
  TextbookPage,
} from '../reading/results.ts';
import type { Script } from '../reading/script/scripts.ts';
import type { Ink } from '../reading/strokes/ink.ts';
import type { InkReading } from '../reading/strokes/inkReading.ts';
import type { AirStart } from './airProtocol.ts';
import { AirFeed, type AirHandle, type AirListeners } from './page/airFeed.ts';
import { LiveFeed, type LiveHandle, type LiveOptions } from './page/liveFeed.ts';
import type { LiveSource } from './page/liveFrames.ts';
import { bitmapOfFile } from './page/pagesOfFile.ts';
import { errorOf, PendingRequests, type RequestOptions } from './page/pendingRequests.ts';
import { recallChoices, rememberChoice } from './page/rememberedChoices.ts';
import { SupervisedWorker } from './page/supervisedWorker.ts';
import type { WorkerPlace } from './page/workerPlace.ts';
import { workerThreads } from './page/workerThreads.ts';
import {
  type CustomModelInfo,
  type Detections,
  type FromWorker,
  isFromWorker,
  type LiveView,
  type LoadingPart,
  type MemoryReport,
  type ReaderLimit,
  type RequestKind,
  type Requests,
  type ToWorker,
} from './protocol.ts';

export type { AirCommand, AirStart, AirTool, AirView } from './airProtocol.ts';
export type { AirHandle, AirListeners } from './page/airFeed.ts';
export type { LiveHandle } from './page/liveFeed.ts';
export type { LiveSource } from './page/liveFrames.ts';
export type { RequestOptions } from './page/pendingRequests.ts';
export type {
  CustomModelInfo,
  Detections,
  LineStatus,
  LiveHint,
  LiveLine,
  LiveSheet,
  LiveSheetLine,
  LiveView,
  LoadingPart,
  ReaderLimit,
} from './protocol.ts';

/** Where the reader stands: nobody needed it yet, its parts are coming, it reads, or it cannot. */
export type ReaderState =
  | { readonly kind: 'asleep' }
  | { readonly kind: 'loading'; readonly parts: readonly LoadingPart[] }
  | {
      readonly kind: 'ready';
      readonly backend: string;
      readonly restarted: boolean;
      readonly limits: readonly ReaderLimit[];
    }
  | { readonly kind: 'failed'; readonly error: ErrorReport };

/** The page's side of the reader. All work happens in a worker. */
export interface ReadingClient {
  readonly state: ReaderState;
  /** Calls `listener` at every change of `state`; gives the function that ends it. */
  onState(listener: (state: ReaderState) => void): () => void;
  /** Starts it, where nobody needed it before. */
  wake(): void;
  /** Reads a moving picture until stopped; a second call ends the first. */
  startLive(source: LiveSource, options: LiveOptions, onView: (view: LiveView) => void): LiveHandle;
  /** Follows a marker or a hand that writes in the air; a second call ends the first. */
  startAir(source: LiveSource, start: AirStart, listeners: AirListeners): AirHandle;
  /** Reads ink, wherever it was written. @throws ReadingError */
  readInk(
    ink: Ink,
    options: RequestOptions & { readonly budget: Budget; readonly expects: ExpectedText },
  ): Promise<InkReading>;
  /**
   * Reads every line of a picture: of a file, or of a page as `pagesOfFile` decodes it (a bitmap at
   * most `READ_LONG_SIDE` px long, which is taken and closed). @throws ReadingError
   */
  readPicture(
    picture: Blob | ImageBitmap,
    options: RequestOptions & { readonly engine: EngineChoice },
  ): Promise<PictureReading>;
  /** Reads a picture of one line or word; the bitmap is taken and closed. @throws ReadingError */
  readLine(
    image: ImageBitmap,
    options: RequestOptions & { readonly engine: EngineChoice },
  ): Promise<LineReading>;
  /** Finds chapter and title of a page's photo; a bitmap as above. @throws ReadingError */
  readTextbookPage(picture: Blob | ImageBitmap, options?: RequestOptions): Promise<TextbookPage>;
  /** The script of a printed page; null where there is too little print to tell. @throws ReadingError */
  findScript(picture: Blob, options?: RequestOptions): Promise<Script | null>;
  /**
   * The corners of the sheet of paper in a picture, px of it; null where none stands out. The bitmap
   * is taken and closed. @throws ReadingError
   */
  findSheet(image: ImageBitmap, options?: RequestOptions): Promise<Quad | null>;
  /** A sheet cut out by its corners, seen from straight above; as above. @throws ReadingError */
  flattenSheet(image: ImageBitmap, quad: Quad, options?: RequestOptions): Promise<RasterImage>;
  /** A form to be found in pictures, from a sample at `READ_LONG_SIDE` px. @throws ReadingError */
  learnForm(sample: Blob, fields: readonly FormField[], options?: RequestOptions): Promise<Form>;
  /** What stands in a form's fields. @throws ReadingError `form-other` where it shows another */
  readForm(picture: Blob, form: Form, options?: RequestOptions): Promise<FormRow>;
  /**
   * Takes a detector of somebody's own, from the files of its export, in the place of the one
   * before; a restarted worker gets it again. @throws ReadingError
   */
  loadCustomDetector(
    files: readonly CustomModelFile[],
    options?: RequestOptions,
  ): Promise<CustomModelInfo>;
  /** Frees it. */
  dropCustomDetector(): Promise<void>;
  /**
   * Finds things with it, in a file or in a frame (a bitmap, which is taken and closed).
   * @param options.live at the smaller, faster size of moving pictures
   * @throws ReadingError `custom-model-incomplete` where none is loaded
   */
  detectThings(
    image: Blob | ImageBitmap,
    options?: RequestOptions & { readonly live?: boolean },
  ): Promise<Detections>;
  /** The language that lines look like, if it is none that is read. @throws ReadingError */
  guessLanguage(
    lines: readonly string[],
    options?: RequestOptions,
  ): Promise<WrittenLanguage | null>;
  /** What is read from now on is in these languages; at first in English. */
  setLanguages(languages: Languages): void;
  memory(): Promise<MemoryReport>;
  /** As `memory`, of the worker that follows the pen. */
  airMemory(): Promise<MemoryReport>;
  /** Starts a reader that failed once more, with the live view that was running. */
  retry(): void;
  dispose(): void;
}

export interface ReadingClientOptions {
  /** tfjs backend to use instead of the measured one: `wasm`, `webgl` or `cpu`. */
  readonly backend?: string | null;
  /** Fetches and starts nothing before `wake`, or the first thing that is asked of it. Default false. */
  readonly asleep?: boolean;
}

/** The reader in its worker, started at once unless the options say otherwise. */
export function createReadingClient(
  place: WorkerPlace,
  options: ReadingClientOptions = {},
): ReadingClient {
  const listeners = new Set<(state: ReaderState) => void>();
  const requests = new PendingRequests({
    send,
    overdue: () => worker.fail(new ReadingError('worker-silent')),
  });
  const live = new LiveFeed(send);
  const air = new AirFeed(place);
  let state: ReaderState = { kind: 'asleep' };
  let customFiles: readonly CustomModelFile[] | null = null;
  let limits: readonly ReaderLimit[] = [];
  let chosen = DEFAULT_LANGUAGES;
  let backend = options.backend ?? null;
  let disposed = false;
  let starts = 0;
  const worker = new SupervisedWorker<ToWorker, FromWorker>({
    spawn: () => place.spawnReading(),
    hello: () => {
      starts += 1;
      limits = [];
      return greeting(place, backend, chosen);
    },
    isMessage: isFromWorker,
    receive,
    lost,
    restarted: () => live.feed(),
  });
  if (!options.asleep) wake();

  function wake(): void {
    if (disposed || state.kind !== 'asleep') return;
    setState({ kind: 'loading', parts: [] });
    worker.start();
  }

  function setState(next: ReaderState): void {
    state = next;
    for (const listener of listeners) listener(next);
  }

  function setReady({ backend }: { readonly backend: string }): void {
    setState({ kind: 'ready', backend, restarted: worker.crashes > 0, limits });
  }

  function send(message: ToWorker, transfer: Transferable[] = []): void {
    worker.send(message, transfer);
  }

  /** Everything under way fails now; a detector that was looking when it happened is given up. */
  function lost(error: ReadingError, again: boolean): void {
    if (requests.isAsking('custom-detect')) customFiles = null;
    // It is not trusted once more before the next visit.
    if (error.code === 'worker-lost-graphics') backend = 'wasm';
    requests.rejectAll(error);
    const report = reportError(error);
    live.detach(again ? undefined : report);
    setState(again ? { kind: 'loading', parts: [] } : { kind: 'failed', error: report });
  }

  function receive(message: FromWorker): void {
    switch (message.type) {
      case 'loading':
        // A request may wait for what is on its way.
        requests.refreshAll();
        setState({ kind: 'loading', parts: message.parts });
        return;
      case 'ready':
        // Calculating without WebAssembly is silent for several times as long.
        worker.setPatience(message.backend === 'cpu' ? 6 : 1);
        requests.refreshAll();
        restoreCustomDetector();
        setReady({ backend: message.backend });
        return;
      case 'limited':
        if (!limits.includes(message.by)) limits = [...limits, message.by];
        if (state.kind === 'ready') setReady(state);
        return;
      case 'failed':
        worker.dispose();
        live.detach();
        setState({ kind: 'failed', error: message.error });
        requests.rejectAll(errorOf(message.error));
        return;
      case 'remember':
        rememberChoice(message.key, message.value);
        return;
      case 'live-view':
      case 'live-wants-frame':
      case 'live-failed':
        live.receive(message);
        return;
      case 'request-progress':
      case 'request-done':
      case 'request-failed':
        requests.receive(message);
        return;
      default:
        message satisfies never;
    }
  }

  /** A worker that was started anew knows nothing of the detector that the one before had. */
  function restoreCustomDetector(): void {
    if (customFiles === null || starts < 2) return;
    requests.ask('custom-load', { files: customFiles }).catch(() => {
      customFiles = null;
    });
  }

  function request<Kind extends RequestKind>(
    kind: Kind,
    input: Requests[Kind]['input'],
    options: RequestOptions,
    transfer: Transferable[],
  ): Promise<Requests[Kind]['output']> {
    wake();
    if (state.kind === 'failed') return Promise.reject(errorOf(state.error));
    return requests.ask(kind, input, options, transfer);
  }

  return {
    get state() {
      return state;
    },
    onState(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    wake,
    startLive(source, liveOptions, onView) {
      wake();
      const handle = live.start(source, liveOptions, onView);
      if (state.kind !== 'failed') live.feed();
      return handle;
    },
    startAir: (source, start, listeners) => air.start(source, start, listeners),
    readInk: (ink, { budget, expects, ...rest }) =>
      request('ink', { ink, budget, expects }, rest, []),
    async readPicture(picture, { engine, ...rest }) {
      const image = await bitmapOf(picture, rest.signal);
      return request('picture', { image, engine }, rest, [image]);
    },
    readLine: (image, { engine, ...rest }) => request('line', { image, engine }, rest, [image]),
    async readTextbookPage(picture, rest = {}) {
      const image = await bitmapOf(picture, rest.signal);
      return request('textbook', { image }, rest, [image]);
    },
    guessLanguage: (lines, rest = {}) => request('language', { lines }, rest, []),
    async findScript(picture, rest = {}) {
      const image = await bitmapOf(picture, rest.signal);
      return request('script', { image }, rest, [image]);
    },
    findSheet: (image, rest = {}) => request('sheet-edges', { image }, rest, [image]),
    flattenSheet: (image, quad, rest = {}) =>
      request('sheet-flatten', { image, quad }, rest, [image]),
    async learnForm(sample, fields, rest = {}) {
      const image = await bitmapOf(sample, rest.signal);
      return request('form-learn', { image, fields }, rest, [image]);
    },
    async readForm(picture, form, rest = {}) {
      const image = await bitmapOf(picture, rest.signal);
      return request('form-read', { image, form }, rest, [image]);
    },
    async loadCustomDetector(files, rest = {}) {
      const info = await request('custom-load', { files }, rest, []);
      customFiles = files;
      return info;
    },
    async dropCustomDetector() {
      customFiles = null;
      if (state.kind === 'asleep') return;
      await request('custom-drop', {}, {}, []);
    },
    async detectThings(image, { live: moving = false, ...rest } = {}) {
      const bitmap = await bitmapOf(image, rest.signal);
      return request('custom-detect', { image: bitmap, live: moving }, rest, [bitmap]);
    },
    setLanguages(languages) {
      if (languages.join() === chosen.join()) return;
      chosen = languages;
      send({ type: 'languages', languages });
    },
    memory: () => request('memory', {}, {}, []),
    airMemory: () => air.memory(),
    retry() {
      if (disposed || state.kind !== 'failed') return;
      setState({ kind: 'loading', parts: [] });
      worker.revive();
      live.feed();
    },
    dispose() {
      if (disposed) return;
      disposed = true;
      live.end();
      air.dispose();
      worker.dispose();
      requests.rejectAll(new ReadingError('cancelled'));
      listeners.clear();
    },
  };
}

/** The pixels of a picture file as they are read everywhere; a bitmap is given as it is. */
async function bitmapOf(
  picture: Blob | ImageBitmap,
  signal: AbortSignal | undefined,
): Promise<ImageBitmap> {
  return 'close' in picture ? picture : bitmapOfFile(picture, READ_LONG_SIDE, signal);
}

function greeting(
  { assetBase }: WorkerPlace,
  backend: string | null,
  languages: Languages,
): ToWorker {
  return {
    type: 'start',
    assetBase,
    threads: workerThreads(4),
    backend,
    languages,
    remembered: recallChoices(),
  };
}
