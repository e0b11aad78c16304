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
import { SupervisedWorker } from './supervisedWorker.ts';
import type { WorkerPlace } from './workerPlace.ts';
import { workerThreads } from './workerThreads.ts';

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
  frames: { wantsFrame(): void; stop(): void } | null;
}

/** The page's side of the worker that follows a pen in the air; the worker starts when first needed. */
export class AirFeed {
  readonly #worker: SupervisedWorker<ToAirWorker, FromAirWorker>;
  #writing: Writing | null = null;
  readonly #memory: {
    resolve(report: MemoryReport): void;
    reject(error: ReadingError): void;
  }[] = [];

  constructor(place: WorkerPlace) {
    this.#worker = new SupervisedWorker({
      spawn: () => place.spawnAir(),
      hello: () => ({
        type: 'start',
        assetBase: place.assetBase,
        // The reader of lines works at the same time.
        threads: workerThreads(2),
      }),
      isMessage: isFromAirWorker,
      receive: (message) => this.#receive(message),
      lost: (error, again) => this.#lost(error, again),
      restarted: () => this.#restarted(),
    });
  }

  /** Follows a marker or hand until stopped; a second call ends the first. */
  start(source: LiveSource, start: AirStart, listeners: AirListeners): AirHandle {
    this.#writing?.frames?.stop();
    const mine: Writing = { source, start, listeners, frames: null };
    this.#writing = mine;
    // Whoever starts anew wants to try again, also after two crashes.
    if (!this.#worker.isRunning) this.#worker.revive();
    this.#feed(mine);
    return {
      command: (command) => {
        if (this.#writing === mine) this.#worker.send({ type: 'command', command });
      },
      stop: () => {
        if (this.#writing !== mine) return;
        mine.frames?.stop();
        this.#writing = null;
        this.#worker.send({ type: 'stop' });
      },
    };
  }

  /** What lives in the worker's memory. */
  memory(): Promise<MemoryReport> {
    return new Promise((resolve, reject) => {
      this.#memory.push({ resolve, reject });
      this.#worker.start();
      this.#worker.send({ type: 'memory' });
    });
  }

  dispose(): void {
    this.#writing?.frames?.stop();
    this.#writing = null;
    this.#worker.dispose();
    this.#rejectMemory(new ReadingError('cancelled'));
  }

  #feed(writing: Writing): void {
    this.#worker.send({ type: 'write', ...writing.start });
    writing.frames = framesOf(writing.source, {
      onStream: (frames) => this.#worker.send({ type: 'stream', frames }, [frames]),
      onFrame: (frame) => this.#worker.send({ type: 'frame', frame }, [frame]),
    });
  }

  #lost(error: ReadingError, again: boolean): void {
    this.#rejectMemory(error);
    const writing = this.#writing;
    writing?.frames?.stop();
    if (again) return;
    this.#writing = null;
    writing?.listeners.onError?.(reportError(error));
  }

  #restarted(): void {
    const writing = this.#writing;
    if (writing === null) return;
    writing.listeners.onRestart?.();
    this.#feed(writing);
  }

  #rejectMemory(error: ReadingError): void {
    for (const { reject } of this.#memory.splice(0)) reject(error);
  }

  #receive(message: FromAirWorker): void {
    switch (message.type) {
      case 'view':
        this.#writing?.listeners.onView(message.view);
        return;
      case 'wants-frame':
        this.#writing?.frames?.wantsFrame();
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
