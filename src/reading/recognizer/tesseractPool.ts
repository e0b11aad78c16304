import type Tesseract from 'tesseract.js';
import { ReadingError } from '../errors.ts';
import type { GrayImage } from '../image.ts';
import { DEFAULT_LANGUAGES, type Languages } from './languages.ts';
import { encodePortableGraymap } from './portableGraymap.ts';
import type { TesseractRuntime, TesseractVariables, TesseractWorker } from './tesseractRuntime.ts';

/** Tesseract workers that share one queue. */
export interface TesseractPool {
  /**
   * The blocks of text in a picture.
   * @throws ReadingError `tesseract-failed` when a job failed on two workers, `cancelled`
   */
  recognize(
    image: GrayImage,
    variables: TesseractVariables,
    options?: JobOptions,
  ): Promise<readonly Tesseract.Block[]>;
  /** What is begun from now on is read in these languages. */
  setLanguages(languages: Languages): void;
  dispose(): Promise<void>;
}

export interface JobOptions {
  /** In place of those that were set. */
  readonly languages?: Languages | undefined;
  readonly signal?: AbortSignal | undefined;
}

interface Job {
  readonly image: GrayImage;
  readonly variables: TesseractVariables;
  /** Null for those that are set when it begins. */
  readonly languages: Languages | null;
  attempts: number;
  /** Given up by its caller. */
  abandoned: boolean;
  readonly resolve: (blocks: readonly Tesseract.Block[]) => void;
  readonly reject: (error: ReadingError) => void;
}

interface Slot {
  worker: Promise<TesseractWorker> | null;
  /** Of its worker. */
  languages: Languages;
  busy: boolean;
  /** Rejects the job under way. */
  fail: (cause: unknown) => void;
}

const MAX_ATTEMPTS = 2;

/**
 * Starts workers when the first jobs come, the second one only when both have something to do.
 * A worker that fails a job, dies or is silent for `jobTimeoutMs` is replaced and the job tried
 * once more.
 */
export function createTesseractPool(
  runtime: TesseractRuntime,
  { workers, jobTimeoutMs }: { readonly workers: number; readonly jobTimeoutMs: number },
): TesseractPool {
  const slots: Slot[] = Array.from({ length: workers }, () => ({
    worker: null,
    languages: DEFAULT_LANGUAGES,
    busy: false,
    fail: () => {},
  }));
  const queue: Job[] = [];
  let languages = DEFAULT_LANGUAGES;
  let disposed = false;

  function idleSlot(): Slot | undefined {
    const idle = slots.filter((slot) => !slot.busy);
    return idle.find((slot) => slot.worker !== null) ?? idle[0];
  }

  function pump(): void {
    for (let slot = idleSlot(); slot !== undefined; slot = idleSlot()) {
      const job = queue.shift();
      if (job === undefined) return;
      if (!job.abandoned) void run(slot, job);
    }
  }

  function discard(slot: Slot): void {
    const worker = slot.worker;
    slot.worker = null;
    worker?.then((started) => started.terminate()).catch(() => {});
  }

  function start(slot: Slot, wanted: Languages): Promise<TesseractWorker> {
    slot.languages = wanted;
    const worker = runtime.start(wanted, (cause) => {
      if (slot.worker !== worker) return;
      discard(slot);
      slot.fail(cause);
    });
    return worker;
  }

  async function run(slot: Slot, job: Job): Promise<void> {
    slot.busy = true;
    job.attempts++;
    const broken = new Promise<never>((_, reject) => {
      slot.fail = reject;
    });
    broken.catch(() => {});
    const timer = setTimeout(() => slot.fail(new Error('timed out')), jobTimeoutMs);
    try {
      const wanted = job.languages ?? languages;
      if (slot.languages.join() !== wanted.join()) discard(slot);
      slot.worker ??= start(slot, wanted);
      const worker = await Promise.race([slot.worker, broken]);
      const reading = worker.recognize(encodePortableGraymap(job.image), job.variables);
      job.resolve(await Promise.race([reading, broken]));
    } catch (cause) {
      discard(slot);
      if (job.attempts < MAX_ATTEMPTS && !disposed) queue.unshift(job);
      else job.reject(new ReadingError('tesseract-failed', { cause }));
    } finally {
      clearTimeout(timer);
      slot.busy = false;
      pump();
    }
  }

  return {
    recognize(image, variables, { languages: wanted = null, signal } = {}) {
      return new Promise((resolve, reject) => {
        if (disposed) return reject(new ReadingError('tesseract-failed', { detail: 'closed' }));
        if (signal?.aborted) return reject(new ReadingError('cancelled'));
        const onAbort = () => {
          // A line is read in milliseconds: the worker is left to finish, its answer is dropped.
          job.abandoned = true;
          reject(new ReadingError('cancelled'));
        };
        const job: Job = {
          image,
          variables,
          languages: wanted,
          attempts: 0,
          abandoned: false,
          resolve(blocks) {
            signal?.removeEventListener('abort', onAbort);
            resolve(blocks);
          },
          reject(error) {
            signal?.removeEventListener('abort', onAbort);
            reject(error);
          },
        };
        signal?.addEventListener('abort', onAbort);
        queue.push(job);
        pump();
      });
    },
    setLanguages(next) {
      languages = next;
    },
    async dispose() {
      disposed = true;
      for (const job of queue.splice(0)) {
        job.reject(new ReadingError('tesseract-failed', { detail: 'closed' }));
      }
      const running = slots.map((slot) => slot.worker);
      for (const slot of slots) {
        slot.worker = null;
        slot.fail(new Error('closed'));
      }
      await Promise.allSettled(running.map(async (worker) => (await worker)?.terminate()));
    },
  };
}
