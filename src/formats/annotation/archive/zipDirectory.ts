import { strFromU8 } from 'fflate';
import type { ByteSource } from './byteSource.ts';

/** An entry as the directory at the archive's end states it; nothing of it is believed yet. */
export interface ZipRecord {
  readonly path: string;
  readonly method: number;
  readonly encrypted: boolean;
  readonly link: boolean;
  readonly crc: number;
  readonly packedSize: number;
  readonly size: number;
  /** Where its local header starts. */
  readonly offset: number;
}

// Signatures and layouts after PKWARE's APPNOTE.TXT 6.3, sections 4.3.7, 4.3.12 and 4.3.16.
const END_SIGNATURE = 0x06054b50;
const RECORD_SIGNATURE = 0x02014b50;
const END_SIZE = 22;
const RECORD_SIZE = 46;
const MAX_COMMENT = 0xffff;
/** A directory of this size would name millions of files. */
const MAX_DIRECTORY_BYTES = 64_000_000;
const UNIX_LINK = 0o120000;
const UNIX_KIND = 0o170000;

/**
 * The directory of a zip, in its order, at most so many records. Null where there is none or where
 * it is damaged; archives that need Zip64 are beyond what we take.
 */
export async function zipDirectory(
  source: ByteSource,
  most: number,
): Promise<{ readonly records: readonly ZipRecord[]; readonly stated: number } | null> {
  const tailStart = Math.max(0, source.size - END_SIZE - MAX_COMMENT);
  const tail = viewOf(await source.read(tailStart, source.size));
  const end = lastEnd(tail);
  if (end === null) return null;
  const stated = tail.getUint16(end + 10, true);
  const size = tail.getUint32(end + 12, true);
  const offset = tail.getUint32(end + 16, true);
  const fits = offset + size <= tailStart + end && size <= MAX_DIRECTORY_BYTES;
  if (!fits) return null;
  const directory = viewOf(await source.read(offset, offset + size));
  const records: ZipRecord[] = [];
  let at = 0;
  for (let count = 0; count < Math.min(stated, most); count++) {
    const record = recordAt(directory, at);
    if (record === null) return null;
    records.push(record.record);
    at = record.next;
  }
  return { records, stated };
}

function lastEnd(tail: DataView): number | null {
  for (let at = tail.byteLength - END_SIZE; at >= 0; at--) {
    if (tail.getUint32(at, true) !== END_SIGNATURE) continue;
    // The comment must reach to the end, or the signature stood in the comment.
    if (at + END_SIZE + tail.getUint16(at + 20, true) === tail.byteLength) return at;
  }
  return null;
}

function recordAt(
  view: DataView,
  at: number,
): { readonly record: ZipRecord; readonly next: number } | null {
  if (at + RECORD_SIZE > view.byteLength) return null;
  if (view.getUint32(at, true) !== RECORD_SIGNATURE) return null;
  const nameLength = view.getUint16(at + 28, true);
  const extraLength = view.getUint16(at + 30, true);
  const commentLength = view.getUint16(at + 32, true);
  const nameStart = at + RECORD_SIZE;
  const next = nameStart + nameLength + extraLength + commentLength;
  if (next > view.byteLength) return null;
  const flags = view.getUint16(at + 8, true);
  const unixMode = view.getUint32(at + 38, true) >>> 16;
  const record: ZipRecord = {
    path: nameOf(new Uint8Array(view.buffer, view.byteOffset + nameStart, nameLength)),
    method: view.getUint16(at + 10, true),
    encrypted: (flags & 1) !== 0,
    link: (unixMode & UNIX_KIND) === UNIX_LINK,
    crc: view.getUint32(at + 16, true),
    packedSize: view.getUint32(at + 20, true),
    size: view.getUint32(at + 24, true),
    offset: view.getUint32(at + 42, true),
  };
  return { record, next };
}

/** UTF-8 whether the archive says so or not, as most tools write it; else one byte a character. */
function nameOf(bytes: Uint8Array): string {
  const name = new TextDecoder().decode(bytes);
  return name.includes('\ufffd') ? strFromU8(bytes, true) : name;
}

export function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
