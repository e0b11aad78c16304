import { BlobReader, type FileEntry, ZipReader } from '@zip.js/zip.js/lib/zip-core-custom.js';
import { plainPath } from '../annotation/filePaths.ts';
import { ImportLog, type ImportReport } from '../annotation/importReport.ts';

export interface ArchiveEntry {
  /** Relative, with `/`, never leading out of the folder. */
  readonly path: string;
  /** Bytes when unpacked. */
  readonly size: number;
  /**
   * Unpacks it; more than `size` bytes are never held.
   * @throws ArchiveEntryError when it is damaged
   */
  read(): Promise<Uint8Array<ArrayBuffer>>;
}

export class ArchiveEntryError extends Error {
  override readonly name = 'ArchiveEntryError';
}

export interface ArchiveLimits {
  readonly entries: number;
  /** Bytes of all entries when unpacked. */
  readonly totalBytes: number;
  /** Bytes of one entry when unpacked. */
  readonly entryBytes: number;
  /** How many times its packed size an entry beyond `LARGE` may be: pictures 1, texts some 15. */
  readonly ratio: number;
}

export const ARCHIVE_LIMITS: ArchiveLimits = {
  entries: 20_000,
  totalBytes: 4 * 2 ** 30,
  entryBytes: 2 ** 29,
  ratio: 100,
};

/** Smaller entries do no harm, whatever they are packed into; bytes. */
const LARGE = 4_000_000;

/** What packing next to nothing may add, bytes. */
const PACKING_OVERHEAD = 1000;

const STORED = 0;
const DEFLATED = 8;

/**
 * What a zip holds, without unpacking it: only its directory is read, so that a zip of any size
 * opens at once. Entries that are no plain files inside the folder, that do not fit the limits or
 * whose name stood before are left out and reported.
 * @param file name of the archive, for the report
 */
export async function readArchive(
  archive: Blob,
  file: string,
  limits: ArchiveLimits = ARCHIVE_LIMITS,
): Promise<{ readonly entries: readonly ArchiveEntry[]; readonly report: ImportReport }> {
  const log = new ImportLog();
  const entries = new Map<string, ArchiveEntry>();
  let [seen, totalBytes] = [0, 0];
  const reader = new ZipReader(new BlobReader(archive), {
    // Names are judged one by one, so that one bad name does not keep the rest out.
    filenameValidation: 'tolerant',
    checkOverlappingEntry: true,
    checkCrc32: true,
    useWebWorkers: false,
  });
  try {
    for await (const entry of reader.getEntriesGenerator()) {
      seen += 1;
      if (seen > limits.entries) {
        log.note('archive-too-many', file, { detail: `> ${limits.entries}` });
        break;
      }
      if (entry.directory || isPassedOver(entry.filename)) continue;
      const path = plainPath(entry.filename);
      const problem = path === null ? 'archive-path' : problemOf(entry);
      if (path === null || problem !== null) {
        log.note(problem ?? 'archive-path', file, { detail: entry.filename, skips: 'files' });
      } else if (entries.has(path)) {
        log.note('archive-doubled', file, { detail: path, skips: 'files' });
      } else if (
        entry.uncompressedSize > limits.entryBytes ||
        totalBytes + entry.uncompressedSize > limits.totalBytes ||
        entry.compressedSize > archive.size ||
        (entry.uncompressedSize > LARGE &&
          entry.uncompressedSize > limits.ratio * entry.compressedSize)
      ) {
        log.note('archive-too-large', file, { detail: path, skips: 'files' });
      } else {
        totalBytes += entry.uncompressedSize;
        log.count('files');
        entries.set(path, { path, size: entry.uncompressedSize, read: () => unpack(entry) });
      }
    }
  } catch {
    log.note('archive-broken', file, { skips: 'files' });
    return { entries: [], report: log.report() };
  }
  return { entries: [...entries.values()], report: log.report() };
}

/** What macOS puts beside every file. */
function isPassedOver(path: string): boolean {
  return path.startsWith('__MACOSX/') || /(^|\/)\.DS_Store$/.test(path);
}

function problemOf(entry: FileEntry) {
  if (entry.symlink) return 'archive-link';
  if (entry.encrypted) return 'archive-encrypted';
  if (entry.compressionMethod !== STORED && entry.compressionMethod !== DEFLATED)
    return 'archive-method';
  const { compressedSize, uncompressedSize } = entry;
  const fits =
    entry.compressionMethod === STORED
      ? compressedSize === uncompressedSize
      : // Packing makes nothing much larger: whoever says so holds more than is said.
        compressedSize <= 2 * uncompressedSize + PACKING_OVERHEAD;
  return fits ? null : 'archive-broken';
}

async function unpack(entry: FileEntry): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return new Uint8Array(await entry.arrayBuffer());
  } catch (cause) {
    throw new ArchiveEntryError(`${entry.filename} is damaged`, { cause });
  }
}
