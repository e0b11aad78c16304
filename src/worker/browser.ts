/** What `import … from 'handlens/browser'` gives: the reader for a page that serves its files. */

import { createReadingClient, type ReadingClient, type ReadingClientOptions } from './client.ts';

export { ReadingError } from '../reading/errors.ts';
export type {
  EngineChoice,
  LineReading,
  PictureReading,
  ReadLine,
  TextbookPage,
} from '../reading/results.ts';
export type * from './client.ts';

export interface BrowserReaderOptions extends ReadingClientOptions {
  /** Address of the folder that `npx handlens assets FOLDER` filled, seen from the page. */
  readonly assets: string;
}

/** Starts the reader in a worker of the page; all of its files come from `assets`. */
export function createReaderInBrowser({ assets, ...options }: BrowserReaderOptions): ReadingClient {
  const assetBase = new URL(assets.replace(/\/*$/, '/'), document.baseURI).href;
  const spawn = (name: string): Worker =>
    new Worker(`${assetBase}${name}.js`, { type: 'module', name: `handlens-${name}` });
  return createReadingClient(
    {
      assetBase,
      spawnReading: () => spawn('readingWorker'),
      spawnAir: () => spawn('airWorker'),
    },
    options,
  );
}
