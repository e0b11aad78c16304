import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type HeadlessPage, openHeadlessPage } from '../../src/cli/headlessPage.ts';
import { choose, drag, drawPage, projectOf, shown } from './annotateDesk.ts';

/** What the reader is made of. */
const OF_THE_READER = /\/(models|tesseract)\/|readingWorker|opencv|tfjs/;

let opened: HeadlessPage;
const fetched: string[] = [];

describe('suggestions', () => {
  beforeAll(async () => {
    opened = await openHeadlessPage({ path: '#annotate' });
    opened.page.context().on('request', (request) => {
      if (OF_THE_READER.test(request.url())) fetched.push(request.url());
    });
    await opened.page.reload();
    await opened.page.getByRole('button', { name: 'Try a sample' }).last().click();
    await shown(opened.page, 'note-1.png');
  });
  afterAll(() => opened?.close());

  const suggested = () => opened.page.locator('.suggestion');

  test('lines are found and read; one is accepted, one rejected, the rest together', async () => {
    const { page } = opened;
    // Boxes are drawn without the reader: it comes when it is asked for something.
    expect(fetched).toEqual([]);
    await page.keyboard.press('s');
    await expect.poll(() => suggested().count(), { timeout: 60_000 }).toBe(4);
    expect(fetched.length).toBeGreaterThan(5);
    await page.getByRole('button', { name: 'Accept handwriting, stamps' }).click();
    await page.getByRole('button', { name: /^Reject handwriting, Shopping/ }).click();
    await expect.poll(() => suggested().count()).toBe(2);
    await page.locator('.board-active').focus();
    await page.keyboard.press('Shift+Enter');
    await expect.poll(() => suggested().count()).toBe(0);
    const [note] = await projectOf(page);
    expect(note?.boxes.map(({ transcription }) => transcription)).toEqual([
      'stamps',
      'bread, two lemons',
      'coffee for Monday',
    ]);
  });

  test('what a person has is never overwritten: only what is missing is suggested again', async () => {
    const { page } = opened;
    const [before] = await projectOf(page);
    await page.locator('.board-active').focus();
    await page.keyboard.press('s');
    await expect.poll(() => suggested().count(), { timeout: 60_000 }).toBe(1);
    await page.getByRole('slider', { name: 'At least' }).fill('1');
    await expect.poll(() => suggested().count()).toBe(0);
    await page.getByRole('slider', { name: 'At least' }).fill('0.2');
    await expect.poll(() => suggested().count()).toBe(1);
    await page.getByRole('button', { name: 'Reject all' }).click();
    await expect.poll(() => suggested().count()).toBe(0);
    const [after] = await projectOf(page);
    expect(after).toEqual(before);
  });

  test('the reader reads a box that a person drew, and no other text', async () => {
    const { page } = opened;
    await page.getByRole('button', { name: 'Next picture' }).click();
    await shown(page, 'note-2.png');
    const picture = { width: 1200, height: 900 };
    await page.keyboard.press('w');
    await drag(page, { x: 140, y: 310 }, { x: 660, y: 400 }, { picture });
    await page.getByRole('button', { name: 'Read', exact: true }).click();
    const text = page.getByRole('textbox', { name: 'Text' });
    await expect.poll(() => text.inputValue(), { timeout: 60_000 }).toBe('water the beans twice');
    await text.fill('my own words');
    await page.keyboard.press('Enter');
    await page.keyboard.press('r');
    await page.waitForTimeout(1500);
    expect(await text.inputValue()).toBe('my own words');
  });

  test('a model of one’s own is loaded and suggests; what is none is refused with a reason', async () => {
    const { page } = opened;
    await page.keyboard.press('m');
    const dialog = page.getByRole('dialog', { name: 'Your own model' });
    const button = dialog.getByRole('button', { name: 'Choose its files' });
    await choose(page, () => button.click(), [
      { name: 'model.json', mimeType: 'application/json', buffer: Buffer.from('{}') },
    ]);
    await dialog.getByText('A file of this model is missing.').waitFor();
    const folder = 'public/models/handwriting-detector';
    const files = ['model.json', 'weights.bin', 'manifest.json'].map((name) => `${folder}/${name}`);
    await choose(page, () => button.click(), files);
    await dialog.getByText('handwriting, print').waitFor({ timeout: 60_000 });
    await dialog.getByRole('button', { name: 'Find in this picture' }).click();
    await expect.poll(() => suggested().count(), { timeout: 60_000 }).toBeGreaterThan(2);
  });
});

test('that nothing was found is shown, and can be closed', async () => {
  const alone = await openHeadlessPage({ path: '#annotate' });
  const { page } = alone;
  try {
    const button = page.getByRole('button', { name: 'Open pictures' }).last();
    await choose(page, () => button.click(), [drawPage('blank.png', 0)]);
    await shown(page, 'blank.png');
    await page.locator('.board-active').focus();
    await page.keyboard.press('s');
    const note = page.locator('.desk-note', { hasText: 'Nothing found' });
    await note.waitFor({ timeout: 60_000 });
    await note.getByRole('button', { name: 'Close' }).click();
    await note.waitFor({ state: 'detached' });
  } finally {
    await alone.close();
  }
});
