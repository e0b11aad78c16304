import { createWorker } from 'tesseract.js';
import {
  startTesseractWorker,
  type TesseractRuntime,
} from '../reading/recognizer/tesseractRuntime.ts';

/**
 * tesseract.js in the page, from the page's own origin alone.
 * @param base absolute URL that the page is served under; its files lie in `tesseract/` below it
 */
export function tesseractInPage(base: string | URL): TesseractRuntime {
  const folder = new URL('tesseract/', base);
  const langPath = folder.href.replace(/\/$/, '');
  return {
    start: (onCrash) =>
      startTesseractWorker(
        createWorker,
        {
          workerPath: new URL('worker.min.js', folder).href,
          corePath: langPath,
          langPath,
        },
        (worker) => {
          const thread = worker as Worker;
          thread.addEventListener('error', onCrash);
          thread.addEventListener('messageerror', onCrash);
        },
        onCrash,
      ),
  };
}
