import { createHash } from 'node:crypto';
import type { Redis } from 'ioredis';
import type { DocumentFormat } from '../../formats/document/documentFormat.ts';
import type { FailureJson } from '../../formats/json.ts';
import type { EngineChoice } from '../../reading/results.ts';
import { UsageError } from '../options.ts';

/** What a worker is asked: paths are as the worker sees them. */
export interface ReadJob {
  readonly file: string;
  readonly folder: string;
  readonly format: DocumentFormat;
  readonly engine: EngineChoice;
}

/** What became of it: read now, found done, or why it cannot be read by anybody. */
export type ReadOutcome =
  | { readonly kind: 'read' }
  | { readonly kind: 'done-before' }
  | { readonly kind: 'failed'; readonly failure: FailureJson };

export const DEFAULT_QUEUE = 'handlens';
export const DEFAULT_REDIS = 'redis://127.0.0.1:6379';

/** Tries of a file where the worker or its machine failed, not the file. */
export const TRIES = 3;

/** BullMQ and its connection to Redis; both are packages that only these commands need. */
export interface QueueParts {
  readonly bullmq: typeof import('bullmq');
  /** @throws UsageError where none answers */
  connect(): Promise<Redis>;
}

/** @throws UsageError where the packages are not installed */
export async function loadQueueParts(url: string): Promise<QueueParts> {
  try {
    const [bullmq, { Redis }] = await Promise.all([import('bullmq'), import('ioredis')]);
    return { bullmq, connect: () => answering(new Redis(url, OPTIONS), url) };
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND') {
      throw new UsageError('This needs two more packages: npm install bullmq ioredis');
    }
    throw error;
  }
}

/** Workers wait for a Redis that goes away for a while, and go on. */
const OPTIONS = { maxRetriesPerRequest: null, lazyConnect: true } as const;

/** A Redis that is not there at first is another one than was meant. */
async function answering(redis: Redis, url: string): Promise<Redis> {
  let told = '';
  redis.on('error', ({ message }: Error) => {
    if (message !== told) console.error(`Redis: ${message}`);
    told = message;
  });
  try {
    await redis.connect();
    return redis;
  } catch {
    redis.disconnect();
    throw new UsageError(`No Redis answers at ${url}. Start one, or name it with --redis.`);
  }
}

/** The same file, format and folder give the same number: put in twice, a file is read once. */
export function jobId({ file, folder, format }: ReadJob): string {
  return createHash('sha256')
    .update(JSON.stringify([file, folder, format]))
    .digest('hex');
}
