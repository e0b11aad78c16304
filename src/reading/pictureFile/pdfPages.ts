import type { PDFPageProxy } from 'pdfjs-dist';
import { ReadingError, throwIfAborted } from '../errors.ts';
import type { NativeText } from './nativeText.ts';
import { imageBoxes, nativeLines } from './pdfText.ts';
import { boundedSize } from './resizeRaster.ts';

type PdfJs = typeof import('pdfjs-dist');

/** What reading a PDF takes from where it runs. */
export interface PdfRuntime<Picture> {
  /** For one file: pdf.js, and where its worker, fonts and decoders are. */
  load(): Promise<LoadedPdfJs>;
  /** Paper to draw on. */
  paper(width: number, height: number): PdfPaper<Picture>;
}

export interface LoadedPdfJs {
  readonly pdfjs: PdfJs;
  readonly options: Readonly<Record<string, unknown>>;
  /** Bounds how long each step is waited for; without it, for ever. */
  readonly within?: PdfSteps;
  /** Ends what was started for the file. */
  readonly end?: () => void;
}

/** Waits for a step, which says when it is heard of. @throws ReadingError where it takes too long */
export type PdfSteps = <Value>(step: (heard: () => void) => Promise<Value>) => Promise<Value>;

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
 * @throws ReadingError `pdf-locked`, `pdf-password-wrong`, `pdf-broken`, `pdf-silent`
 */
export async function openPdf<Picture>(
  bytes: Uint8Array,
  runtime: PdfRuntime<Picture>,
  password?: string,
): Promise<PdfFile<Picture>> {
  const { pdfjs, options, within = unbounded, end = () => {} } = await runtime.load();
  const task = pdfjs.getDocument({
    // pdf.js hands the buffer to its worker, after which it is empty here.
    data: new Uint8Array(bytes),
    ...options,
    ...(password === undefined ? {} : { password }),
    verbosity: pdfjs.VerbosityLevel.ERRORS,
    enableXfa: false,
  });
  const close = async (): Promise<void> => {
    // A worker that hangs does not say that it is done.
    await within(() => task.destroy()).catch(() => {});
    end();
  };
  const document = await within(() => task.promise).catch(async (cause: unknown) => {
    await close();
    throw whyClosed(cause);
  });
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
      await within((heard) => {
        rendering.onContinue = (proceed: () => void) => {
          heard();
          proceed();
        };
        return rendering.promise;
      });
      return paper.picture();
    } catch (cause) {
      throwIfAborted(signal);
      throw asPdfError(cause);
    } finally {
      signal?.removeEventListener('abort', stop);
      page.cleanup();
    }
  }

  return {
    pageCount: document.numPages,
    async page(index) {
      const page = await within(() => document.getPage(index + 1)).catch((cause: unknown) => {
        throw asPdfError(cause);
      });
      const viewport = page.getViewport({ scale });
      return {
        width: Math.max(1, Math.round(viewport.width)),
        height: Math.max(1, Math.round(viewport.height)),
        draw: (longSide, signal) => drawn(page, longSide, signal),
        async text() {
          const { items, styles } = await within(() => page.getTextContent());
          const operators = await within(() => page.getOperatorList());
          return {
            lines: nativeLines(items, styles, viewport.transform),
            pictures: imageBoxes(operators, pdfjs.OPS, viewport),
          };
        },
      };
    },
    close,
  };
}

const unbounded: PdfSteps = (step) => step(() => {});

function asPdfError(cause: unknown): ReadingError {
  return cause instanceof ReadingError ? cause : new ReadingError('pdf-broken', { cause });
}

/** Why a PDF could not be opened. */
function whyClosed(cause: unknown): ReadingError {
  if (cause instanceof Error && cause.name === 'PasswordException') {
    const isWrong = 'code' in cause && cause.code === PASSWORD_WRONG;
    return new ReadingError(isWrong ? 'pdf-password-wrong' : 'pdf-locked');
  }
  return asPdfError(cause);
}
