import { PDFDocument, StandardFonts } from 'pdf-lib';
import type { Page } from 'playwright-core';
import { openHeadlessPage } from './headlessPage.ts';
import { encodePng } from './pictures/encodePng.ts';
import { drawSheet } from './pictures/writtenPaper.ts';

/** A long PDF in Documents, from the drop to its last page. */
export interface PagesBench {
  readonly pages: number;
  /** What the page's heap holds, swept, once so many pages are done, bytes. */
  readonly heaps: readonly { readonly pages: number; readonly bytes: number }[];
  /** The longest time in which the page answered nobody, ms. */
  readonly longestStandstillMs: number;
  readonly totalMs: number;
}

const A4 = { width: 595, height: 842 } as const;
const ROWS = 40;
/** Every so many pages one is a picture of handwriting; the others say their text themselves. */
const WRITTEN_EVERY = 20;
/** The heap is looked at so often. */
const LOOKS = 5;
const PATIENCE_MS = 3_600_000;

/** Measures the built page in `dist`. */
export async function measurePages(pages: number): Promise<PagesBench> {
  const { page, close } = await openHeadlessPage({ path: '#documents' });
  try {
    const buffer = await longPdf(pages);
    await page.evaluate(watchStandstill);
    const startMs = performance.now();
    const choose = page.locator('.documents input[type=file][multiple]').first();
    await choose.setInputFiles({ name: 'book.pdf', mimeType: 'application/pdf', buffer });
    const question = page.getByRole('dialog', { name: 'Which pages?' });
    await page.locator('.page-card').first().or(question).waitFor();
    if (await question.isVisible()) {
      await question.getByRole('button', { name: 'Open', exact: true }).click();
    }
    const heaps: { pages: number; bytes: number }[] = [];
    for (let look = 1; look <= LOOKS; look++) {
      const done = Math.round((pages * look) / LOOKS);
      const read = page.locator('.page-card[data-state=read]').nth(done - 1);
      await read.waitFor({ state: 'attached', timeout: PATIENCE_MS });
      heaps.push({ pages: done, bytes: await sweptHeap(page) });
    }
    const totalMs = performance.now() - startMs;
    const longestStandstillMs = await page.evaluate(
      () => (globalThis as unknown as { standstillMs: number }).standstillMs,
    );
    return { pages, heaps, longestStandstillMs, totalMs };
  } finally {
    await close();
  }
}

/** Runs in the page: how late a timer comes says how long nothing else could happen. */
function watchStandstill(): void {
  const watched = globalThis as unknown as { standstillMs: number };
  watched.standstillMs = 0;
  const everyMs = 50;
  let before = performance.now();
  setInterval(() => {
    const now = performance.now();
    watched.standstillMs = Math.max(watched.standstillMs, now - before - everyMs);
    before = now;
  }, everyMs);
}

async function sweptHeap(page: Page): Promise<number> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('HeapProfiler.collectGarbage');
  const { usedSize } = await devtools.send('Runtime.getHeapUsage');
  await devtools.detach();
  return usedSize;
}

async function longPdf(pages: number): Promise<Buffer> {
  const document = await PDFDocument.create();
  const font = await document.embedFont(StandardFonts.TimesRoman);
  const sheet = drawSheet([
    { text: 'bring bread and two lemons', font: 'Kalam', size: 72 },
    { text: 'call Anna before seven', font: 'Patrick Hand', size: 78 },
  ]);
  const picture = await document.embedPng(encodePng(sheet));
  for (let number = 1; number <= pages; number++) {
    const page = document.addPage([A4.width, A4.height]);
    if (number % WRITTEN_EVERY === 0) {
      const height = (A4.width * sheet.height) / sheet.width;
      page.drawImage(picture, { x: 0, y: A4.height - height, width: A4.width, height });
      continue;
    }
    for (let row = 0; row < ROWS; row++) {
      const text = `Page ${number}, row ${row + 1}: the baker walked to the old house with a red door`;
      page.drawText(text, { x: 56, y: A4.height - 60 - 18 * row, size: 12, font });
    }
  }
  return Buffer.from(await document.save());
}
