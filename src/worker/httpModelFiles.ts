import { ReadingError } from '../reading/errors.ts';
import type { ModelFiles } from '../reading/models/modelFiles.ts';
import { download } from './download.ts';

/**
 * Model files from the page's own server.
 * @param base absolute URL of the folder that holds `models/`
 */
export function httpModelFiles(base: string): ModelFiles {
  const folder = new URL('models/', base);
  return {
    async read(path, options = {}) {
      try {
        return await download(new URL(path, folder), options);
      } catch (cause) {
        if (options.signal?.aborted) throw new ReadingError('cancelled');
        const reason = cause instanceof Error ? cause.message : String(cause);
        throw new ReadingError('model-missing', { cause, detail: `${path}: ${reason}` });
      }
    },
  };
}
