import type { ArchiveAnswer, ArchiveRequest } from '../archiveProtocol.ts';
import { type ArchiveFile, writeArchive } from '../writeArchive.ts';

export type { ArchiveFile } from '../writeArchive.ts';

/** What the packing needs of a worker; tests put one of their own in its place. */
export interface PackingWorker {
  postMessage(message: ArchiveRequest): void;
  onmessage: ((event: MessageEvent<ArchiveAnswer>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
  terminate(): void;
}

function packingWorker(): PackingWorker | null {
  if (typeof Worker === 'undefined') return null;
  return new Worker(new URL('../archiveWorker.ts', import.meta.url), {
    type: 'module',
    name: 'handlens-archive',
  });
}

/**
 * A zip of files, packed by a worker where there are any; files are asked for one at a time.
 * @throws what `files` throws; Error where the worker cannot pack
 */
export async function packArchive(
  files: Iterable<ArchiveFile> | AsyncIterable<ArchiveFile>,
  modified: Date,
  worker: PackingWorker | null = packingWorker(),
): Promise<Blob> {
  if (worker === null) return writeArchive(files, modified);
  let heard: (message: ArchiveAnswer) => void = () => {};
  const next = (): Promise<ArchiveAnswer> =>
    new Promise((resolve) => {
      heard = resolve;
    });
  worker.onmessage = ({ data }) => heard(data);
  worker.onerror = ({ message }) => heard({ type: 'failed', message });
  const ask = async (message: ArchiveRequest): Promise<ArchiveAnswer> => {
    const answer = next();
    worker.postMessage(message);
    const said = await answer;
    if (said.type === 'failed') throw new Error(said.message);
    return said;
  };
  try {
    await ask({ type: 'begin', modified });
    for await (const file of files) await ask({ type: 'file', file });
    const last = await ask({ type: 'end' });
    if (last.type !== 'packed') throw new Error('The archive was not packed.');
    return last.archive;
  } finally {
    worker.terminate();
  }
}
