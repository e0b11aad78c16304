import { type ArchiveEntry, readArchive } from '../formats/archive/readArchive.ts';
import type { FromUnpacking, ToUnpacking } from './unpackProtocol.ts';

/** The worker's part of unpacking one zip: told what is asked, it says what comes of it. */
export function unpacking(
  post: (message: FromUnpacking, transfer: Transferable[]) => void,
): (message: ToUnpacking) => Promise<void> {
  let entries: readonly ArchiveEntry[] = [];
  return async (message) => {
    if (message.type === 'open') {
      const read = await readArchive(message.archive, message.file, message.limits);
      entries = read.entries;
      const listed = entries.map(({ path, size }) => ({ path, size }));
      post({ type: 'listed', entries: listed, report: read.report }, []);
      return;
    }
    const { index } = message;
    const bytes = (await entries[index]?.read().catch(() => null)) ?? null;
    post({ type: 'unpacked', index, bytes }, bytes === null ? [] : [bytes.buffer]);
  };
}
