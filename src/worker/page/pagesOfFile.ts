import { ReadingError, throwIfAborted } from '../../reading/errors.ts';
import { MAX_FILE_BYTES } from '../../reading/image.ts';
import {
  type FilePage,
  type FilePages,
  type OpenOptions,
  openPages,
  type PagePlatform,
} from '../../reading/pictureFile/filePages.ts';
import { bitmapOfPixels } from '../bitmapOfPixels.ts';
import { stepBudget } from './stepBudget.ts';

/** How long each step of a PDF may take without progress: its worker parses and decodes for seconds. */
const PDF_STEP_SECONDS = 60;

export interface PageOpenOptions extends OpenOptions {
  /** Absolute URL of the folder that holds `pdf/`; default: beside the page. */
  readonly assetBase?: string;
  /** Opens TIFF files elsewhere than in the page. */
  readonly openTiff?: PagePlatform<ImageBitmap>['openTiff'];
}

/**
 * Opens a file with pages: pictures, TIFF and PDF, told by their bytes. What it gives decodes to
 * bitmaps, which belong to whoever asked for them. A PDF holds a worker until it is closed.
 * @throws ReadingError as `openPages`
 */
export async function pagesOfFile(
  file: Blob,
  { assetBase, openTiff, ...options }: PageOpenOptions = {},
): Promise<FilePages<ImageBitmap>> {
  if (file.size > MAX_FILE_BYTES) throw new ReadingError('file-too-large');
  const bytes = await bytesOfFile(file);
  return openPages(bytes, { ...platformOf(assetBase, file), openTiff }, options);
}

/** @throws ReadingError `file-unreadable` where the file is no longer where it was chosen */
export async function bytesOfFile(file: Blob): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return new Uint8Array(await file.arrayBuffer());
  } catch (cause) {
    throw new ReadingError('file-unreadable', { cause });
  }
}

function platformOf(assetBase: string | undefined, file: Blob): PagePlatform<ImageBitmap> {
  return {
    // The header's size is known, so that a large photo is decoded straight to the smaller size:
    // canvases of some phones end at 16.8 megapixels.
    decode: (_, __, { width, height }) =>
      createImageBitmap(file, {
        imageOrientation: 'from-image',
        resizeWidth: width,
        resizeHeight: height,
        resizeQuality: 'high',
      }),
    fromPixels: bitmapOfPixels,
    pdf: {
      async load() {
        const pdfjs = await import('pdfjs-dist');
        const base = assetBase ?? new URL('./', document.baseURI).href;
        const inside = (path: string): string => new URL(`pdf/${path}`, base).href;
        pdfjs.GlobalWorkerOptions.workerSrc = inside('pdf.worker.min.mjs');
        const worker = pdfjs.PDFWorker.create({ verbosity: pdfjs.VerbosityLevel.ERRORS });
        const end = (): void => worker.destroy();
        const overdue = (): ReadingError => {
          end();
          return new ReadingError('pdf-silent');
        };
        return {
          pdfjs,
          within: stepBudget(PDF_STEP_SECONDS, overdue),
          end,
          options: {
            worker,
            standardFontDataUrl: inside('standard_fonts/'),
            cMapUrl: inside('cmaps/'),
            cMapPacked: true,
            wasmUrl: inside('wasm/'),
            iccUrl: inside('iccs/'),
          },
        };
      },
      paper(width, height) {
        const canvas = new OffscreenCanvas(width, height);
        return { context: canvas.getContext('2d'), picture: () => canvas.transferToImageBitmap() };
      },
    },
  };
}

/** Does something with the only page of a file. @throws ReadingError `file-many-pages` */
async function withOnlyPage<Result>(
  file: Blob,
  use: (page: FilePage<ImageBitmap>) => Promise<Result>,
): Promise<Result> {
  const { pages, close } = await pagesOfFile(file);
  try {
    const [page, ...others] = pages;
    if (page === undefined || others.length > 0) throw new ReadingError('file-many-pages');
    return await use(page);
  } finally {
    await close();
  }
}

/**
 * Looks at a picture file without decoding it.
 * @returns the size of the upright picture, px
 * @throws ReadingError where it cannot be one that is read
 */
export function pictureSize(
  file: Blob,
): Promise<{ readonly width: number; readonly height: number }> {
  return withOnlyPage(file, (page) => page.size());
}

/**
 * Decodes a file of one picture upright (EXIF honoured) with its longer side at most `longSide` px.
 * @throws ReadingError as `pagesOfFile`, `file-many-pages`, `cancelled`
 */
export async function bitmapOfFile(
  file: Blob,
  longSide: number,
  signal: AbortSignal | undefined,
): Promise<ImageBitmap> {
  throwIfAborted(signal);
  const bitmap = await withOnlyPage(file, (page) => page.picture(longSide, signal));
  if (!signal?.aborted) return bitmap;
  bitmap.close();
  throw new ReadingError('cancelled');
}
