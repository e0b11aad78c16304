import type { PDFDocumentLoadingTask, PDFPageProxy } from 'pdfjs-dist';
import { ReadingError, throwIfAborted } from '../errors.ts';
import type { NativeText } from './nativeText.ts';
import { imageBoxes, nativeLines } from './pdfText.ts';
import { boundedSize } from './resizeRaster.ts';

type PdfJs = typeof import('pdfjs-dist');

/** What reading a PDF takes from where it runs. */
export interface PdfRuntime<Picture> {
  /** pdf.js, and where its worker, fonts and decoders are. */
  load(): Promise<{ readonly pdfjs: PdfJs; readonly options: Readonly<Record<string, unknown>> }>;
  /** Paper to draw on. */
  paper(width: number, height: number): PdfPaper<Picture>;
}

export interface PdfPaper<Picture> {
  /** A 2D context as browsers have it. */
  readonly context: unknown;
  /** What was drawn; the paper is not used again. */
  picture(): Picture;
}

/** An opened PDF. */
export interface PdfFile<Picture> {
  readonly pageCount: number;
  /** Page `index`, from 0. @throws ReadingError `pdf-broken` */
  page(index: number): Promise<PdfPage<Picture>>;
  close(): Promise<void>;
}

export interface PdfPage<Picture> {
  /** Size at `PDF_DPI`, px, turned as the file says. */
  readonly width: number;
  readonly height: number;
  draw(longSide: number, signal: AbortSignal | undefined): Promise<Picture>;
  text(): Promise<NativeText>;
}

/** What places in a PDF are told in, px an inch: usual for scans. */
export const PDF_DPI = 300;
const POINTS_PER_INCH = 72;
const PASSWORD_WRONG = 2;

/**
 * Opens a PDF from its bytes.
 * @throws ReadingError `pdf-locked`, `pdf-password-wrong`, `pdf-broken`
 */
export async function openPdf<Picture>(
  bytes: Uint8Array,
  runtime: PdfRuntime<Picture>,
  password?: string,
): Promise<PdfFile<Picture>> {
  const { pdfjs, options } = await runtime.load();
  const task = pdfjs.getDocument({
    // pdf.js hands the buffer to its worker, after which it is empty here.
    data: new Uint8Array(bytes),
    ...options,
    ...(password === undefined ? {} : { password }),
    verbosity: pdfjs.VerbosityLevel.ERRORS,
    enableXfa: false,
  });
  const document = await opened(task);
  const scale = PDF_DPI / POINTS_PER_INCH;

  async function drawn(
    page: PDFPageProxy,
    longSide: number,
    signal: AbortSignal | undefined,
  ): Promise<Picture> {
    throwIfAborted(signal);
    const full = page.getViewport({ scale });
    const size = boundedSize(full, longSide);
    const paper = runtime.paper(size.width, size.height);
    const rendering = page.render({
      canvas: null,
      canvasContext: paper.context as never,
      viewport: page.getViewport({ scale: (scale * size.width) / full.width }),
      background: '#ffffff',
    });
    const stop = (): void => rendering.cancel();
    signal?.addEventListener('abort', stop);
    try {
      await rendering.promise;
      return paper.picture();
    } catch (cause) {
      throwIfAborted(signal);
      throw new ReadingError('pdf-broken', { cause });
    } finally {
      signal?.removeEventListener('abort', stop);
      page.cleanup();
    }
  }

  return {
    pageCount: document.numPages,
    async page(index) {
      const page = await document.getPage(index + 1).catch((cause: unknown) => {
        throw new ReadingError('pdf-broken', { cause });
      });
      const viewport = page.getViewport({ scale });
      return {
        width: Math.max(1, Math.round(viewport.width)),
        height: Math.max(1, Math.round(viewport.height)),
        draw: (longSide, signal) => drawn(page, longSide, signal),
        async text() {
          const { items, styles } = await page.getTextContent();
          const operators = await page.getOperatorList();
          return {
            lines: nativeLines(items, styles, viewport.transform),
            pictures: imageBoxes(operators, pdfjs.OPS, viewport),
          };
        },
      };
    },
    close: () => task.destroy(),
  };
}

async function opened(task: PDFDocumentLoadingTask) {
  try {
    return await task.promise;
  } catch (cause) {
    await task.destroy();
    if (cause instanceof Error && cause.name === 'PasswordException') {
      const isWrong = 'code' in cause && cause.code === PASSWORD_WRONG;
      throw new ReadingError(isWrong ? 'pdf-password-wrong' : 'pdf-locked');
    }
    throw new ReadingError('pdf-broken', { cause });
  }
}
