import { ImportLog, type ImportReport } from '../../formats/annotation/importReport.ts';
import {
  type ArchiveEntry,
  ArchiveEntryError,
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
  spawn: (() => Worker) | null = spawnUnpacking,
): Promise<OpenedArchive> {
  if (spawn === null) return { ...(await readArchive(archive, file)), close: () => {} };
  return new UnpackingWorker(archive, file, spawn).open();
}

type Listed = Extract<FromUnpacking, { type: 'listed' }>;

interface Waiting {
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

  constructor(archive: Blob, file: string, spawn: () => Worker) {
    this.#file = file;
    this.#worker = new SupervisedWorker({
      spawn,
      hello: () => ({ type: 'open', archive, file }),
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
    return new Promise((resolve, reject) => {
      if (!this.#worker.isRunning) {
        reject(new ArchiveEntryError(`${path} cannot be unpacked`));
        return;
      }
      this.#unpacked.set(index, { resolve, reject });
      this.#worker.send({ type: 'unpack', index });
    });
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
