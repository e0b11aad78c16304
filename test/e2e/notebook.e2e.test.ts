import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type HeadlessPage, openHeadlessPage } from '../../src/cli/headlessPage.ts';
import { encodePng } from '../../src/cli/pictures/encodePng.ts';
import { drawTextbookPage } from '../../src/cli/pictures/textbookPage.ts';
import { inkedPixels, writeOnPad } from './padWriting.ts';

let opened: HeadlessPage;
let page: Page;
const shots = process.env.HANDLENS_SHOTS;
const shoot = async (name: string): Promise<void> => {
  if (shots) await page.screenshot({ path: join(shots, `${name}.png`) });
};
const PAGE = { label: 'Chapter 3', title: 'Light and the Living Leaf', runningHeader: null };

/** Entries of the notebook as its screen lists them. */
const entry = (text: string) => page.locator('.entry').filter({ hasText: text });
const goTo = (screen: string) =>
  page.evaluate((hash) => {
    location.hash = hash;
  }, screen);

beforeAll(async () => {
  opened = await openHeadlessPage({ path: '#notebook' });
  page = opened.page;
  await page.getByText('Nothing here yet.').waitFor();
  await shoot('notebook-empty');
  await goTo('air');
  await page.getByRole('button', { name: 'Write on a pad' }).click();
  await writeOnPad(page, 'hello');
  await page.locator('.transcript-line').first().waitFor({ timeout: 90_000 });
  await goTo('textbook');
  await page
    .locator('.documents input[type=file][multiple]')
    .first()
    .setInputFiles([
      { name: 'leaf.png', mimeType: 'image/png', buffer: encodePng(drawTextbookPage(PAGE)) },
    ]);
  await page.locator('.photo-row[data-state=read]').waitFor({ timeout: 180_000 });
  await page.getByLabel('Title of leaf.png').fill('Light and Leaf');
  await page.keyboard.press('Tab');
  await goTo('live');
  await page.getByRole('button', { name: 'Try a sample' }).click();
  await page.locator('.transcript-line:visible').first().waitFor({ timeout: 90_000 });
}, 300_000);
afterAll(() => opened?.close());

test('a page that crashes comes back with its ink, photos and texts', async () => {
  // How soon that is depends on the machine; that nobody saved anything does not.
  await goTo('notebook');
  await expect.poll(() => page.locator('.entry').count(), { timeout: 60_000 }).toBe(3);
  await entry('Chapter 3 · Light and Leaf').waitFor();
  await entry('Air · 1 line').waitFor();
  const { page: crashed } = opened;
  page = await crashed.context().newPage();
  await crashed.goto('chrome://crash').catch(() => {});
  await crashed.close();
  await page.goto(`${opened.address}#textbook`);
  await page.locator('.photo-row[data-state=read]').waitFor({ timeout: 30_000 });
  expect(await page.getByLabel('Title of leaf.png').inputValue()).toBe('Light and Leaf');
  expect(await page.getByLabel('Chapter of leaf.png').inputValue()).toBe('Chapter 3');
  await page.locator('.photo-row img').waitFor();
  await page.getByText('1 page of your last visit is back in Documents.').waitFor();
  await shoot('notebook-resumed');
  await goTo('air');
  await page.locator('.air-picture.pad').waitFor();
  expect(await inkedPixels(page)).toBeGreaterThan(100);
  await page.locator('.transcript-line:visible').first().waitFor({ timeout: 60_000 });
});

test('the list finds, renames, deletes with a way back, and takes all along as a zip', async () => {
  await goTo('notebook');
  await expect.poll(() => page.locator('.entry').count(), { timeout: 20_000 }).toBe(3);
  await page.getByLabel('Search in all texts').fill('LIGHT leaf');
  await expect.poll(() => page.locator('.entry').count()).toBe(1);
  await page.getByRole('button', { name: /^Rename/ }).click();
  await page.getByLabel('Name of this entry').fill('Biology');
  await page.getByRole('button', { name: 'Save' }).click();
  await entry('Biology').waitFor();
  await page.getByRole('button', { name: 'Delete Biology' }).click();
  await page.getByText('“Biology” was deleted.').waitFor();
  await page.getByLabel('Search in all texts').fill('');
  await expect.poll(() => page.locator('.entry').count()).toBe(2);
  await shoot('notebook-deleted');
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(() => page.locator('.entry').count()).toBe(3);

  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Export all' }).click(),
  ]);
  const zip = await readFile(await download.path());
  await page.getByRole('button', { name: 'Delete Biology' }).click();
  await expect.poll(() => page.locator('.entry').count()).toBe(2);
  await page
    .locator('.notebook input[type=file]')
    .setInputFiles([{ name: 'notebook.zip', mimeType: 'application/zip', buffer: zip }]);
  await page.getByText('1 entry added. 2 entries stood here already.').waitFor();
  await entry('Biology').locator('.entry-fold').click();
  await shoot('notebook-list');
  await page.getByRole('button', { name: 'Go on in Documents' }).click();
  await page.locator('.photo-row[data-state=read]').waitFor({ timeout: 30_000 });
  expect(await page.getByLabel('Title of leaf.png').inputValue()).toBe('Light and Leaf');
  await page.locator('.photo-row img').waitFor();
});

test('emptied lists are put into the notebook, and one click brings them back', async () => {
  await page.getByRole('button', { name: 'Remove all pages' }).click();
  await page.getByText('1 page put into the notebook.').waitFor();
  await shoot('notebook-put-away');
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.locator('.photo-row[data-state=read]').waitFor({ timeout: 30_000 });
});

test('a full disk is told, with the way to an export', async () => {
  await page.evaluate(() => {
    const { put } = IDBObjectStore.prototype;
    IDBObjectStore.prototype.put = function full(this: IDBObjectStore, ...args) {
      if (this.name !== 'contents') return put.apply(this, args);
      throw new DOMException('The quota has been exceeded.', 'QuotaExceededError');
    };
  });
  await page.getByLabel('Title of leaf.png').fill('Light');
  await page.keyboard.press('Tab');
  await page.getByText('There is no room left to save your work.').waitFor({ timeout: 30_000 });
  await shoot('notebook-full');
  await page.getByRole('button', { name: 'Open the notebook' }).click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Export all' }).click(),
  ]);
  expect((await readFile(await download.path())).length).toBeGreaterThan(1000);
});
