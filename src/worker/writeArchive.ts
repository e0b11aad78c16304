import { BlobReader, BlobWriter, ZipWriter } from '@zip.js/zip.js/lib/zip-core-custom.js';

export interface ArchiveFile {
  readonly path: string;
  readonly content: string | Uint8Array<ArrayBuffer> | Blob;
}

/** Pictures are packed already; packing them again costs time and gains nothing. */
const PACKED = /\.(?:jpe?g|png|webp|zip)$/i;

/**
 * A zip of files, which are asked for one at a time; beyond 4 GB in Zip64.
 * @param modified date of all files; the same files and date give the same bytes
 */
export async function writeArchive(
  files: Iterable<ArchiveFile> | AsyncIterable<ArchiveFile>,
  modified: Date,
): Promise<Blob> {
  const zip = new ZipWriter(new BlobWriter('application/zip'), {
    lastModDate: modified,
    extendedTimestamp: false,
    useWebWorkers: false,
  });
  for await (const { path, content } of files) {
    const level = PACKED.test(path) ? 0 : 6;
    await zip.add(path, new BlobReader(new Blob([content])), { level });
  }
  return zip.close();
}
