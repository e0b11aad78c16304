import { Zip, ZipDeflate, ZipPassThrough } from 'fflate';

export interface ArchiveFile {
  readonly path: string;
  /** The whole file; a function is asked when its turn comes, so that one file at a time is held. */
  readonly content: string | Uint8Array | (() => Promise<Uint8Array>);
}

/** Zips without Zip64 end here; what is left of 4 GiB is for headers. */
export const MAX_ARCHIVE_BYTES = 2 ** 32 - 2 ** 26;

/** The files are more than one zip can hold. */
export class ArchiveTooLargeError extends Error {
  override readonly name = 'ArchiveTooLargeError';
}

/** Pictures are packed already; packing them again costs time and gains nothing. */
const PACKED = /\.(?:jpe?g|png|webp|zip)$/i;
/** Bytes handed to the packer at a time. */
const CHUNK = 1 << 22;

/**
 * A zip of files, part by part as it is made, for a Blob or a file that is written along.
 * @param modified date of all files; the same files and date give the same bytes
 * @throws ArchiveTooLargeError
 */
export async function* writeArchive(
  files: Iterable<ArchiveFile> | AsyncIterable<ArchiveFile>,
  modified: Date,
  mostBytes = MAX_ARCHIVE_BYTES,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let failure: Error | null = null;
  let total = 0;
  const zip = new Zip((error, part) => {
    if (error !== null) failure = error;
    else parts.push(new Uint8Array(part));
  });
  function* made(): Generator<Uint8Array<ArrayBuffer>> {
    if (failure !== null) throw failure;
    for (const part of parts.splice(0)) {
      total += part.length;
      yield part;
    }
    if (total > mostBytes) throw new ArchiveTooLargeError(`more than ${mostBytes} bytes`);
  }
  for await (const { path, content } of files) {
    const bytes = await bytesOf(content);
    const entry = PACKED.test(path) ? new ZipPassThrough(path) : new ZipDeflate(path, { level: 6 });
    entry.mtime = modified;
    zip.add(entry);
    for (let at = 0; at === 0 || at < bytes.length; at += CHUNK) {
      entry.push(bytes.subarray(at, at + CHUNK), at + CHUNK >= bytes.length);
      yield* made();
    }
  }
  zip.end();
  yield* made();
}

async function bytesOf(content: ArchiveFile['content']): Promise<Uint8Array> {
  if (typeof content === 'string') return new TextEncoder().encode(content);
  return typeof content === 'function' ? content() : content;
}
