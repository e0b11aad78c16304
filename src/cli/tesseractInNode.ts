import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import type { Worker } from 'node:worker_threads';
import { createWorker } from 'tesseract.js';
import type { Language } from '../reading/recognizer/languages.ts';
import {
  startTesseractWorker,
  type TesseractRuntime,
} from '../reading/recognizer/tesseractRuntime.ts';

/** tesseract.js in Node, with its languages from the installed packages. */
export function tesseractInNode(): TesseractRuntime {
  return {
    async start(languages, onCrash) {
      // It looks in one folder for all languages, and each is a package of its own.
      const langPath = await mkdtemp(join(tmpdir(), 'handlens-print-'));
      try {
        for (const file of languages.map(dataOf))
          await copyFile(file, join(langPath, basename(file)));
        return await startTesseractWorker(
          createWorker,
          { langPath },
          languages,
          (worker) => {
            const thread = worker as Worker;
            thread.on('error', onCrash);
            thread.on('exit', () => onCrash(new Error('exited')));
          },
          onCrash,
        );
      } finally {
        await rm(langPath, { recursive: true, force: true });
      }
    },
  };
}

function dataOf(language: Language): string {
  const { resolve } = createRequire(import.meta.url);
  const data = dirname(resolve(`@tesseract.js-data/${language}/package.json`));
  return join(data, '4.0.0_best_int', `${language}.traineddata.gz`);
}
