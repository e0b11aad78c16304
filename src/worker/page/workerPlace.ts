/** Where the workers come from, and the files that they fetch. */
export interface WorkerPlace {
  /** Absolute URL of the folder that holds `models/` and `tesseract/`. */
  readonly assetBase: string;
  spawnReading(): Worker;
  spawnAir(): Worker;
}

/** The built page's own workers, with the files beside the page. */
export function workersOfPage(): WorkerPlace {
  return {
    assetBase: new URL('./', document.baseURI).href,
    spawnReading: () =>
      new Worker(new URL('../readingWorker.ts', import.meta.url), {
        type: 'module',
        name: 'handlens-reading',
      }),
    spawnAir: () =>
      new Worker(new URL('../airWorker.ts', import.meta.url), {
        type: 'module',
        name: 'handlens-air',
      }),
  };
}
