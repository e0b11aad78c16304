import { ReadingError } from '../../reading/errors.ts';
import type { FromSupervised, ToSupervised } from '../supervision.ts';
import { errorOf } from './pendingRequests.ts';

export interface Supervision<To, From> {
  spawn(): Worker;
  /** What a fresh worker is told first. */
  readonly hello: () => To;
  readonly isMessage: (data: unknown) => data is From | FromSupervised;
  readonly receive: (message: From) => void;
  /** The worker is gone with everything that it held; `again` where another one is started. */
  readonly lost: (error: ReadingError, again: boolean) => void;
  /** Another worker stands in its place. */
  readonly restarted?: () => void;
  /** How often it is started again by itself; default once. */
  readonly restarts?: 0 | 1;
}

/** How often the worker is asked whether it is there, ms. */
const BEAT_MS = 1000;
/** Beats without an answer after which a worker hangs. Calculating keeps it silent for seconds. */
const SILENT_BEATS = 20;
/** The same before its first answer: its script may still be on its way. */
const STARTING_BEATS = 90;
/** Beats after which a crash is forgiven: the next one may start the worker once more. */
const STEADY_BEATS = 120;

/**
 * Keeps a worker alive: one that throws, hangs, closes itself, or says what nobody understands is
 * ended and, unless it should not be, started again, once; after the second time it stays off until
 * `start` is called.
 *
 * Time is counted in beats that happened, and not by the clock: a tab that slept knows of none.
 */
export class SupervisedWorker<To, From extends { readonly type: string }> {
  readonly #supervision: Supervision<To, From>;
  #worker: Worker | null = null;
  #beats: ReturnType<typeof setInterval> | null = null;
  #answered = false;
  #silent = 0;
  #steady = 0;
  #patience = 1;
  #crashes = 0;

  constructor(supervision: Supervision<To, From>) {
    this.#supervision = supervision;
  }

  /** Crashes that are not forgiven yet. */
  get crashes(): number {
    return this.#crashes;
  }

  get isRunning(): boolean {
    return this.#worker !== null;
  }

  /** Starts the worker, where there is none. */
  start(): void {
    if (this.#worker !== null) return;
    const worker = this.#supervision.spawn();
    this.#worker = worker;
    this.#answered = false;
    this.#silent = 0;
    this.#steady = 0;
    const whileMine = (action: () => void): void => {
      if (worker === this.#worker) action();
    };
    worker.onmessage = (event: MessageEvent<unknown>) => whileMine(() => this.#hear(event.data));
    worker.onmessageerror = () => whileMine(() => this.fail(new ReadingError('message-invalid')));
    worker.onerror = (event) => {
      event.preventDefault();
      const detail = event.message || 'no details';
      whileMine(() => this.fail(new ReadingError('worker-crashed', { detail })));
    };
    worker.postMessage(this.#supervision.hello());
    this.#beats ??= setInterval(() => this.#beat(), BEAT_MS);
  }

  /** Forgets earlier crashes and starts the worker again: for a person's *Try again*. */
  revive(): void {
    this.#crashes = 0;
    this.start();
  }

  /** Sends; a message to a worker that is off goes nowhere. */
  send(message: To, transfer: Transferable[] = []): void {
    this.#worker?.postMessage(message, transfer);
  }

  /** Multiplies how long silence is borne with: a slow way of calculating is silent for longer. */
  setPatience(factor: number): void {
    this.#patience = factor;
  }

  /** Ends the worker, and starts another one if this is the first time. */
  fail(error: ReadingError): void {
    if (this.#worker === null) return;
    this.dispose();
    this.#crashes += 1;
    const { restarts = 1, lost, restarted } = this.#supervision;
    const again = this.#crashes <= restarts;
    const isFirst = this.#crashes < 2;
    lost(isFirst ? error : new ReadingError('worker-gone', { cause: error }), again);
    if (!again) return;
    this.start();
    restarted?.();
  }

  /** Ends the worker for good. */
  dispose(): void {
    if (this.#beats !== null) clearInterval(this.#beats);
    this.#beats = null;
    this.#worker?.terminate();
    this.#worker = null;
  }

  #hear(data: unknown): void {
    if (!this.#supervision.isMessage(data)) {
      this.fail(new ReadingError('message-invalid'));
      return;
    }
    this.#answered = true;
    this.#silent = 0;
    if (isSupervised(data)) {
      if (data.type === 'broken') this.fail(errorOf(data.error));
      return;
    }
    this.#supervision.receive(data);
  }

  #beat(): void {
    const limit = this.#answered ? SILENT_BEATS * this.#patience : STARTING_BEATS;
    if (this.#silent >= limit) {
      this.fail(new ReadingError('worker-silent'));
      return;
    }
    this.#silent += 1;
    this.#steady += 1;
    if (this.#steady >= STEADY_BEATS) this.#crashes = 0;
    const ping: ToSupervised = { type: 'ping' };
    this.#worker?.postMessage(ping);
  }
}

function isSupervised(
  message: { readonly type: string } | FromSupervised,
): message is FromSupervised {
  return message.type === 'pong' || message.type === 'broken';
}
