import { type Canvas, createCanvas } from '@napi-rs/canvas';
import { drawBoxes } from '../formats/document/boxesOnPicture.ts';
import type { LaidOutPage } from '../formats/document/laidOutPage.ts';
import type { PicturedPage } from '../formats/document/searchablePdf.ts';
import { type RasterImage, READ_LONG_SIDE } from '../reading/image.ts';
import { layoutOf } from '../reading/layout/layoutOf.ts';
import type { FilePages } from '../reading/pictureFile/filePages.ts';
import type { Reader } from '../reading/reader.ts';
import { readFilePage } from '../reading/readFilePage.ts';
import type { EngineChoice } from '../reading/results.ts';
import { SURE_CONFIDENCE } from '../reading/results.ts';

const JPEG_QUALITY = 80;

/** A page's name: its file's, with its number where the file has several. */
export function pageName(file: string, index: number, count: number): string {
  return count === 1 ? file : `${file}, page ${index + 1}`;
}

/**
 * Reads all pages of a file and lays them out.
 * @param reader asked for only where there is something to read: pages may hold their text
 * @throws ReadingError
 */
export async function readPages(
  reader: () => Promise<Reader>,
  { pages }: FilePages<RasterImage>,
  file: string,
  {
    engine,
    onPage,
  }: { readonly engine: EngineChoice; readonly onPage?: (done: number, all: number) => void },
): Promise<LaidOutPage[]> {
  const read: LaidOutPage[] = [];
  for (const [index, page] of pages.entries()) {
    onPage?.(index, pages.length);
    const reading = await readFilePage(page, async (image) =>
      (await reader()).readPicture(image, { engine }),
    );
    const { dpi } = await page.size();
    read.push({ name: pageName(file, index, pages.length), layout: layoutOf(reading), dpi });
  }
  return read;
}

/** The same pages with the pictures that a PDF shows. */
export async function withPictures(
  laidOut: readonly LaidOutPage[],
  { pages }: FilePages<RasterImage>,
): Promise<PicturedPage[]> {
  const pictured: PicturedPage[] = [];
  for (const [index, page] of laidOut.entries()) {
    const image = await pages[index]?.picture(READ_LONG_SIDE);
    if (image === undefined) continue;
    pictured.push({ ...page, picture: { type: 'jpeg', bytes: jpegOf(image) } });
  }
  return pictured;
}

/** The pages' pictures with their lines drawn on, as PNG files. */
export async function withBoxes(
  laidOut: readonly LaidOutPage[],
  { pages }: FilePages<RasterImage>,
): Promise<Uint8Array<ArrayBuffer>[]> {
  const drawn: Uint8Array<ArrayBuffer>[] = [];
  for (const [index, page] of laidOut.entries()) {
    const image = await pages[index]?.picture(READ_LONG_SIDE);
    if (image === undefined) continue;
    const canvas = canvasOf(image);
    drawBoxes(canvas.getContext('2d'), page, image.width, SURE_CONFIDENCE);
    drawn.push(new Uint8Array(canvas.toBuffer('image/png')));
  }
  return drawn;
}

function jpegOf(image: RasterImage): Uint8Array {
  return canvasOf(image).toBuffer('image/jpeg', JPEG_QUALITY);
}

function canvasOf({ width, height, data }: RasterImage): Canvas {
  const canvas = createCanvas(width, height);
  const context = canvas.getContext('2d');
  const pixels = context.createImageData(width, height);
  pixels.data.set(data);
  context.putImageData(pixels, 0, 0);
  return canvas;
}
