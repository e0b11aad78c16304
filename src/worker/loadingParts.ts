import type { ErrorReport } from '../reading/errors.ts';
import type { FromWorker, LoadingPart } from './protocol.ts';

/** Tells the page what is on its way: before the reader is ready, and again for parts fetched later. */
export class LoadingParts {
  readonly #parts = new Map<string, LoadingPart>();
  readonly #post: (message: FromWorker) => void;
  #backend: string | null = null;
  #failed = false;

  constructor(post: (message: FromWorker) => void) {
    this.#post = post;
  }

  progress(part: LoadingPart): void {
    this.#parts.set(part.name, part);
    this.#show();
  }

  /** The live view can start; what comes from here on is for other screens, or reads better still. */
  ready(backend: string): void {
    this.#backend = backend;
    if (!this.#failed) this.#post({ type: 'ready', backend });
  }

  /** The reader cannot start; parts that still come change nothing about that. */
  fail(error: ErrorReport): void {
    this.#failed = true;
    this.#post({ type: 'failed', error });
  }

  /** A request failed: a part that broke off is no longer on its way. */
  settle(): void {
    const broken = [...this.#parts.values()].filter(isComing);
    if (broken.length === 0) return;
    for (const { name } of broken) this.#parts.delete(name);
    this.#show();
  }

  #show(): void {
    if (this.#failed) return;
    const parts = [...this.#parts.values()];
    if (this.#backend === null || parts.some(isComing)) this.#post({ type: 'loading', parts });
    else this.#post({ type: 'ready', backend: this.#backend });
  }
}

function isComing({ loadedBytes, totalBytes }: LoadingPart): boolean {
  return loadedBytes < totalBytes;
}
