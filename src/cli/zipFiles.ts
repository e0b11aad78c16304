import { openAsBlob } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { issueSentence } from '../formats/annotation/importReport.ts';
import { ArchiveEntryError, readArchive } from '../formats/archive/readArchive.ts';
import { beginsZip, isSystemFile, ZIP_MARK_BYTES } from '../formats/archive/zipKind.ts';
import { ReadingError } from '../reading/errors.ts';

/** Whether a file is a zip, by its first bytes. */
export async function isZip(path: string): Promise<boolean> {
  const file = await open(path);
  try {
    const beginning = new Uint8Array(ZIP_MARK_BYTES);
    await file.read(beginning, 0, ZIP_MARK_BYTES, 0);
    return beginsZip(beginning);
  } finally {
    await file.close();
  }
}

/** The files in a zip, and what of it is left out, in a sentence each. */
export interface ZipFiles {
  /** As `scans.zip/page 1.jpg`, in the order of their names. */
  readonly files: readonly string[];
  readonly refused: readonly { readonly argument: string; readonly problem: string }[];
}

/** Names what is in a zip without unpacking it. */
export async function filesOfZip(path: string): Promise<ZipFiles> {
  const { entries, report } = await readArchive(await openAsBlob(path), path);
  const files = entries
    .filter((entry) => !isSystemFile(entry.path))
    .map((entry) => `${path}/${entry.path}`);
  return {
    files: files.sort((a, b) => (a < b ? -1 : 1)),
    refused: report.issues.map(({ code, detail }) => ({
      argument: detail && code !== 'archive-broken' ? `${path}/${detail}` : path,
      problem: issueSentence(code),
    })),
  };
}

/**
 * Unpacks a file that `filesOfZip` named.
 * @returns null where the path leads into no zip
 * @throws ReadingError `image-broken` where it is damaged
 */
export async function bytesInZip(path: string): Promise<Uint8Array<ArrayBuffer> | null> {
  const zip = await zipOnTheWay(path);
  if (zip === null) return null;
  const { entries } = await readArchive(await openAsBlob(zip), zip);
  const entry = entries.find((one) => `${zip}/${one.path}` === path);
  if (!entry) return null;
  try {
    return await entry.read();
  } catch (cause) {
    if (!(cause instanceof ArchiveEntryError)) throw cause;
    throw new ReadingError('image-broken', { cause, detail: 'in its zip' });
  }
}

/** The file among a path's folders, which can only be a zip; null where all are folders. */
async function zipOnTheWay(path: string): Promise<string | null> {
  for (let at = path.indexOf('/', 1); at > 0; at = path.indexOf('/', at + 1)) {
    const before = path.slice(0, at);
    const entry = await stat(before).catch(() => null);
    if (entry?.isFile()) return before;
    if (entry === null) return null;
  }
  return null;
}
