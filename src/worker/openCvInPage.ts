/// <reference path="./virtualOpenCv.d.ts" />
import { ReadingError } from '../reading/errors.ts';
import type { OpenCv } from '../reading/lineImage/opencv.ts';
import { download, downloadNow } from './download.ts';
import type { LoadingPart } from './protocol.ts';
import { type SplitWasmStarted, startSplitWasm } from './splitWasm.ts';

interface Started {
  readonly cv: OpenCv;
  /** Has the functions come that the first part lacks. */
  readonly complete: () => Promise<void>;
}

let started: Promise<Started> | undefined;

/**
 * Starts OpenCV.js in a page or worker, once; its script and the part of its wasm that reads lines
 * are fetched on the first call. What else is called before the rest was asked for has it fetched
 * then and there, while the thread waits.
 * A failed start is forgotten, so that the next call tries again.
 * @param onProgress told how far the download is, by the call that begins it
 * @throws ReadingError `opencv-failed`
 */
export function loadOpenCvInPage(onProgress?: (part: LoadingPart) => void): Promise<Started> {
  started ??= start(onProgress).catch((cause: unknown) => {
    started = undefined;
    throw new ReadingError('opencv-failed', { cause });
  });
  return started;
}

/**
 * The same with all of its functions there.
 * @throws ReadingError `opencv-failed`
 */
export async function loadWholeOpenCvInPage(): Promise<{ readonly cv: OpenCv }> {
  const { cv, complete } = await loadOpenCvInPage();
  try {
    await complete();
  } catch (cause) {
    throw new ReadingError('opencv-failed', { cause });
  }
  return { cv };
}

async function start(onProgress?: (part: LoadingPart) => void): Promise<Started> {
  const { createOpenCv, firstUrl, firstBytes, restUrl, places } = await import('virtual:opencv');
  const rest = new URL(restUrl, self.location.href);
  return new Promise((resolve, reject) => {
    let wasm: SplitWasmStarted;
    const cv = createOpenCv({
      instantiateWasm: (imports, receive) => {
        const told = (loadedBytes: number): void =>
          onProgress?.({ name: 'opencv', loadedBytes, totalBytes: firstBytes });
        told(0);
        download(new URL(firstUrl, self.location.href), { onBytes: told })
          .then((first) => startSplitWasm({ first, places, imports, restNow: () => restNow(rest) }))
          .then((made) => {
            told(firstBytes);
            wasm = made;
            receive(made.instance);
          })
          .catch(reject);
        return {};
      },
      // `cv` is a thenable that resolves with itself: only a box of it can be awaited.
      onRuntimeInitialized: () =>
        resolve({ cv, complete: () => wasm.complete(() => download(rest)) }),
      onAbort: reject,
    });
  });
}

/**
 * What is missing ends the call in the middle of OpenCV, which cannot be relied on after that.
 * @throws WebAssembly.RuntimeError
 */
function restNow(rest: URL): Uint8Array<ArrayBuffer> {
  try {
    return downloadNow(rest);
  } catch (cause) {
    throw new WebAssembly.RuntimeError(`${rest.pathname} did not come: ${cause}`);
  }
}

/** Size of OpenCV's memory, bytes; Emscripten's part of the module is missing in its types. */
export function openCvHeap(cv: object): number {
  return (cv as { readonly HEAPU8: Uint8Array }).HEAPU8.length;
}
