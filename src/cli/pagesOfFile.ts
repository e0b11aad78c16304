import { readFile, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, sep } from 'node:path';
import { createCanvas, loadImage } from '@napi-rs/canvas';
import { ReadingError } from '../reading/errors.ts';
import { MAX_FILE_BYTES, type RasterImage, validateRaster } from '../reading/image.ts';
import { type Orientation, swapsSides } from '../reading/pictureFile/exifOrientation.ts';
import {
  type FilePages,
  type OpenOptions,
  openPages,
  type PagePlatform,
} from '../reading/pictureFile/filePages.ts';
import { layOnGround } from '../reading/pictureFile/opaqueGround.ts';
import { bytesInZip } from './zipFiles.ts';

/**
 * Opens a file with pages from disk, or from a zip there (`scans.zip/page.jpg`); see `openPages`.
 * @throws ReadingError; what the file system says for a file that cannot be read
 */
export async function pagesOfFile(
  path: string,
  options?: OpenOptions,
): Promise<FilePages<RasterImage>> {
  const unpacked = await bytesInZip(path);
  if (unpacked) return pagesOfBytes(unpacked, options);
  // Looked at first: what is read into memory cannot be given back by a message.
  if ((await stat(path)).size > MAX_FILE_BYTES) throw new ReadingError('file-too-large');
  return pagesOfBytes(await readFile(path), options);
}

/** The same for a file already in memory. @throws ReadingError */
export function pagesOfBytes(
  bytes: Uint8Array,
  options?: OpenOptions,
): Promise<FilePages<RasterImage>> {
  return openPages(bytes, platform, options);
}

const platform: PagePlatform<RasterImage> = {
  async decode(bytes, header, { width, height }) {
    const picture = await loadImage(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
    const canvas = createCanvas(width, height);
    const context = canvas.getContext('2d');
    context.imageSmoothingQuality = 'high';
    // Skia turns JPEG and WebP files itself, and passes over the orientation of PNG files.
    if (header.format === 'png') turnUpright(context, header.orientation, width, height);
    const turned = header.format === 'png' && swapsSides(header.orientation);
    context.drawImage(picture, 0, 0, turned ? height : width, turned ? width : height);
    return onGround({ width, height, data: context.getImageData(0, 0, width, height).data });
  },
  fromPixels: async (image) => onGround(image),
  pdf: {
    async load() {
      const pdfjs = await import('pdfjs-dist/legacy/build/pdf.mjs');
      const folder = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'));
      const inside = (name: string): string => join(folder, name) + sep;
      return {
        pdfjs,
        options: {
          standardFontDataUrl: inside('standard_fonts'),
          cMapUrl: inside('cmaps'),
          cMapPacked: true,
          wasmUrl: inside('wasm'),
          iccUrl: inside('iccs'),
        },
      };
    },
    paper(width, height) {
      const canvas = createCanvas(width, height);
      const context = canvas.getContext('2d');
      return {
        context,
        picture: () =>
          onGround({ width, height, data: context.getImageData(0, 0, width, height).data }),
      };
    },
  },
};

function onGround(image: RasterImage): RasterImage {
  layOnGround(image.data);
  return validateRaster(image);
}

/** For each orientation the canvas transform (a, b, c, d), and which sides it must be moved by. */
const TRANSFORMS: Readonly<
  Record<Orientation, readonly [number, number, number, number, movedX: 0 | 1, movedY: 0 | 1]>
> = {
  1: [1, 0, 0, 1, 0, 0],
  2: [-1, 0, 0, 1, 1, 0],
  3: [-1, 0, 0, -1, 1, 1],
  4: [1, 0, 0, -1, 0, 1],
  5: [0, 1, 1, 0, 0, 0],
  6: [0, 1, -1, 0, 1, 0],
  7: [0, -1, -1, 0, 1, 1],
  8: [0, -1, 1, 0, 0, 1],
};

function turnUpright(
  context: { setTransform(a: number, b: number, c: number, d: number, e: number, f: number): void },
  orientation: Orientation,
  width: number,
  height: number,
): void {
  const [a, b, c, d, movedX, movedY] = TRANSFORMS[orientation];
  context.setTransform(a, b, c, d, movedX * width, movedY * height);
}
