import { ImportLog, type ImportReport } from '../../formats/annotation/importReport.ts';
import {
  ARCHIVE_LIMITS,
  type ArchiveEntry,
  ArchiveEntryError,
  type ArchiveLimits,
  readArchive,
} from '../../formats/archive/readArchive.ts';
import type { ReadingError } from '../../reading/errors.ts';
import { type FromUnpacking, isFromUnpacking, type ToUnpacking } from '../unpackProtocol.ts';
import { SupervisedWorker } from './supervisedWorker.ts';

export interface OpenedArchive {
  readonly entries: readonly ArchiveEntry[];
  readonly report: ImportReport;
  /** Lets go of it: no entry can be read any more. */
  close(): void;
}

export interface OpenArchiveOptions {
  readonly limits?: ArchiveLimits;
  readonly spawn?: (() => Worker) | null;
}

const spawnUnpacking =
  typeof Worker === 'undefined'
    ? null
    : (): Worker =>
        new Worker(new URL('../unpackWorker.ts', import.meta.url), {
          type: 'module',
          name: 'handlens-unpack',
        });

/**
 * Opens a zip in a worker of its own, where there are workers, as `readArchive` does. One that the
 * worker cannot cope with is broken, as are the entries that were not read before it failed.
 */
export async function openArchive(
  archive: Blob,
  file: string,
  { limits = ARCHIVE_LIMITS, spawn = spawnUnpacking }: OpenArchiveOptions = {},
): Promise<OpenedArchive> {
  if (spawn === null) return { ...(await readArchive(archive, file, limits)), close: () => {} };
  return new UnpackingWorker({ archive, file, limits }, spawn).open();
}

type Listed = Extract<FromUnpacking, { type: 'listed' }>;

interface Waiting {
  readonly bytes: Promise<Uint8Array<ArrayBuffer>>;
  resolve(bytes: Uint8Array<ArrayBuffer>): void;
  reject(error: Error): void;
}

/** The page's side of one zip. */
class UnpackingWorker {
  readonly #worker: SupervisedWorker<ToUnpacking, FromUnpacking>;
  readonly #unpacked = new Map<number, Waiting>();
  /** Name of the archive. */
  readonly #file: string;
  #list: (listed: Listed) => void = () => {};

  constructor(opening: Omit<Extract<ToUnpacking, { type: 'open' }>, 'type'>, spawn: () => Worker) {
    this.#file = opening.file;
    this.#worker = new SupervisedWorker({
      spawn,
      hello: () => ({ type: 'open', ...opening }),
      isMessage: isFromUnpacking,
      receive: (message) => this.#receive(message),
      lost: (error) => this.#lost(error),
      restarts: 0,
    });
  }

  async open(): Promise<OpenedArchive> {
    const { entries, report } = await new Promise<Listed>((resolve) => {
      this.#list = resolve;
      this.#worker.start();
    });
    return {
      entries: entries.map(({ path, size }, index) => ({
        ...{ path, size },
        read: () => this.#read(index, path),
      })),
      report,
      close: () => {
        this.#worker.dispose();
        this.#rejectAll(new ArchiveEntryError(`${this.#file} is closed`));
      },
    };
  }

  #read(index: number, path: string): Promise<Uint8Array<ArrayBuffer>> {
    const asked = this.#unpacked.get(index);
    if (asked !== undefined) return asked.bytes;
    if (!this.#worker.isRunning) {
      return Promise.reject(new ArchiveEntryError(`${path} cannot be unpacked`));
    }
    let settle: Pick<Waiting, 'resolve' | 'reject'> | undefined;
    const bytes = new Promise<Uint8Array<ArrayBuffer>>((resolve, reject) => {
      settle = { resolve, reject };
    });
    if (settle !== undefined) this.#unpacked.set(index, { ...settle, bytes });
    this.#worker.send({ type: 'unpack', index });
    return bytes;
  }

  #receive(message: FromUnpacking): void {
    if (message.type === 'listed') {
      this.#list(message);
      return;
    }
    const { index, bytes } = message;
    const waiting = this.#unpacked.get(index);
    this.#unpacked.delete(index);
    if (bytes !== null) waiting?.resolve(bytes);
    else waiting?.reject(new ArchiveEntryError('It is damaged'));
  }

  #lost(error: ReadingError): void {
    const log = new ImportLog();
    log.note('archive-broken', this.#file, { skips: 'files' });
    this.#list({ type: 'listed', entries: [], report: log.report() });
    this.#rejectAll(new ArchiveEntryError('It could not be unpacked', { cause: error }));
  }

  #rejectAll(error: Error): void {
    for (const { reject } of this.#unpacked.values()) reject(error);
    this.#unpacked.clear();
  }
}
