/// <reference path="./virtualOpenCv.d.ts" />
import { ReadingError } from '../reading/errors.ts';
import type { OpenCv } from '../reading/lineImage/opencv.ts';

let started: Promise<{ readonly cv: OpenCv }> | undefined;

/**
 * Starts OpenCV.js in a page or worker, once; its script and wasm are fetched on the first call.
 * A failed start is forgotten, so that the next call tries again.
 * @throws ReadingError `opencv-failed`
 */
export function loadOpenCvInPage(): Promise<{ readonly cv: OpenCv }> {
  started ??= start().catch((cause: unknown) => {
    started = undefined;
    throw new ReadingError('opencv-failed', { cause });
  });
  return started;
}

async function start(): Promise<{ readonly cv: OpenCv }> {
  const { createOpenCv, wasmUrl } = await import('virtual:opencv');
  return new Promise((resolve, reject) => {
    const cv = createOpenCv({
      instantiateWasm: (imports, receive) => {
        instantiate(wasmUrl, imports).then(receive, reject);
        return {};
      },
      // `cv` is a thenable that resolves with itself: only a box of it can be awaited.
      onRuntimeInitialized: () => resolve({ cv }),
      onAbort: reject,
    });
  });
}

async function instantiate(
  url: string,
  imports: WebAssembly.Imports,
): Promise<WebAssembly.Instance> {
  const response = await fetch(url, { credentials: 'same-origin' });
  if (!response.ok) throw new Error(`${response.status} for ${url}`);
  // Compiling while it comes needs the right type, which some static hosts do not send.
  const streams = response.headers.get('content-type')?.startsWith('application/wasm') ?? false;
  const { instance } = streams
    ? await WebAssembly.instantiateStreaming(response, imports)
    : await WebAssembly.instantiate(await response.arrayBuffer(), imports);
  return instance;
}

/** Size of OpenCV's memory, bytes; Emscripten's part of the module is missing in its types. */
export function openCvHeap(cv: object): number {
  return (cv as { readonly HEAPU8: Uint8Array }).HEAPU8.length;
}
