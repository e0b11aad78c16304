import { type ErrorReport, ReadingError } from '../reading/errors.ts';

/** What every worker hears beside its own protocol. */
export type ToSupervised = { readonly type: 'ping' };

/** What every worker says beside its own protocol. */
export type FromSupervised =
  | { readonly type: 'pong' }
  /** The worker cannot be relied on any more: it wants to be ended and started anew. */
  | { readonly type: 'broken'; readonly error: ErrorReport };

/** Answers `ping`; true where the message was one. */
export function answerPing(data: unknown, post: (message: FromSupervised) => void): boolean {
  const isPing =
    typeof data === 'object' && data !== null && 'type' in data && data.type === 'ping';
  if (isPing) post({ type: 'pong' });
  return isPing;
}

const EXHAUSTED =
  /out of memory|allocation failed|invalid (typed )?array(buffer)? length|Aborted\(/i;

/**
 * Whether an error leaves its worker in a state that cannot be relied on: memory ran out, or
 * WebAssembly trapped in the middle of something.
 */
export function isFatal(error: unknown): boolean {
  for (let cause = error, depth = 0; cause instanceof Error && depth < 8; depth++) {
    if (cause instanceof WebAssembly.RuntimeError) return true;
    // A `ReadingError` has its cause's words only as a detail: they are looked at in the cause itself.
    if (!(cause instanceof ReadingError) && EXHAUSTED.test(cause.message)) return true;
    cause = cause.cause;
  }
  return false;
}
