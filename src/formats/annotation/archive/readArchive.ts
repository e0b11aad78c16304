import { Inflate } from 'fflate';
import { ImportLog, type ImportReport } from '../importReport.ts';
import type { ByteSource } from './byteSource.ts';
import { crc32 } from './crc32.ts';
import { viewOf, type ZipRecord, zipDirectory } from './zipDirectory.ts';

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

const STORED = 0;
const DEFLATED = 8;
const LOCAL_SIGNATURE = 0x04034b50;
const LOCAL_SIZE = 30;
/**
 * Packed bytes that are inflated at a time: deflate makes at most 1,032 of one, so that what an entry
 * holds beyond its stated size is noticed within 5 MB.
 */
const CHUNK = 1 << 12;
/** Packed bytes that are read at a time. */
const READ = 1 << 20;

/**
 * What a zip holds, without unpacking it: only its directory is read, so that a zip of any size
 * opens at once. Entries that are no plain files inside the folder, that do not fit the limits or
 * that share their bytes with others are left out and reported.
 * @param file name of the archive, for the report
 */
export async function readArchive(
  source: ByteSource,
  file: string,
  limits: ArchiveLimits = ARCHIVE_LIMITS,
): Promise<{ readonly entries: readonly ArchiveEntry[]; readonly report: ImportReport }> {
  const log = new ImportLog();
  const directory = await zipDirectory(source, limits.entries);
  if (directory === null || overlap(directory.records)) {
    log.note('archive-broken', file, { skips: 'files' });
    return { entries: [], report: log.report() };
  }
  if (directory.stated > limits.entries) {
    log.note('archive-too-many', file, { detail: `${directory.stated} > ${limits.entries}` });
  }
  const entries = new Map<string, ArchiveEntry>();
  let totalBytes = 0;
  for (const record of directory.records) {
    if (isPassedOver(record.path)) continue;
    const path = plainPath(record.path);
    const problem = path === null ? 'archive-path' : problemOf(record);
    if (path === null || problem !== null) {
      log.note(problem ?? 'archive-path', file, { detail: record.path, skips: 'files' });
    } else if (entries.has(path)) {
      log.note('archive-doubled', file, { detail: path, skips: 'files' });
    } else if (
      record.size > limits.entryBytes ||
      totalBytes + record.size > limits.totalBytes ||
      record.packedSize > source.size ||
      (record.size > LARGE && record.size > limits.ratio * record.packedSize)
    ) {
      log.note('archive-too-large', file, { detail: path, skips: 'files' });
    } else {
      totalBytes += record.size;
      log.count('files');
      entries.set(path, { path, size: record.size, read: () => unpack(source, record) });
    }
  }
  return { entries: [...entries.values()], report: log.report() };
}

/** Folders, and what macOS puts beside every file. */
function isPassedOver(path: string): boolean {
  return path.endsWith('/') || path.startsWith('__MACOSX/') || /(^|\/)\.DS_Store$/.test(path);
}

/** The path with `/` alone; null where it is absolute, leads upwards or is no name. */
export function plainPath(stated: string): string | null {
  const path = stated.replaceAll('\\', '/');
  const parts = path.split('/');
  const odd = parts.some((part) => part === '' || part === '.' || part === '..');
  return odd || /^[a-z]:/i.test(path) || path.includes('\0') ? null : path;
}

function problemOf({ encrypted, link, method, size, packedSize }: ZipRecord) {
  if (link) return 'archive-link';
  if (encrypted) return 'archive-encrypted';
  if (method !== STORED && method !== DEFLATED) return 'archive-method';
  return method === STORED && size !== packedSize ? 'archive-broken' : null;
}

/** Entries that lie over one another make much out of little (Fifield 2019); no tool writes them. */
function overlap(records: readonly ZipRecord[]): boolean {
  const sorted = [...records].sort((a, b) => a.offset - b.offset);
  return sorted.some(({ offset, packedSize }, index) => {
    const next = sorted[index + 1];
    return next !== undefined && offset + LOCAL_SIZE + packedSize > next.offset;
  });
}

async function unpack(source: ByteSource, record: ZipRecord): Promise<Uint8Array<ArrayBuffer>> {
  const fail = (what: string) => new ArchiveEntryError(`${record.path} ${what}`);
  const header = viewOf(await source.read(record.offset, record.offset + LOCAL_SIZE));
  if (header.byteLength < LOCAL_SIZE || header.getUint32(0, true) !== LOCAL_SIGNATURE) {
    throw fail('has no header');
  }
  const extra = header.getUint16(26, true) + header.getUint16(28, true);
  const start = record.offset + LOCAL_SIZE + extra;
  const end = start + record.packedSize;
  if (end > source.size) throw fail('is cut short');

  const bytes = new Uint8Array(record.size);
  let length = 0;
  const take = (part: Uint8Array): void => {
    if (length + part.length > bytes.length) throw fail('is larger than stated');
    bytes.set(part, length);
    length += part.length;
  };
  const inflate = record.method === DEFLATED ? new Inflate(take) : null;
  try {
    for (let at = start; at < end; at += READ) {
      const part = await source.read(at, Math.min(at + READ, end));
      if (inflate === null) take(part);
      for (let from = 0; inflate !== null && from < part.length; from += CHUNK) {
        inflate.push(part.subarray(from, from + CHUNK), at + from + CHUNK >= end);
      }
    }
  } catch (cause) {
    if (cause instanceof ArchiveEntryError) throw cause;
    throw new ArchiveEntryError(`${record.path} cannot be unpacked`, { cause });
  }
  if (length !== record.size) throw fail('is cut short');
  if (crc32(bytes) !== record.crc) throw fail('is damaged');
  return bytes;
}
