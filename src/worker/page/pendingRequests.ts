import { asErrorCode, type ErrorReport, ReadingError } from '../../reading/errors.ts';
import type { LinesSoFar } from '../../reading/results.ts';
import type { FromWorker, RequestKind, Requests, ToWorker } from '../protocol.ts';

export interface RequestOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (done: number, total: number) => void;
  readonly onLines?: (soFar: LinesSoFar) => void;
}

interface Pending {
  readonly kind: RequestKind;
  readonly resolve: (output: Requests[RequestKind]['output']) => void;
  readonly reject: (error: ReadingError) => void;
  readonly onProgress: RequestOptions['onProgress'];
  readonly onLines: RequestOptions['onLines'];
  /** Starts its time anew. */
  readonly refresh: () => void;
}

type RequestAnswer = Extract<FromWorker, { type: `request-${string}` }>;

export interface RequestChannel {
  readonly send: (message: ToWorker, transfer: Transferable[]) => void;
  /** A request made no progress for longer than its kind may: its worker does nothing useful. */
  readonly overdue: (kind: RequestKind) => void;
}

/** How long each kind may go without progress or a part that arrives, ms. */
const BUDGET_MS: Readonly<Record<RequestKind, number>> = {
  picture: 180_000,
  line: 60_000,
  textbook: 180_000,
  ink: 60_000,
  language: 60_000,
  script: 60_000,
  'sheet-edges': 60_000,
  'sheet-flatten': 60_000,
  'form-learn': 60_000,
  'form-read': 180_000,
  'custom-load': 20_000,
  'custom-drop': 60_000,
  'custom-detect': 60_000,
  memory: 60_000,
};

/** What was asked of the worker and is not answered yet. */
export class PendingRequests {
  readonly #pending = new Map<number, Pending>();
  readonly #channel: RequestChannel;
  #next = 1;

  constructor(channel: RequestChannel) {
    this.#channel = channel;
  }

  /** Asks; the promise is settled by `receive`, `rejectAll` or the signal. */
  ask<Kind extends RequestKind>(
    kind: Kind,
    input: Requests[Kind]['input'],
    { signal, onProgress, onLines }: RequestOptions = {},
    transfer: Transferable[] = [],
  ): Promise<Requests[Kind]['output']> {
    if (signal?.aborted) {
      // What would have been handed over stays ours to close.
      for (const given of transfer) if ('close' in given) given.close();
      return Promise.reject(new ReadingError('cancelled'));
    }
    const requestId = this.#next++;
    return new Promise((resolve, reject) => {
      let timer: ReturnType<typeof setTimeout> | undefined;
      const abort = (): void => {
        this.#channel.send({ type: 'cancel', requestId }, []);
        this.#take(requestId)?.reject(new ReadingError('cancelled'));
      };
      const settled = (): void => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', abort);
      };
      const refresh = (): void => {
        clearTimeout(timer);
        timer = setTimeout(() => this.#channel.overdue(kind), BUDGET_MS[kind]);
      };
      signal?.addEventListener('abort', abort, { once: true });
      this.#pending.set(requestId, {
        kind,
        resolve: (output) => {
          settled();
          resolve(output as Requests[Kind]['output']);
        },
        reject: (error) => {
          settled();
          reject(error);
        },
        onProgress,
        onLines,
        refresh,
      });
      refresh();
      this.#channel.send({ type: 'request', requestId, kind, input } as ToWorker, transfer);
    });
  }

  receive(message: RequestAnswer): void {
    switch (message.type) {
      case 'request-progress': {
        const waiting = this.#pending.get(message.requestId);
        waiting?.refresh();
        waiting?.onProgress?.(message.done, message.total);
        if (message.soFar) waiting?.onLines?.(message.soFar);
        return;
      }
      case 'request-done':
        this.#take(message.requestId)?.resolve(message.output);
        return;
      case 'request-failed':
        this.#take(message.requestId)?.reject(errorOf(message.error));
        return;
      default:
        message satisfies never;
    }
  }

  /** Whether something of that kind is not answered yet. */
  isAsking(kind: RequestKind): boolean {
    return [...this.#pending.values()].some((waiting) => waiting.kind === kind);
  }

  /** Something that requests may wait for goes on: their time starts anew. */
  refreshAll(): void {
    for (const waiting of this.#pending.values()) waiting.refresh();
  }

  rejectAll(error: ReadingError): void {
    const all = [...this.#pending.values()];
    this.#pending.clear();
    for (const waiting of all) waiting.reject(error);
  }

  #take(requestId: number): Pending | undefined {
    const waiting = this.#pending.get(requestId);
    this.#pending.delete(requestId);
    return waiting;
  }
}

/** The error of a report that came from the worker. */
export function errorOf(report: ErrorReport): ReadingError {
  return new ReadingError(asErrorCode(report.code) ?? 'internal', { cause: report });
}
