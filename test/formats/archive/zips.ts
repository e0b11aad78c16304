import { type ArchiveFile, writeArchive } from '../../../src/worker/writeArchive.ts';

export const MODIFIED = new Date(2026, 10, 22, 12, 0, 0);

/** A whole zip in memory. */
export async function zipped(
  files: Iterable<ArchiveFile> | AsyncIterable<ArchiveFile>,
): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await (await writeArchive(files, MODIFIED)).arrayBuffer());
}

/** A zip whose directory says something else of an entry than is true. */
export function forged(
  zip: Uint8Array<ArrayBuffer>,
  entry: number,
  change: (view: DataView, at: number) => void,
): Uint8Array<ArrayBuffer> {
  const copy = zip.slice();
  const view = new DataView(copy.buffer);
  let seen = 0;
  for (let at = 0; at + 46 <= copy.length; at++) {
    if (view.getUint32(at, true) !== 0x02014b50) continue;
    if (seen === entry) {
      change(view, at);
      return copy;
    }
    seen += 1;
  }
  throw new Error(`no entry ${entry}`);
}

/** The name in the directory replaced by one of the same length. */
export function renamed(
  zip: Uint8Array<ArrayBuffer>,
  entry: number,
  name: string,
): Uint8Array<ArrayBuffer> {
  return forged(zip, entry, (view, at) => {
    const bytes = new TextEncoder().encode(name);
    if (bytes.length !== view.getUint16(at + 28, true)) throw new Error('another length');
    for (const [index, byte] of bytes.entries()) view.setUint8(at + 46 + index, byte);
  });
}
