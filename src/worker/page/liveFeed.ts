import type { ErrorReport } from '../../reading/errors.ts';
import type { EngineChoice } from '../../reading/results.ts';
import type { FromWorker, LiveView, ToWorker } from '../protocol.ts';
import { framesOf, type LiveSource } from './liveFrames.ts';

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

export interface LiveOptions {
  readonly engine: EngineChoice;
  readonly onError?: (error: ErrorReport) => void;
}

interface Live {
  engine: EngineChoice;
  paused: boolean;
  readonly source: LiveSource;
  readonly onView: (view: LiveView) => void;
  readonly onError: ((error: ErrorReport) => void) | undefined;
  frames: { wantsFrame(): void; stop(): void } | null;
}

type LiveAnswer = Extract<FromWorker, { type: `live-${string}` }>;

/** The moving picture that the worker reads lines in; there is one at a time. */
export class LiveFeed {
  readonly #send: (message: ToWorker, transfer?: Transferable[]) => void;
  #live: Live | null = null;

  constructor(send: (message: ToWorker, transfer?: Transferable[]) => void) {
    this.#send = send;
  }

  /** Begins a live view; one that ran before ends. Its frames start with `feed`. */
  start(
    source: LiveSource,
    { engine, onError }: LiveOptions,
    onView: (view: LiveView) => void,
  ): LiveHandle {
    this.#live?.frames?.stop();
    const mine: Live = { engine, paused: false, source, onView, onError, frames: null };
    this.#live = mine;
    const whileMine = (action: () => void) => () => {
      if (this.#live === mine) action();
    };
    return {
      setEngine: (next) => {
        mine.engine = next;
        whileMine(() => this.#send({ type: 'live-engine', engine: next }))();
      },
      pause: whileMine(() => {
        mine.paused = true;
        this.#send({ type: 'live-pause' });
      }),
      resume: whileMine(() => {
        mine.paused = false;
        this.#send({ type: 'live-resume' });
      }),
      reset: whileMine(() => this.#send({ type: 'live-reset' })),
      stop: whileMine(() => {
        mine.frames?.stop();
        this.#live = null;
        this.#send({ type: 'live-stop' });
      }),
    };
  }

  /** Sends the view's frames to the worker: at its start, and again to a worker that came back. */
  feed(): void {
    const running = this.#live;
    if (running === null) return;
    this.#send({ type: 'live-start', engine: running.engine });
    if (running.paused) this.#send({ type: 'live-pause' });
    running.frames = framesOf(running.source, {
      onStream: (frames) => this.#send({ type: 'live-stream', frames }, [frames]),
      onFrame: (frame) => this.#send({ type: 'live-frame', frame }, [frame]),
    });
  }

  /** The worker is gone: no frames until the next `feed`; an error is told where it stays off. */
  detach(error?: ErrorReport | undefined): void {
    this.#live?.frames?.stop();
    if (error !== undefined) this.#live?.onError?.(error);
  }

  receive(message: LiveAnswer): void {
    switch (message.type) {
      case 'live-view':
        this.#live?.onView(message.view);
        return;
      case 'live-wants-frame':
        this.#live?.frames?.wantsFrame();
        return;
      case 'live-failed':
        this.#live?.onError?.(message.error);
        return;
      default:
        message satisfies never;
    }
  }

  /** Ends the view for good. */
  end(): void {
    this.#live?.frames?.stop();
    this.#live = null;
  }
}
