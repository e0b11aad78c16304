/** A download without a byte for this long is taken up again, ms. */
const STALL_MS = 15_000;
/** Times that a download is begun or taken up. */
const ATTEMPTS = 3;

export interface DownloadOptions {
  /** Told how many bytes have come so far. */
  readonly onBytes?: (bytes: number) => void;
  readonly signal?: AbortSignal;
}

/** The server answered, but not with the file. */
export class NotServed extends Error {
  override readonly name = 'NotServed';
}

/**
 * A file's bytes. A download that stalls or breaks off is taken up where it stopped, where the
 * server can, else begun anew; the third time it fails.
 * @throws NotServed, or what `fetch` throws
 */
export async function download(
  url: URL,
  { onBytes, signal }: DownloadOptions = {},
): Promise<Uint8Array<ArrayBuffer>> {
  let chunks: Uint8Array[] = [];
  let length = 0;
  for (let attempt = 1; ; attempt++) {
    const stall = new AbortController();
    let timer = setTimeout(() => stall.abort(new Error('stalled')), STALL_MS);
    const heard = (): void => {
      clearTimeout(timer);
      timer = setTimeout(() => stall.abort(new Error('stalled')), STALL_MS);
    };
    try {
      const response = await fetch(url, {
        signal: signal === undefined ? stall.signal : AbortSignal.any([signal, stall.signal]),
        ...(length > 0 ? { headers: { Range: `bytes=${length}-` } } : {}),
      });
      // Some hosts answer every unknown path with their start page.
      const startPage = response.headers.get('content-type')?.startsWith('text/html') ?? false;
      if (!response.ok || response.body === null || startPage) {
        throw new NotServed(startPage ? 'a web page' : String(response.status));
      }
      if (!continues(response, length)) {
        chunks = [];
        length = 0;
      }
      const reader = response.body.getReader();
      for (;;) {
        heard();
        const { done, value } = await reader.read();
        if (done) return joined(chunks, length);
        chunks.push(value);
        length += value.length;
        onBytes?.(length);
      }
    } catch (error) {
      if (signal?.aborted || error instanceof NotServed || attempt === ATTEMPTS) throw error;
    } finally {
      clearTimeout(timer);
    }
  }
}

/**
 * A file while the thread waits for it, which workers may; no longer than a stalled download is
 * waited for, so that a held connection is not taken for a worker that hangs.
 * @throws NotServed, or what `XMLHttpRequest` throws
 */
export function downloadNow(url: URL): Uint8Array<ArrayBuffer> {
  const request = new XMLHttpRequest();
  request.open('GET', url, false);
  request.responseType = 'arraybuffer';
  request.timeout = STALL_MS;
  request.send();
  if (request.status !== 200 || !(request.response instanceof ArrayBuffer)) {
    throw new NotServed(String(request.status));
  }
  return new Uint8Array(request.response);
}

/** Whether the answer goes on at that byte; a compressed one counts other bytes. */
function continues(response: Response, at: number): boolean {
  return (
    response.status === 206 &&
    !response.headers.has('content-encoding') &&
    (response.headers.get('content-range')?.startsWith(`bytes ${at}-`) ?? false)
  );
}

function joined(chunks: readonly Uint8Array[], length: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}
