import { readFileSync } from 'node:fs';
import { createCanvas, loadImage } from '@napi-rs/canvas';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type HeadlessPage, openHeadlessPage } from '../../src/cli/headlessPage.ts';
import { encodePng } from '../../src/cli/pictures/encodePng.ts';
import { drawSheet } from '../../src/cli/pictures/writtenPaper.ts';
import { sample } from '../reading/pictureFile/samples.ts';
import { notebookContents } from './notebookContents.ts';

const NOTE = drawSheet([
  { text: 'bring bread and two lemons', font: 'Kalam', size: 72 },
  { text: 'call Anna on 7 December', font: 'Patrick Hand', size: 76 },
]);
const PATIENCE = { timeout: 200_000 };
/** The marker that boxes are drawn with; drawn sheets have no yellow. */
const isMarker = (red: number, green: number, blue: number): boolean =>
  red > 180 && green > 140 && blue < 120;

let opened: HeadlessPage;
let page: Page;
const card = (name: string) => page.locator('.page-card').filter({ hasText: name });
const isRead = (name: string) =>
  card(name).and(page.locator('[data-state=read]')).waitFor(PATIENCE);

beforeAll(async () => {
  opened = await openHeadlessPage({ path: '#documents' });
  page = opened.page;
  await page
    .locator('.documents input[type=file][multiple]')
    .first()
    .setInputFiles([
      { name: 'note.png', mimeType: '', buffer: Buffer.from(encodePng(NOTE)) },
      { name: 'locked.pdf', mimeType: '', buffer: Buffer.from(sample('locked.pdf')) },
    ]);
  await isRead('note.png');
}, 240_000);
afterAll(() => opened?.close());

describe('a page of handwriting and a locked file', { timeout: 400_000 }, () => {
  test('a page is saved as a picture with its lines marked', async () => {
    await page.getByRole('button', { name: 'Save page' }).click();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.locator('.menu:popover-open').getByText('Pictures with boxes').click(),
    ]);
    expect(download.suggestedFilename()).toBe('note.boxes.png');
    const picture = await loadImage(readFileSync(await download.path()));
    expect([picture.width, picture.height]).toEqual([NOTE.width, NOTE.height]);
    const pen = createCanvas(picture.width, picture.height).getContext('2d');
    pen.drawImage(picture, 0, 0);
    const { data } = pen.getImageData(0, 0, picture.width, picture.height);
    const rows = new Set<number>();
    for (let i = 0; i < data.length; i += 4) {
      if (isMarker(data[i] ?? 0, data[i + 1] ?? 0, data[i + 2] ?? 0)) {
        rows.add(Math.floor(i / 4 / picture.width));
      }
    }
    // Two boxes with ground between them: their edges are rows of marker, and some rows have none.
    const marked = [...rows].sort((a, b) => a - b);
    const gaps = marked.filter((row, i) => i > 0 && row - (marked[i - 1] ?? row) > 1);
    expect(marked.length).toBeGreaterThan(0.1 * NOTE.height);
    expect(gaps.length).toBeGreaterThanOrEqual(1);
  });

  test('a date in it is taken into a calendar', async () => {
    await page.getByRole('button', { name: 'More to do with the text' }).click();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: /^Add .*Dec 7 to a calendar$/ }).click(),
    ]);
    const event = readFileSync(await download.path(), 'utf8');
    expect(event).toMatch(/DTSTART;VALUE=DATE:\d{4}1207\r\n/);
    expect(event).toMatch(/SUMMARY:.*7 December\r\n/);
  });

  test('what is locked still asks after the page was loaded again, and its password opens it', async () => {
    const keptNames = async () =>
      (await notebookContents<{ readonly pages?: readonly { name: string }[] }>(page)).flatMap(
        ({ pages = [] }) => pages.map(({ name }) => name),
      );
    await expect.poll(keptNames, PATIENCE).toEqual(['note.png', 'locked.pdf']);
    await page.reload();
    await isRead('note.png');
    await card('locked.pdf').getByRole('button').click();
    const password = page.locator('.unlock input');
    await password.fill('open sesame');
    await page.getByRole('button', { name: 'Open', exact: true }).click();
    await page.getByText(/not the password of this PDF/).waitFor(PATIENCE);
    await password.fill('Open Sesame');
    await page.getByRole('button', { name: 'Open', exact: true }).click();
    await isRead('locked.pdf');
    await card('locked.pdf').getByRole('button').click();
    await expect
      .poll(() => page.locator('.transcript-lines').innerText(), PATIENCE)
      .toMatch('Behind a lock');
    expect(await page.locator('.page-card').count()).toBe(2);
  });
});
