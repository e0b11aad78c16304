import { readFileSync } from 'node:fs';
import { createCanvas, ImageData } from '@napi-rs/canvas';
import { PDFDocument, StandardFonts } from 'pdf-lib';
import type { Page } from 'playwright-core';
import UTIF from 'utif2';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type HeadlessPage, openHeadlessPage } from '../../src/cli/headlessPage.ts';
import { encodePng } from '../../src/cli/pictures/encodePng.ts';
import { drawTextbookPage } from '../../src/cli/pictures/textbookPage.ts';
import { drawSheet, type WrittenLine } from '../../src/cli/pictures/writtenPaper.ts';
import { readArchive } from '../../src/formats/archive/readArchive.ts';
import type { PicturesJson } from '../../src/formats/json.ts';
import type { RasterImage } from '../../src/reading/image.ts';
import { editDistance } from '../../src/reading/text/editDistance.ts';
import { zipped } from '../formats/archive/zips.ts';
import { FULL_PAGE } from './fullPage.ts';
import { notebookContents } from './notebookContents.ts';

const NOTE: readonly WrittenLine[] = [
  { text: 'bring bread and two lemons', font: 'Kalam', size: 72 },
  { text: 'write to Anna at once', font: 'Patrick Hand', size: 76 },
];
const line = (text: string): readonly WrittenLine[] => [{ text, font: 'Kalam', size: 80 }];
const [CARD, LIST, MEMO, LABEL, SIGN, SCAN, FAX, POST, SAID] = [
  'happy birthday dear Tom',
  'milk and twelve eggs',
  'the train leaves at noon',
  'winter clothes and boots',
  'please close the gate',
  'seven roses for mother',
  'the order came today',
  'greetings from the lake',
  'Plain words that the file says itself',
] as const;

const png = (image: RasterImage) => Buffer.from(encodePng(image));
async function coded(image: RasterImage, format: 'jpeg' | 'webp' | 'avif'): Promise<Buffer> {
  const canvas = createCanvas(image.width, image.height);
  const pixels = new ImageData(new Uint8ClampedArray(image.data), image.width, image.height);
  canvas.getContext('2d').putImageData(pixels, 0, 0);
  if (format === 'avif') return canvas.encode('avif', { quality: 80 });
  return format === 'jpeg' ? canvas.encode('jpeg', 90) : canvas.encode('webp', 90);
}
const tiff = ({ data, width, height }: RasterImage) =>
  Buffer.from(UTIF.encodeImage(new Uint8Array(data), width, height));
/** Two pages: one that says its text itself, and one that is a picture. */
async function pdf(): Promise<Buffer> {
  const document = await PDFDocument.create();
  const font = await document.embedFont(StandardFonts.Helvetica);
  document.addPage([420, 300]).drawText(SAID, { x: 40, y: 220, size: 18, font });
  const { width, height } = drawSheet(line(SCAN));
  const picture = await document.embedPng(png(drawSheet(line(SCAN))));
  document.addPage([420, (420 * height) / width]).drawImage(picture, {
    ...{ x: 0, y: 0, width: 420, height: (420 * height) / width },
  });
  return Buffer.from(await document.save());
}
const file = (name: string, buffer: Buffer) => ({ name, mimeType: '', buffer });

/** Pages in the order of the drop; the files of the zip stand in its place. */
const IN_ORDER = [
  'page.png',
  'note.jpg',
  'card.webp',
  'letter.odt',
  'attic/box 2.png',
  'attic/box 10.png',
  'memo.txt',
  'empty.png',
  'cut.png',
  'print.png',
  'letter.pdf, page 1',
  'letter.pdf, page 2',
  'fax.tif',
  'post.avif',
  'broken.zip',
  'sign.png',
] as const;
const REFUSED: Readonly<Record<string, RegExp>> = {
  'letter.odt': /not a picture/,
  'empty.png': /empty/,
  'cut.png': /damaged or cut short/,
  'broken.zip': /damaged or cut short/,
};

let opened: HeadlessPage;
let page: Page;
const card = (name: string) => page.locator('.page-card').filter({ hasText: name });
const show = async (name: string): Promise<void> => {
  await card(name).getByRole('button').click();
  await page.locator(`canvas[aria-label="${name}"]`).waitFor();
};
const shownTexts = async (): Promise<readonly string[]> =>
  (await page.locator('.transcript-text:visible').allInnerTexts()).map((text) => text.trim());
const names = () =>
  page
    .locator('.page-card-name')
    .evaluateAll((all) => all.map((one) => (one.textContent ?? '').replace(/^\d+ /, '')));
/** How many pages storage has the text of. */
const keptTexts = async (): Promise<number> => {
  const kept = await notebookContents<{ readonly pages?: readonly { text: unknown }[] }>(page);
  return kept.flatMap(({ pages = [] }) => pages).filter(({ text }) => text !== null).length;
};

beforeAll(async () => {
  opened = await openHeadlessPage({ path: '#documents' });
  page = opened.page;
  const attic = await zipped([
    { path: 'attic/box 10.png', content: new Uint8Array(png(drawSheet(line(LABEL)))) },
    { path: 'attic/box 2.png', content: new Uint8Array(png(drawSheet(line(LIST)))) },
    { path: 'attic/.DS_Store', content: 'x' },
  ]);
  const print = drawTextbookPage({
    ...{ label: 'Chapter 3', title: 'Light and the Living Leaf', runningHeader: null },
  });
  await page
    .locator('.documents input[type=file][multiple]')
    .first()
    .setInputFiles([
      file('page.png', png(drawSheet(FULL_PAGE))),
      file('note.jpg', await coded(drawSheet(NOTE), 'jpeg')),
      file('card.webp', await coded(drawSheet(line(CARD)), 'webp')),
      file('letter.odt', Buffer.from('this is no picture')),
      file('attic.zip', Buffer.from(attic)),
      // A picture under another name is one all the same.
      file('memo.txt', png(drawSheet(line(MEMO)))),
      file('empty.png', Buffer.alloc(0)),
      file('cut.png', png(print).subarray(0, 5000)),
      file('print.png', png(print)),
      file('letter.pdf', await pdf()),
      file('fax.tif', tiff(drawSheet(line(FAX)))),
      file('post.avif', await coded(drawSheet(line(POST)), 'avif')),
      file('broken.zip', Buffer.from(attic).subarray(0, 400)),
      file('sign.png', png(drawSheet(line(SIGN)))),
    ]);
}, 120_000);
afterAll(() => opened?.close());

describe('many files in one drop', { timeout: 500_000 }, () => {
  test('are pages at once, those that are refused with their reason, lines marked before they are read', async () => {
    await expect.poll(names, { timeout: 60_000 }).toEqual([...IN_ORDER]);
    const notice = page.getByRole('alert').filter({ hasText: '4 files were not read' });
    expect(await notice.textContent()).toContain('“letter.odt”');
    await notice.getByRole('button', { name: 'Close' }).click();
    await page.waitForFunction(
      () => document.querySelectorAll('.tint[data-status="unread"]').length > 10,
      undefined,
      { timeout: 120_000, polling: 'raf' },
    );
    for (const [name, sentence] of Object.entries(REFUSED)) {
      expect(await card(name).getAttribute('data-state')).toBe('failed');
      await card(name).getByRole('button').click();
      await page.locator('.stage-status').getByText(sentence).waitFor();
    }
  });

  test('go on where they were when the page is loaded again in the middle', async () => {
    await show('page.png');
    await card('page.png').and(page.locator('[data-state=read]')).waitFor({ timeout: 200_000 });
    await expect.poll(keptTexts, { timeout: 20_000 }).toBeGreaterThan(0);
    expect(await page.locator('.page-card[data-state=waiting]').count()).toBeGreaterThan(0);
    await page.reload();
    await card('page.png').and(page.locator('[data-state=read]')).waitFor({ timeout: 30_000 });
    const kept = IN_ORDER.filter((name) => !(name in REFUSED));
    await expect.poll(names).toEqual(kept);
    await page.waitForFunction(
      () => !document.querySelector('.page-card:is([data-state=waiting], [data-state=reading])'),
      undefined,
      { timeout: 400_000, polling: 500 },
    );
  });

  test('a page of 24 lines is read, and each text lies within its own line', async () => {
    await show('page.png');
    const read = await shownTexts();
    expect(read).toHaveLength(FULL_PAGE.length);
    const [got, written] = [read.join('\n'), FULL_PAGE.map(({ text }) => text).join('\n')];
    expect(editDistance(got, written) / written.length).toBeLessThan(0.05);
    const places = await page.evaluate(() =>
      Array.from(document.querySelectorAll('.documents .picture .ink-line'), (ink) => {
        const box = ink.getBoundingClientRect();
        const words = Array.from(ink.querySelectorAll('.ink-word'), (word) =>
          word.getBoundingClientRect(),
        );
        return {
          middle: box.y + box.height / 2,
          height: box.height,
          over: Math.max(...words.map(({ right }) => right - box.right)),
        };
      }),
    );
    expect(places).toHaveLength(FULL_PAGE.length);
    places.forEach(({ middle, height, over }, i) => {
      expect(over).toBeLessThan(2);
      const next = places[i + 1];
      if (next) expect(next.middle - middle).toBeGreaterThan(height * 0.5);
    });
  });

  test.each([
    ['note.jpg', NOTE.map(({ text }) => text)],
    ['card.webp', [CARD]],
    ['attic/box 2.png', [LIST]],
    ['attic/box 10.png', [LABEL]],
    ['memo.txt', [MEMO]],
    ['letter.pdf, page 1', [SAID]],
    ['letter.pdf, page 2', [SCAN]],
    ['fax.tif', [FAX]],
    ['post.avif', [POST]],
    ['sign.png', [SIGN]],
  ])('%s says what was written', async (name, written) => {
    await show(name);
    const read = (await shownTexts()).join('\n');
    const expected = written.join('\n');
    expect(editDistance(read, expected) / expected.length).toBeLessThan(0.12);
  });

  test('print is read too', async () => {
    await show('print.png');
    expect((await shownTexts()).join('\n')).toContain('Light and the Living Leaf');
  });

  test('a drag selects over lines, with their breaks; wheel and keys zoom', async () => {
    await show('page.png');
    const words = page.locator('.picture .ink-letters:visible');
    const from = await words.nth(0).boundingBox();
    const to = await page
      .locator('.picture .ink-line:visible')
      .nth(2)
      .locator('.ink-letters')
      .last()
      .boundingBox();
    if (!from || !to) throw new Error('no words on the picture');
    await page.mouse.move(from.x + 1, from.y + from.height / 2);
    await page.mouse.down();
    await page.mouse.move(to.x + to.width - 1, to.y + to.height / 2, { steps: 6 });
    await page.mouse.up();
    const selected = await page.evaluate(() => getSelection()?.toString() ?? '');
    expect(selected.trim().split(/\n+/)).toHaveLength(3);
    await page.evaluate(() => getSelection()?.removeAllRanges());

    const width = async () =>
      (await page.locator('.picture .ink-line:visible').first().boundingBox())?.width ?? 0;
    const whole = await width();
    await page.mouse.wheel(0, -300);
    await expect.poll(width).toBeGreaterThan(whole * 1.5);
    await page.locator('.picture:visible').first().focus();
    await page.keyboard.press('0');
    await expect.poll(width).toBeCloseTo(whole, 0);
  });

  test('a word corrected on the picture stays, and goes into the file of all pages', async () => {
    await show('note.jpg');
    await expect.poll(() => page.locator('.picture .ink-line:visible').count()).toBe(2);
    await page.locator('.picture .ink-letters:visible').nth(1).click();
    await page.getByRole('dialog', { name: /Word:/ }).waitFor();
    await page.getByLabel('What it says').fill('anna@mill.org');
    await page.keyboard.press('Enter');
    await expect.poll(async () => (await shownTexts())[0]).toContain('anna@mill.org');
    await show('card.webp');
    await show('note.jpg');
    expect((await shownTexts())[0]).toContain('anna@mill.org');
    await page.getByRole('button', { name: 'More to do with the text' }).click();
    expect(await page.getByRole('link', { name: 'Write to anna@mill.org' }).count()).toBe(1);
    await page.keyboard.press('Escape');

    await page.getByRole('button', { name: 'Save all pages' }).click();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.locator('.menu:popover-open').getByText('JSON').click(),
    ]);
    const saved: PicturesJson = JSON.parse(readFileSync(await download.path(), 'utf8'));
    expect(saved.pictures.map((picture) => picture.file)).toEqual(await names());
    expect(saved.pictures[1]?.lines[0]?.text).toContain('anna@mill.org');
  });

  test('all pages are saved as a PDF, and as everything in one zip', async () => {
    const save = async (label: string): Promise<Uint8Array<ArrayBuffer>> => {
      await page.getByRole('button', { name: 'Save all pages' }).click();
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.locator('.menu:popover-open').getByText(label).click(),
      ]);
      return Uint8Array.from(readFileSync(await download.path()));
    };
    const count = (await names()).length;
    expect((await PDFDocument.load(await save('Searchable PDF'))).getPageCount()).toBe(count);
    const { entries } = await readArchive(new Blob([await save('All of these')]), 'all.zip');
    const paths = entries.map(({ path }) => path);
    expect(paths).toEqual(expect.arrayContaining(['documents.docx', 'documents.hocr']));
    expect(paths.filter((path) => path.startsWith('alto/'))).toHaveLength(count);
  });

  test('pages are moved, deleted and turned, and each of it is taken back', async () => {
    const before = await names();
    await show('card.webp');
    await page.keyboard.press('Alt+ArrowUp');
    await expect.poll(async () => (await names()).indexOf('card.webp')).toBe(1);
    await page.keyboard.press('Delete');
    await expect.poll(names).not.toContain('card.webp');
    await page.keyboard.press('Control+z');
    await page.keyboard.press('Control+z');
    await expect.poll(names).toEqual(before);

    await show('sign.png');
    await page.getByRole('button', { name: 'Turn right' }).click();
    await card('sign.png')
      .and(page.locator(':is([data-state=waiting], [data-state=reading])'))
      .waitFor();
    await page.keyboard.press('Control+z');
    await card('sign.png').and(page.locator('[data-state=read]')).waitFor();
    expect(await shownTexts()).toHaveLength(1);
  });

  test('the same pages are looked at for their chapters, and come back as text', async () => {
    await page.getByRole('button', { name: 'Chapters' }).click();
    const row = page.locator('.photo-row').filter({ hasText: 'print.png' });
    await row.and(page.locator('[data-state=read]')).waitFor({ timeout: 200_000 });
    expect(await page.getByLabel('Title of print.png').inputValue()).toBe(
      'Light and the Living Leaf',
    );
    await page.getByRole('button', { name: 'Text', exact: true }).click();
    expect(await names()).toContain('print.png');
    expect(await page.locator('.page-card[data-state=read]').count()).toBe((await names()).length);
  });

  test('the browser asks before it leaves pages that are not in the list yet', async () => {
    const long = await PDFDocument.create();
    for (let i = 0; i < 21; i++) long.addPage([100, 100]);
    await page
      .locator('.documents input[type=file][multiple]')
      .first()
      .setInputFiles([file('long.pdf', Buffer.from(await long.save()))]);
    const asked = page.getByRole('dialog', { name: 'Which pages?' });
    await asked.waitFor();
    const asksBeforeLeaving = () =>
      page.evaluate(() => !dispatchEvent(new Event('beforeunload', { cancelable: true })));
    expect(await asksBeforeLeaving()).toBe(true);
    await asked.getByRole('button', { name: 'None' }).click();
    await expect.poll(asksBeforeLeaving).toBe(false);
  });

  test('a picture dropped on Live is read here, after the others', async () => {
    await page.evaluate(() => {
      location.hash = '#live';
    });
    const [chooser] = await Promise.all([
      page.waitForEvent('filechooser'),
      page.getByRole('button', { name: 'choose some' }).click(),
    ]);
    await chooser.setFiles([file('late.png', png(drawSheet(line('one more letter'))))]);
    await card('late.png').and(page.locator('[data-state=read]')).waitFor({ timeout: 200_000 });
    expect((await names()).at(-1)).toBe('late.png');
  });

  test('of a long file the pages are chosen', async () => {
    const document = await PDFDocument.create();
    const font = await document.embedFont(StandardFonts.Helvetica);
    for (let number = 1; number <= 21; number++) {
      document
        .addPage([300, 200])
        .drawText(`Leaf number ${number}`, { x: 30, y: 120, size: 18, font });
    }
    await page
      .locator('.documents input[type=file][multiple]')
      .first()
      .setInputFiles([file('book.pdf', Buffer.from(await document.save()))]);
    await page.getByLabel('has 21 pages').fill('2, 20-21');
    await page.getByText('3 pages will be read.').waitFor();
    await page.getByRole('button', { name: 'Open', exact: true }).click();
    await expect
      .poll(async () => (await names()).slice(-3), { timeout: 60_000 })
      .toEqual(['book.pdf, page 2', 'book.pdf, page 20', 'book.pdf, page 21']);
    await show('book.pdf, page 20');
    expect(await shownTexts()).toEqual(['Leaf number 20']);
  });
});
