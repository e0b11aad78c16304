import type Tesseract from 'tesseract.js';
import type { Languages } from './languages.ts';

/** Variables of Tesseract for one job, such as `tessedit_pageseg_mode`. */
export type TesseractVariables = Readonly<Record<string, string>>;

/** The parts of a tesseract.js worker that are used here. */
export interface TesseractWorker {
  /** @param image the bytes of a picture file, such as a PGM */
  recognize(image: Uint8Array, variables: TesseractVariables): Promise<readonly Tesseract.Block[]>;
  terminate(): Promise<void>;
}

/** Starts tesseract.js where we run: in Node, or in the page from its own origin. */
export interface TesseractRuntime {
  /**
   * Starts one worker that reads some languages.
   * @param onCrash told when the worker dies, also between jobs
   */
  start(languages: Languages, onCrash: (cause: unknown) => void): Promise<TesseractWorker>;
}

/** Where tesseract.js finds its own files; what is missing is found by the package itself. */
export interface TesseractPaths {
  readonly workerPath?: string;
  readonly corePath?: string;
  /** Folder of the languages' `NAME.traineddata.gz`. */
  readonly langPath: string;
}

/** The worker behind tesseract.js's face: a `Worker` of the page, or one of `node:worker_threads`. */
type WatchWorker = (worker: unknown, onCrash: (cause: unknown) => void) => void;

const LSTM_ONLY = 1;

/**
 * Starts a tesseract.js worker that never reaches for a server of its own choice.
 *
 * `createWorker` of tesseract.js 7 stays pending for ever when the model cannot be read, and
 * throws uncaught where no `errorHandler` is set; here both reject.
 */
export async function startTesseractWorker(
  createWorker: typeof Tesseract.createWorker,
  paths: TesseractPaths,
  languages: Languages,
  watch: WatchWorker,
  onCrash: (cause: unknown) => void,
): Promise<TesseractWorker> {
  let failStart: (cause: unknown) => void = () => {};
  const failed = new Promise<never>((_, reject) => {
    failStart = reject;
  });
  failed.catch(() => {});
  const worker = await Promise.race([
    createWorker(languages.join('+'), LSTM_ONLY, {
      ...paths,
      workerBlobURL: false,
      gzip: true,
      // The HTTP cache and the service worker keep the model; a second copy would only go stale.
      cacheMethod: 'none',
      errorHandler: (cause: unknown) => failStart(cause),
    }),
    failed,
  ]);
  watch('worker' in worker ? worker.worker : undefined, onCrash);
  return {
    async recognize(image, variables) {
      const { data } = await worker.recognize(
        image as Tesseract.ImageLike,
        variables as Partial<Tesseract.RecognizeOptions>,
        { blocks: true, text: false },
      );
      return data.blocks ?? [];
    },
    async terminate() {
      await worker.terminate();
    },
  };
}
