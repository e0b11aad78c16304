import { readFileSync } from 'node:fs';
import { createCanvas } from '@napi-rs/canvas';
import { unzipSync } from 'fflate';
import type { Download, Page } from 'playwright-core';
import { fitWindow, type Size, toView } from '../../src/app/board/viewport.ts';
import { encodePng } from '../../src/cli/pictures/encodePng.ts';
import type { Box, Point } from '../../src/reading/geometry.ts';

export const PAGE: Size = { width: 800, height: 600 };

/** A file for a chooser. */
export interface ChosenFile {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

/** A page with a few dark bars on it, so that pictures can be told apart. */
export function drawPage(name: string, bars: number, size: Size = PAGE): ChosenFile {
  const canvas = createCanvas(size.width, size.height);
  const pen = canvas.getContext('2d');
  pen.fillStyle = '#f6f2e8';
  pen.fillRect(0, 0, size.width, size.height);
  pen.fillStyle = '#27324a';
  for (let i = 0; i < bars; i++) pen.fillRect(60, 60 + i * 90, 300 + 40 * i, 30);
  const image = pen.getImageData(0, 0, size.width, size.height);
  return { name, mimeType: 'image/png', buffer: encodePng(image) };
}

/** Presses what opens a file chooser, and chooses. @param files their content, or where they lie */
export async function choose(
  page: Page,
  open: () => Promise<void>,
  files: readonly ChosenFile[] | readonly string[],
): Promise<void> {
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), open()]);
  await chooser.setFiles([...files] as ChosenFile[] | string[]);
}

/** Waits until the picture of that name is painted. */
export async function shown(page: Page, name: string): Promise<void> {
  await page.locator('.desk-picture-name', { hasText: name }).waitFor();
  await page.locator('.board[data-shown]').waitFor();
}

/** Waits for the mark that says that all is saved. */
export async function saved(page: Page): Promise<void> {
  await page.locator('.saved-mark[data-saved=saved]').waitFor({ timeout: 60_000 });
}

/** Where a point of a picture that fits the window lies on the page. */
export async function placeOf(page: Page, point: Point, picture: Size = PAGE): Promise<Point> {
  const board = await page.locator('.board-active').boundingBox();
  if (!board) throw new Error('There is no board.');
  const at = toView(fitWindow(picture, board), point);
  return { x: board.x + at.x, y: board.y + at.y };
}

/** Drags from one point of the picture to another. */
export async function drag(
  page: Page,
  from: Point,
  to: Point,
  options: { readonly button?: 'left' | 'right'; readonly picture?: Size } = {},
): Promise<void> {
  const { button = 'left', picture = PAGE } = options;
  const start = await placeOf(page, from, picture);
  const end = await placeOf(page, to, picture);
  await page.mouse.move(start.x, start.y);
  await page.mouse.down({ button });
  await page.mouse.move((start.x + end.x) / 2, (start.y + end.y) / 2, { steps: 3 });
  await page.mouse.move(end.x, end.y, { steps: 3 });
  await page.mouse.up({ button });
}

export interface SavedBox extends Box {
  readonly className: string;
  readonly difficult: boolean;
  readonly transcription: string | null;
}

export interface SavedPicture {
  readonly name: string;
  readonly verified: boolean;
  readonly boxes: readonly SavedBox[];
}

interface ProjectJson {
  readonly classes: readonly { readonly id: string; readonly name: string }[];
  readonly images: readonly {
    readonly name: string;
    readonly verified: boolean;
    readonly boxes: readonly (Box & {
      readonly classId: string;
      readonly difficult: boolean;
      readonly transcription: string | null;
    })[];
  }[];
}

/** The files of a zip that the export dialog hands over. @param format as the dialog calls it */
export async function exported(
  page: Page,
  format: string,
): Promise<{ readonly zip: Buffer; readonly files: Readonly<Record<string, Uint8Array>> }> {
  await page.keyboard.press('Control+Shift+S');
  const dialog = page.getByRole('dialog', { name: 'Export' });
  await dialog
    .getByRole('radio', { name: new RegExp(`^${format.replace(/[()]/g, '\\$&')}`) })
    .check();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    dialog.getByRole('button', { name: 'Download zip' }).click(),
  ]);
  const zip = await bytesOf(download);
  await dialog.getByRole('button', { name: 'Close' }).click();
  return { zip, files: unzipSync(zip) };
}

async function bytesOf(download: Download): Promise<Buffer> {
  return readFileSync(await download.path());
}

/** What the project holds, read from its own export. */
export async function projectOf(page: Page): Promise<readonly SavedPicture[]> {
  const { files } = await exported(page, 'Whole project');
  const description = Object.entries(files).find(([path]) => path.endsWith('.json'))?.[1];
  if (!description) throw new Error('The export has no description.');
  const { classes, images } = JSON.parse(new TextDecoder().decode(description)) as ProjectJson;
  return images.map(({ name, verified, boxes }) => ({
    name,
    verified,
    boxes: boxes.map(({ x, y, width, height, classId, difficult, transcription }) => ({
      x,
      y,
      width,
      height,
      className: classes.find(({ id }) => id === classId)?.name ?? '',
      difficult,
      transcription,
    })),
  }));
}

/** Leaves the open project and brings a zip into a new one. */
export async function reopened(page: Page, zip: Buffer): Promise<void> {
  await page.keyboard.press('Alt+w');
  const button = page.locator('.annotate-start').getByRole('button', { name: 'Open pictures' });
  await choose(page, () => button.click(), [
    { name: 'again.zip', mimeType: 'application/zip', buffer: zip },
  ]);
  await page.locator('.board[data-shown]').waitFor();
}

/**
 * How long a picture may take to be there: 200 ms, or as long as this machine's browser needs to
 * decode it six times over, where that is more.
 */
export async function pictureLimit(page: Page, picture: Buffer): Promise<number> {
  const times = await page.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
    const taken: number[] = [];
    for (let i = 0; i < 5; i++) {
      const start = performance.now();
      (await createImageBitmap(new Blob([bytes], { type: 'image/jpeg' }))).close();
      taken.push(performance.now() - start);
    }
    return taken;
  }, picture.toString('base64'));
  return Math.max(200, 6 * (times.toSorted((a, b) => a - b)[2] ?? Number.NaN));
}
