/// <reference path="./virtualOpenCv.d.ts" />
import { ReadingError } from '../reading/errors.ts';
import type { OpenCv } from '../reading/lineImage/opencv.ts';
import { download } from './download.ts';

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
  const bytes = await download(new URL(url, self.location.href));
  const { instance } = await WebAssembly.instantiate(bytes, imports);
  return instance;
}

/** Size of OpenCV's memory, bytes; Emscripten's part of the module is missing in its types. */
export function openCvHeap(cv: object): number {
  return (cv as { readonly HEAPU8: Uint8Array }).HEAPU8.length;
}
