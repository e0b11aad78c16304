import { type ErrorReport, ReadingError, reportError } from '../../reading/errors.ts';
import {
  type AirCommand,
  type AirStart,
  type AirView,
  type FromAirWorker,
  isFromAirWorker,
  type ToAirWorker,
} from '../airProtocol.ts';
import type { LoadingPart, MemoryReport } from '../protocol.ts';
import { framesOf, type LiveSource } from './liveFrames.ts';

/** A camera that is written in front of. */
export interface AirHandle {
  command(command: AirCommand): void;
  stop(): void;
}

export interface AirListeners {
  readonly onView: (view: AirView) => void;
  readonly onError?: (error: ErrorReport) => void;
  /** The finder of hands is on its way. */
  readonly onLoading?: (part: LoadingPart) => void;
  /** The worker crashed and came back; ink that it held is gone with it. */
  readonly onRestart?: () => void;
}

interface Writing {
  readonly source: LiveSource;
  readonly start: AirStart;
  readonly listeners: AirListeners;
  frames: { hungry(): void; stop(): void } | null;
}

/** The page's side of the worker that follows a pen in the air; the worker starts when first needed. */
export class AirFeed {
  #worker: Worker | null = null;
  #writing: Writing | null = null;
  #crashes = 0;
  readonly #memory: {
    resolve(report: MemoryReport): void;
    reject(error: ReadingError): void;
  }[] = [];

  /** Follows a marker or hand until stopped; a second call ends the first. */
  start(source: LiveSource, start: AirStart, listeners: AirListeners): AirHandle {
    this.#writing?.frames?.stop();
    const mine: Writing = { source, start, listeners, frames: null };
    this.#writing = mine;
    this.#feed(mine);
    return {
      command: (command) => {
        if (this.#writing === mine) this.#send({ type: 'command', command });
      },
      stop: () => {
        if (this.#writing !== mine) return;
        mine.frames?.stop();
        this.#writing = null;
        this.#send({ type: 'stop' });
      },
    };
  }

  /** What lives in the worker's memory. */
  memory(): Promise<MemoryReport> {
    return new Promise((resolve, reject) => {
      this.#memory.push({ resolve, reject });
      this.#send({ type: 'memory' });
    });
  }

  dispose(): void {
    this.#writing?.frames?.stop();
    this.#writing = null;
    this.#worker?.terminate();
    this.#worker = null;
  }

  #send(message: ToAirWorker, transfer: Transferable[] = []): void {
    this.#worker ??= this.#startWorker();
    this.#worker.postMessage(message, transfer);
  }

  #feed(writing: Writing): void {
    this.#send({ type: 'write', ...writing.start });
    writing.frames = framesOf(writing.source, {
      onStream: (frames) => this.#send({ type: 'stream', frames }, [frames]),
      onFrame: (frame) => this.#send({ type: 'frame', frame }, [frame]),
    });
  }

  #startWorker(): Worker {
    const started = new Worker(new URL('../airWorker.ts', import.meta.url), {
      type: 'module',
      name: 'handlens-air',
    });
    started.onmessage = (event: MessageEvent<unknown>) => {
      if (started !== this.#worker) return;
      if (isFromAirWorker(event.data)) this.#receive(event.data);
      else this.#crashed(new ReadingError('message-invalid'));
    };
    started.onerror = (event) => {
      event.preventDefault();
      if (started !== this.#worker) return;
      this.#crashed(new ReadingError('worker-crashed', { detail: event.message || 'no details' }));
    };
    const message: ToAirWorker = {
      type: 'start',
      assetBase: new URL('./', document.baseURI).href,
      // The reader of lines works at the same time.
      threads: globalThis.crossOriginIsolated ? Math.min(2, navigator.hardwareConcurrency || 1) : 1,
    };
    started.postMessage(message);
    return started;
  }

  /** The worker is started once more; the second time it stays off until the next `start`. */
  #crashed(error: ReadingError): void {
    this.#worker?.terminate();
    this.#worker = null;
    for (const { reject } of this.#memory.splice(0)) reject(error);
    const writing = this.#writing;
    writing?.frames?.stop();
    this.#crashes += 1;
    if (this.#crashes > 1) {
      this.#writing = null;
      writing?.listeners.onError?.(reportError(new ReadingError('worker-gone', { cause: error })));
      return;
    }
    if (writing === null) return;
    writing.listeners.onRestart?.();
    this.#feed(writing);
  }

  #receive(message: FromAirWorker): void {
    switch (message.type) {
      case 'view':
        this.#writing?.listeners.onView(message.view);
        return;
      case 'hungry':
        this.#writing?.frames?.hungry();
        return;
      case 'loading':
        this.#writing?.listeners.onLoading?.(message.part);
        return;
      case 'failed':
        this.#writing?.listeners.onError?.(message.error);
        return;
      case 'memory':
        this.#memory.shift()?.resolve(message.report);
        return;
      default:
        message satisfies never;
    }
  }
}
