import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { PDFDocument } from 'pdf-lib';
import type { Page } from 'playwright-core';
import { afterEach, expect, test } from 'vitest';
import { recordingWasm, splitWasm } from '../../build/splitWasm.ts';
import { type HeadlessPage, openHeadlessPage } from '../../src/cli/headlessPage.ts';
import { packageRoot } from '../../src/cli/packageRoot.ts';
import { encodePng } from '../../src/cli/pictures/encodePng.ts';
import { drawTextbookPage } from '../../src/cli/pictures/textbookPage.ts';
import { drawSheet } from '../../src/cli/pictures/writtenPaper.ts';
import { callableFromWasm } from '../../src/worker/wasmPlaces.ts';
import { SPLIT_OPEN_CV, startOpenCvScript } from '../build/openCvAsModule.ts';

const FIRST_OPEN_CV = /\/opencv-first-[^/]*\.wasm$/;
const REST_OF_OPEN_CV = /\/opencv-rest-[^/]*\.wasm$/;

const LEAF = { label: 'Chapter 3', title: 'Light and the Living Leaf', runningHeader: null };

let opened: HeadlessPage;
afterEach(() => opened?.close());

/**
 * Opens the page with these files held: they are asked for, and nothing comes until they are let go.
 * @param bytes what comes then; default what the server has
 */
async function openWithHeld(files: RegExp | string, bytes?: Uint8Array) {
  opened = await openHeadlessPage({ path: '#notebook' });
  const { page } = opened;
  let letGo: () => void = () => {};
  const gone = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  await page.context().route(files, async (route) => {
    await gone;
    const sent = bytes ? route.fulfill(asWasm(bytes)) : route.continue();
    // Whoever asked may have given up.
    await sent.catch(() => {});
  });
  return { page, letGo };
}

const asWasm = (bytes: Uint8Array) => ({
  contentType: 'application/wasm',
  body: Buffer.from(bytes),
});

/** Only here the reader is needed. */
const goLive = (page: Page): Promise<void> => page.getByRole('link', { name: 'Live' }).click();

test('a model that stays away is given up, says so, and comes at “Try again”', async () => {
  const { page, letGo } = await openWithHeld('**/models/handwriting-reader/weights.bin');
  await goLive(page);
  const notice = page.getByRole('alert').filter({ hasText: 'A part of the reader could not' });
  await notice.first().waitFor({ timeout: 120_000 });
  letGo();
  await notice.first().getByRole('button', { name: 'Try again' }).click();
  await page.getByRole('button', { name: 'Try a sample' }).click();
  await page.locator('.transcript-line').first().waitFor({ timeout: 120_000 });
  expect(await notice.count()).toBe(0);
}, 400_000);

test('progress counts the bytes of OpenCV.js with those of the models', async () => {
  const { page, letGo } = await openWithHeld(FIRST_OPEN_CV);
  await goLive(page);
  const folder = join(packageRoot(), 'dist', 'assets');
  const [file = ''] = readdirSync(folder).filter((name) => FIRST_OPEN_CV.test(`/${name}`));
  const megabytes = statSync(join(folder, file)).size / 1e6;
  const progress = page.locator('.progress:visible').first();
  // All else comes; what is missing then is this file, to a tenth of a megabyte at both ends.
  const missing = async (): Promise<number> => {
    const [, loaded, total] = /([\d.]+) of ([\d.]+) MB/.exec(await progress.innerText()) ?? [];
    return Math.abs(Number(total) - Number(loaded) - megabytes);
  };
  await expect.poll(missing, { timeout: 90_000 }).toBeLessThan(0.11);
  expect(await progress.innerText()).toMatch(/Loading the picture tools/);
  letGo();
  await progress.waitFor({ state: 'hidden', timeout: 90_000 });
}, 240_000);

test('a part of OpenCV.js that stays away in the middle of a frame costs a new start, and no more', async () => {
  // Only what starts is there: the first frame already needs the rest.
  const { first, rest } = splitWasm(SPLIT_OPEN_CV.wasm, await functionsOfStart());
  const { page, letGo } = await openWithHeld(REST_OF_OPEN_CV, rest);
  await page.context().route(FIRST_OPEN_CV, (route) => route.fulfill(asWasm(first)));
  const workers: string[] = [];
  page.on('worker', (worker) => workers.push(worker.url()));
  await goLive(page);
  await page.getByRole('button', { name: 'Try a sample' }).click();
  const readers = () => workers.filter((url) => url.includes('readingWorker')).length;
  await expect.poll(readers, { timeout: 120_000 }).toBeGreaterThan(1);
  letGo();
  await page.getByText('The reader stopped and was started again.').waitFor({ timeout: 90_000 });
  await page.locator('.transcript-line').first().waitFor({ timeout: 120_000 });
}, 400_000);

/** Which functions of OpenCV.js run before it is ready. */
async function functionsOfStart(): Promise<(index: number) => boolean> {
  const used = new Set<number>();
  const table = new WebAssembly.Table({ initial: 1, element: 'anyfunc' });
  table.set(
    0,
    callableFromWasm((index) => used.add(index), 1),
  );
  await startOpenCvScript(
    async (imports) =>
      (
        await WebAssembly.instantiate(recordingWasm(SPLIT_OPEN_CV.wasm), {
          ...imports,
          split: { table },
        })
      ).instance,
  );
  const atStart = new Set(used);
  return (index) => atStart.has(index);
}

test('a PDF whose worker hangs is given up with a reason, and the next file is read', async () => {
  opened = await openHeadlessPage({ path: '#documents' });
  const { page } = opened;
  await page.context().route('**/pdf/pdf.worker.min.mjs', async (route) => {
    const script = await (await route.fetch()).text();
    // It says that it is there, and at the first file nothing more.
    const hangs = `addEventListener('message', ({ data }) => {
      if (data?.action === 'GetDocRequest') for (;;);
    });`;
    await route.fulfill({ contentType: 'text/javascript', body: hangs + script });
  });
  const pdf = await PDFDocument.create();
  pdf.addPage();
  await chooseDocument(page, 'report.pdf', await pdf.save());
  const reason = page.getByText('This PDF keeps its reader busy without end.').first();
  await reason.waitFor({ timeout: 100_000 });
  const note = encodePng(drawSheet([{ text: 'call Anna', font: 'Kalam', size: 72 }]));
  await chooseDocument(page, 'note.png', note);
  const card = page.locator('.page-card[data-state=read]').filter({ hasText: 'note.png' });
  await card.waitFor({ timeout: 120_000 });
}, 300_000);

test.each([
  ['script', '**/tesseract/worker.min.js'],
  ['core', '**/tesseract/tesseract-core*'],
  ['data', '**/tesseract/eng.traineddata.gz'],
])(
  'a reader of print whose %s stays away is given up, and “Try again” reads the page',
  async (_, files) => {
    const { page, letGo } = await openWithHeld(files);
    await page.getByRole('link', { name: 'Documents' }).click();
    await page.getByRole('button', { name: 'Chapters' }).click();
    await chooseDocument(page, 'leaf.png', encodePng(drawTextbookPage(LEAF)));
    const row = page
      .locator('.photo-row')
      .filter({ hasText: 'The reader of printed text stopped.' });
    await row.waitFor({ timeout: 240_000 });
    letGo();
    await row.getByRole('button', { name: 'Try again' }).click();
    await page.locator('.photo-row[data-state=read]').waitFor({ timeout: 120_000 });
    expect(await page.getByLabel('Title of leaf.png').inputValue()).toBe(LEAF.title);
  },
  500_000,
);

function chooseDocument(page: Page, name: string, bytes: Uint8Array): Promise<void> {
  const files = [{ name, mimeType: '', buffer: Buffer.from(bytes) }];
  return page.locator('.documents input[type=file][multiple]').first().setInputFiles(files);
}
