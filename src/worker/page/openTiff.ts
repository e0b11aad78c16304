import { ReadingError } from '../../reading/errors.ts';
import type { PageSize, TiffFile } from '../../reading/pictureFile/filePages.ts';
import { type FromTiff, isFromTiff, type ToTiff } from '../tiffProtocol.ts';
import { errorOf } from './pendingRequests.ts';
import { SupervisedWorker } from './supervisedWorker.ts';

const spawnTiff = (): Worker =>
  new Worker(new URL('../tiffWorker.ts', import.meta.url), {
    type: 'module',
    name: 'handlens-tiff',
  });

/** Decoding is silent for longer than reading: a page of 100 megapixels is unpacked at one go. */
const PATIENCE = 4;

/**
 * Opens a TIFF file in a worker of its own, which holds it until it is closed.
 * @throws ReadingError as `tiffPages`
 */
export function openTiff(
  bytes: Uint8Array,
  spawn: () => Worker = spawnTiff,
): Promise<TiffFile<ImageBitmap>> {
  return new TiffWorker(bytes, spawn).open();
}

interface Waiting<Value> {
  resolve(value: Value): void;
  reject(error: ReadingError): void;
}

/** The page's side of one TIFF file. */
class TiffWorker {
  readonly #worker: SupervisedWorker<ToTiff, FromTiff>;
  readonly #decoding = new Map<number, Waiting<ImageBitmap>>();
  #opening: Waiting<readonly PageSize[]> | null = null;

  constructor(bytes: Uint8Array, spawn: () => Worker) {
    this.#worker = new SupervisedWorker({
      spawn,
      hello: () => ({ type: 'open', bytes }),
      isMessage: isFromTiff,
      receive: (message) => this.#receive(message),
      lost: (error) => this.#rejectAll(error),
      restarts: 0,
    });
    this.#worker.setPatience(PATIENCE);
  }

  async open(): Promise<TiffFile<ImageBitmap>> {
    const pages = await new Promise<readonly PageSize[]>((resolve, reject) => {
      this.#opening = { resolve, reject };
      this.#worker.start();
    });
    return {
      pages,
      decode: (index, longSide) => this.#decode(index, longSide),
      close: () => this.#end(new ReadingError('cancelled')),
    };
  }

  #decode(index: number, longSide: number): Promise<ImageBitmap> {
    return new Promise((resolve, reject) => {
      if (!this.#worker.isRunning) {
        reject(new ReadingError('worker-crashed'));
        return;
      }
      this.#decoding.set(index, { resolve, reject });
      this.#worker.send({ type: 'decode', index, longSide });
    });
  }

  #receive(message: FromTiff): void {
    switch (message.type) {
      case 'opened':
        this.#opening?.resolve(message.pages);
        return;
      case 'refused':
        this.#end(errorOf(message.error));
        return;
      case 'decoded':
        this.#taken(message.index)?.resolve(message.picture);
        return;
      case 'undecoded':
        this.#taken(message.index)?.reject(errorOf(message.error));
    }
  }

  #taken(index: number): Waiting<ImageBitmap> | undefined {
    const waiting = this.#decoding.get(index);
    this.#decoding.delete(index);
    return waiting;
  }

  #end(error: ReadingError): void {
    this.#worker.dispose();
    this.#rejectAll(error);
  }

  #rejectAll(error: ReadingError): void {
    this.#opening?.reject(error);
    for (const { reject } of this.#decoding.values()) reject(error);
    this.#decoding.clear();
  }
}
