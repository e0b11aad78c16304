import { asErrorCode, type ErrorReport, ReadingError } from '../../reading/errors.ts';
import type { FromWorker, RequestKind, Requests, ToWorker } from '../protocol.ts';

export interface RequestOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (done: number, total: number) => void;
}

interface Pending {
  readonly resolve: (output: Requests[RequestKind]['output']) => void;
  readonly reject: (error: ReadingError) => void;
  readonly onProgress: RequestOptions['onProgress'];
}

type RequestAnswer = Extract<FromWorker, { type: `request-${string}` }>;

/** What was asked of the worker and is not answered yet. */
export class PendingRequests {
  readonly #pending = new Map<number, Pending>();
  readonly #send: (message: ToWorker, transfer: Transferable[]) => void;
  #next = 1;

  constructor(send: (message: ToWorker, transfer: Transferable[]) => void) {
    this.#send = send;
  }

  /** Asks; the promise is settled by `receive`, `rejectAll` or the signal. */
  ask<Kind extends RequestKind>(
    kind: Kind,
    input: Requests[Kind]['input'],
    { signal, onProgress }: RequestOptions = {},
    transfer: Transferable[] = [],
  ): Promise<Requests[Kind]['output']> {
    const requestId = this.#next++;
    return new Promise((resolve, reject) => {
      const abort = (): void => {
        this.#send({ type: 'cancel', requestId }, []);
        this.#pending.delete(requestId);
        reject(new ReadingError('cancelled'));
      };
      const settled = (): void => signal?.removeEventListener('abort', abort);
      signal?.addEventListener('abort', abort, { once: true });
      this.#pending.set(requestId, {
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
      this.#send({ type: 'request', requestId, kind, input } as ToWorker, transfer);
    });
  }

  receive(message: RequestAnswer): void {
    const waiting = this.#pending.get(message.requestId);
    switch (message.type) {
      case 'request-progress':
        waiting?.onProgress?.(message.done, message.total);
        return;
      case 'request-done':
        waiting?.resolve(message.output);
        break;
      case 'request-failed':
        waiting?.reject(errorOf(message.error));
        break;
      default:
        message satisfies never;
    }
    this.#pending.delete(message.requestId);
  }

  rejectAll(error: ReadingError): void {
    for (const waiting of this.#pending.values()) waiting.reject(error);
    this.#pending.clear();
  }
}

/** The error of a report that came from the worker. */
export function errorOf(report: ErrorReport): ReadingError {
  return new ReadingError(asErrorCode(report.code) ?? 'internal', { cause: report });
}
