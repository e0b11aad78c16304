import { ReadingError, throwIfAborted } from '../errors.ts';
import { MAX_FILE_PIXELS, type RasterImage } from '../image.ts';
import { type FileKind, sniffFileKind } from './fileKind.ts';
import { type ImageHeader, readImageHeader, uprightSize } from './imageHeader.ts';
import type { NativeText } from './nativeText.ts';
import { openPdf, PDF_DPI, type PdfRuntime } from './pdfPages.ts';
import { boundedSize } from './resizeRaster.ts';
import { tiffPages } from './tiffPages.ts';

/** Size of a picture or page, px. */
export interface PageSize {
  readonly width: number;
  readonly height: number;
  /** Pixels an inch; null where the file does not say. */
  readonly dpi: number | null;
}

/** A page of a file: nothing of it is decoded before it is asked for. */
export interface FilePage<Picture> {
  /** Size of the upright page, px of the file; what lies on the page is told in these. */
  size(): Promise<PageSize>;
  /**
   * Decodes it upright, at most `longSide` px long. @throws ReadingError
   */
  picture(longSide: number, signal?: AbortSignal): Promise<Picture>;
  /** What the file itself says stands there; null for pages that are pictures. @throws ReadingError */
  text(): Promise<NativeText | null>;
}

/** The pages of an opened file, in its order. */
export interface FilePages<Picture> {
  readonly kind: FileKind;
  readonly pages: readonly FilePage<Picture>[];
  close(): Promise<void>;
}

/** An opened TIFF file. */
export interface TiffFile<Picture> {
  readonly pages: readonly PageSize[];
  /** Page `index`, from 0, at most `longSide` px long. @throws ReadingError `tiff-unsupported` */
  decode(index: number, longSide: number): Promise<Picture>;
  close(): void;
}

/** What opening files takes from where it runs. `Picture` is what pages are decoded to there. */
export interface PagePlatform<Picture> {
  /**
   * Decodes a picture with the platform's own decoder, upright, at the size wanted.
   * @throws anything where the bytes cannot be decoded
   */
  decode(
    bytes: Uint8Array,
    header: ImageHeader,
    size: { readonly width: number; readonly height: number },
  ): Promise<Picture>;
  fromPixels(image: RasterImage): Promise<Picture>;
  /** Opens TIFF files elsewhere than here: their decoder answers nobody while it works. */
  readonly openTiff?: ((bytes: Uint8Array) => Promise<TiffFile<Picture>>) | undefined;
  readonly pdf: PdfRuntime<Picture>;
}

export interface OpenOptions {
  /** Of a PDF that is locked. */
  readonly password?: string;
}

/**
 * Opens a file by what its bytes say, whatever its name: JPEG, PNG, WebP, AVIF, BMP, GIF (the first
 * frame), HEIC where the platform knows it, TIFF and PDF with all of their pages.
 * @throws ReadingError `image-empty`, `image-unsupported`, `image-broken`, `image-too-large`,
 * `pdf-locked`, `pdf-password-wrong`, `pdf-broken`, `pdf-silent`
 */
export async function openPages<Picture>(
  bytes: Uint8Array,
  platform: PagePlatform<Picture>,
  { password }: OpenOptions = {},
): Promise<FilePages<Picture>> {
  const kind = sniffFileKind(bytes);
  if (kind === 'pdf') return pdfPages(bytes, platform, password);
  if (kind === 'tiff') return scannedPages(bytes, platform);
  const header = readImageHeader(bytes);
  // Decoders give what there is of a file that was cut short, and leave the rest gray or clear.
  if (!header.complete) throw new ReadingError('image-broken', { detail: 'the file ends early' });
  const size = uprightSize(header);
  if (size.width * size.height > MAX_FILE_PIXELS) throw new ReadingError('image-too-large');
  const page: FilePage<Picture> = {
    size: async () => ({ ...size, dpi: null }),
    async picture(longSide, signal) {
      throwIfAborted(signal);
      try {
        return await platform.decode(bytes, header, boundedSize(size, longSide));
      } catch (cause) {
        const code = header.format === 'heic' ? 'heic-unsupported' : 'image-broken';
        throw cause instanceof ReadingError ? cause : new ReadingError(code, { cause });
      }
    },
    text: async () => null,
  };
  return { kind: header.format, pages: [page], close: async () => {} };
}

async function scannedPages<Picture>(
  bytes: Uint8Array,
  platform: PagePlatform<Picture>,
): Promise<FilePages<Picture>> {
  const openTiff = platform.openTiff ?? ((all) => openTiffHere(all, platform));
  const file = await openTiff(bytes);
  const pages = file.pages.map(
    (size, index): FilePage<Picture> => ({
      size: async () => size,
      async picture(longSide, signal) {
        throwIfAborted(signal);
        return file.decode(index, longSide);
      },
      text: async () => null,
    }),
  );
  return { kind: 'tiff', pages, close: async () => file.close() };
}

/** Opens a TIFF file where this is called. @throws ReadingError as `tiffPages` */
export async function openTiffHere<Picture>(
  bytes: Uint8Array,
  { fromPixels }: Pick<PagePlatform<Picture>, 'fromPixels'>,
): Promise<TiffFile<Picture>> {
  const pages = await tiffPages(bytes);
  return {
    pages: pages.map(({ width, height, dpi }) => ({ width, height, dpi })),
    async decode(index, longSide) {
      const page = pages[index];
      if (page === undefined) throw new ReadingError('image-broken');
      return fromPixels(page.decode(longSide));
    },
    close: () => {},
  };
}

async function pdfPages<Picture>(
  bytes: Uint8Array,
  platform: PagePlatform<Picture>,
  password: string | undefined,
): Promise<FilePages<Picture>> {
  const file = await openPdf(bytes, platform.pdf, password);
  const pages = Array.from({ length: file.pageCount }, (_, index): FilePage<Picture> => {
    const page = () => file.page(index);
    return {
      async size() {
        const { width, height } = await page();
        return { width, height, dpi: PDF_DPI };
      },
      picture: async (longSide, signal) => (await page()).draw(longSide, signal),
      text: async () => (await page()).text(),
    };
  });
  return { kind: 'pdf', pages, close: () => file.close() };
}
