import { createWorker } from 'tesseract.js';
import {
  startTesseractWorker,
  type TesseractRuntime,
} from '../reading/recognizer/tesseractRuntime.ts';
import { download } from './download.ts';

/** A start that takes longer has stalled, ms: its largest file is 3 MB. */
const START_MS = 60_000;

/**
 * tesseract.js in the page, from the page's own origin alone. Its files are looked at first, and a
 * fault in them stays a fault of this reader: it never reaches the worker of handwriting.
 * @param base absolute URL that the page is served under; its files lie in `tesseract/` below it
 */
export function tesseractInPage(base: string | URL): TesseractRuntime {
  const folder = new URL('tesseract/', base);
  const langPath = folder.href.replace(/\/$/, '');
  return {
    async start(languages, onCrash) {
      for (const language of languages) {
        const name = `${language}.traineddata.gz`;
        if (!isTrainedData(await download(new URL(name, folder)))) {
          throw new Error(`${name} is not what it should be`);
        }
      }
      await download(new URL('worker.min.js', folder));
      const broken = faultOfScripts(folder.href);
      const stalled = timeOver(START_MS);
      const started = startTesseractWorker(
        createWorker,
        { workerPath: new URL('worker.min.js', folder).href, corePath: langPath, langPath },
        languages,
        (worker) => {
          const thread = worker as Worker;
          thread.addEventListener('error', onCrash);
          thread.addEventListener('messageerror', onCrash);
        },
        onCrash,
      );
      started.catch(() => {});
      try {
        return await Promise.race([started, broken.happened, stalled.happened]);
      } finally {
        stalled.leave();
        broken.leave(onCrash);
      }
    },
  };
}

/**
 * Whether bytes are Tesseract's data: packed, or as it begins itself (the number of its parts, as
 * four bytes) where the host names the packing as an encoding and the browser has undone it.
 */
function isTrainedData([first, second, third, fourth]: Uint8Array): boolean {
  const packed = first === 0x1f && second === 0x8b;
  const plain = first !== undefined && first > 0 && first < 64 && second === 0 && third === 0;
  return packed || (plain && fourth === 0);
}

/**
 * Rejects at an error in a script of this folder. What a nested worker throws and nobody handles
 * goes up through this worker to the page, which would take it for the whole reader's end: from
 * here on it goes no further.
 */
function faultOfScripts(folder: string): {
  readonly happened: Promise<never>;
  leave(onCrash: (cause: unknown) => void): void;
} {
  let fail: (cause: unknown) => void = () => {};
  const happened = new Promise<never>((_, reject) => {
    fail = reject;
  });
  happened.catch(() => {});
  self.addEventListener('error', (event) => {
    if (!event.filename.startsWith(folder)) return;
    event.preventDefault();
    fail(new Error(event.message));
  });
  return {
    happened,
    leave(onCrash) {
      fail = onCrash;
    },
  };
}

function timeOver(ms: number): { readonly happened: Promise<never>; leave(): void } {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const happened = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('did not start')), ms);
  });
  happened.catch(() => {});
  return { happened, leave: () => clearTimeout(timer) };
}
