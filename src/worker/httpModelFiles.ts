import { ReadingError } from '../reading/errors.ts';
import type { ModelFiles } from '../reading/models/modelFiles.ts';

/**
 * Model files from the page's own server.
 * @param base absolute URL of the folder that holds `models/`
 */
export function httpModelFiles(base: string): ModelFiles {
  const folder = new URL('models/', base);
  return {
    async read(path, { onBytes, signal } = {}) {
      const url = new URL(path, folder);
      let response: Response;
      try {
        response = await fetch(url, signal === undefined ? {} : { signal });
      } catch (cause) {
        if (signal?.aborted) throw new ReadingError('cancelled');
        throw new ReadingError('model-missing', { cause, detail: path });
      }
      // Some hosts answer every unknown path with their start page.
      const startPage = response.headers.get('content-type')?.startsWith('text/html') ?? false;
      if (!response.ok || response.body === null || startPage) {
        throw new ReadingError('model-missing', {
          detail: `${path}: ${startPage ? 'a web page' : response.status}`,
        });
      }
      return collect(response.body, path, onBytes, signal);
    },
  };
}

async function collect(
  body: ReadableStream<Uint8Array>,
  path: string,
  onBytes: ((bytes: number) => void) | undefined,
  signal: AbortSignal | undefined,
): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  const reader = body.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      chunks.push(value);
      length += value.length;
      onBytes?.(length);
    }
  } catch (cause) {
    if (signal?.aborted) throw new ReadingError('cancelled');
    throw new ReadingError('model-missing', { cause, detail: `${path} broke off` });
  }
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}
