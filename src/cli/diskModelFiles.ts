import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ReadingError, throwIfAborted } from '../reading/errors.ts';
import type { ModelFiles } from '../reading/models/modelFiles.ts';

/** Model files in a folder laid out as `public/models`. */
export function diskModelFiles(folder: string): ModelFiles {
  return {
    async read(path, { onBytes, signal } = {}) {
      throwIfAborted(signal);
      let bytes: Uint8Array<ArrayBuffer>;
      try {
        // A copy with a buffer of its own: small files share one of Node's pool.
        bytes = Uint8Array.from(await readFile(join(folder, path)));
      } catch (cause) {
        throw new ReadingError('model-missing', { cause, detail: path });
      }
      onBytes?.(bytes.length);
      return bytes;
    },
  };
}
