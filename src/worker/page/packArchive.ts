import { ReadingError } from '../../reading/errors.ts';
import { type FromPacking, isFromPacking, type ToPacking } from '../archiveProtocol.ts';
import { type ArchiveFile, writeArchive } from '../writeArchive.ts';
import { SupervisedWorker } from './supervisedWorker.ts';

export type { ArchiveFile } from '../writeArchive.ts';

const spawnPacking =
  typeof Worker === 'undefined'
    ? null
    : (): Worker =>
        new Worker(new URL('../archiveWorker.ts', import.meta.url), {
          type: 'module',
          name: 'handlens-archive',
        });

/**
 * A zip of files, packed by a worker where there are any; files are asked for one at a time.
 * @throws what `files` throws; Error where the worker cannot pack; ReadingError `packing-ended`
 * where it hangs or dies
 */
export async function packArchive(
  files: Iterable<ArchiveFile> | AsyncIterable<ArchiveFile>,
  modified: Date,
  spawn: (() => Worker) | null = spawnPacking,
): Promise<Blob> {
  if (spawn === null) return writeArchive(files, modified);
  let heard: (message: FromPacking) => void = () => {};
  let failed: (error: Error) => void = () => {};
  const answer = (): Promise<FromPacking> =>
    new Promise((resolve, reject) => {
      heard = resolve;
      failed = reject;
    });
  const worker = new SupervisedWorker<ToPacking, FromPacking>({
    spawn,
    hello: () => ({ type: 'begin', modified }),
    isMessage: isFromPacking,
    receive: (message) =>
      message.type === 'failed' ? failed(new Error(message.message)) : heard(message),
    lost: (cause) => failed(new ReadingError('packing-ended', { cause })),
    restarts: 0,
  });
  const ask = (message: ToPacking): Promise<FromPacking> => {
    if (!worker.isRunning) throw new ReadingError('packing-ended');
    const answered = answer();
    worker.send(message);
    return answered;
  };
  try {
    const begun = answer();
    worker.start();
    await begun;
    for await (const file of files) await ask({ type: 'file', file });
    const last = await ask({ type: 'end' });
    if (last.type !== 'packed') throw new ReadingError('packing-ended');
    return last.archive;
  } finally {
    worker.dispose();
  }
}
