import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Worker } from 'node:worker_threads';
import { createWorker } from 'tesseract.js';
import {
  startTesseractWorker,
  type TesseractRuntime,
} from '../reading/recognizer/tesseractRuntime.ts';

/** tesseract.js in Node, with its model from the installed package. */
export function tesseractInNode(): TesseractRuntime {
  const data = createRequire(import.meta.url).resolve('@tesseract.js-data/eng/package.json');
  const langPath = join(dirname(data), '4.0.0_best_int');
  return {
    start: (onCrash) =>
      startTesseractWorker(
        createWorker,
        { langPath },
        (worker) => {
          const thread = worker as Worker;
          thread.on('error', onCrash);
          thread.on('exit', () => onCrash(new Error('exited')));
        },
        onCrash,
      ),
  };
}
