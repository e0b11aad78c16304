import { readFileSync } from 'node:fs';
import { createCanvas } from '@napi-rs/canvas';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type HeadlessPage, openHeadlessPage } from '../../src/cli/headlessPage.ts';
import { encodePng } from '../../src/cli/pictures/encodePng.ts';
import type { Box } from '../../src/reading/geometry.ts';
import { type ChosenFile, choose, saved, shown } from './annotateDesk.ts';

/** Verified sheets; one more has no box yet. */
const COUNT = 12;
const FRESH = 'sheet-13.png';
const SIDE = { width: 512, height: 384 };
/** Training takes as long as the machine needs: its steps are counted, not its seconds. */
const PATIENT = { timeout: 900_000 };

/** Places that look random and are the same every time. */
function place(index: number, which: number, most: number): number {
  return 30 + ((index * 197 + which * 311 + index * index * 43) % (most - 60));
}

/** A sheet with a red seal, which the shipped detector knows nothing of, and a dark bar. */
function sealed(index: number): { readonly picture: ChosenFile; readonly seal: Box } {
  const { width, height } = SIDE;
  const canvas = createCanvas(width, height);
  const pen = canvas.getContext('2d');
  pen.fillStyle = '#f8f5ec';
  pen.fillRect(0, 0, width, height);
  const radius = 28 + (index % 4) * 4;
  const x = place(index, 1, width - 2 * radius) + radius;
  const y = place(index, 2, height - 2 * radius) + radius;
  pen.fillStyle = '#27324a';
  pen.fillRect(place(index, 3, width - 160), y > height / 2 ? 30 : height - 60, 150, 18);
  pen.strokeStyle = '#b3202a';
  pen.lineWidth = 7;
  pen.beginPath();
  pen.arc(x, y, radius, 0, 2 * Math.PI);
  pen.moveTo(x - radius / 2, y);
  pen.lineTo(x + radius / 2, y);
  pen.moveTo(x, y - radius / 2);
  pen.lineTo(x, y + radius / 2);
  pen.stroke();
  const half = radius + 4;
  return {
    picture: {
      name: `sheet-${String(index + 1).padStart(2, '0')}.png`,
      mimeType: 'image/png',
      buffer: encodePng(pen.getImageData(0, 0, width, height)),
    },
    seal: { x: Math.round(x - half), y: Math.round(y - half), width: 2 * half, height: 2 * half },
  };
}

/** Its box as LabelImg writes it, verified. */
function annotationOf({ picture, seal }: ReturnType<typeof sealed>): ChosenFile {
  const { x, y, width, height } = seal;
  const text = `<annotation verified="yes"><filename>${picture.name}</filename>
<size><width>${SIDE.width}</width><height>${SIDE.height}</height><depth>3</depth></size>
<object><name>seal</name><bndbox><xmin>${x}</xmin><ymin>${y}</ymin><xmax>${x + width}</xmax><ymax>${y + height}</ymax></bndbox></object></annotation>`;
  const name = picture.name.replace('.png', '.xml');
  return { name, mimeType: 'text/xml', buffer: Buffer.from(text) };
}

let opened: HeadlessPage;
const sheets = Array.from({ length: COUNT + 1 }, (_, index) => sealed(index));

describe('training in the page', () => {
  beforeAll(async () => {
    opened = await openHeadlessPage({ path: '#annotate', isolated: true });
    const { page } = opened;
    const files = sheets.flatMap((sheet, index) =>
      index < COUNT ? [sheet.picture, annotationOf(sheet)] : [sheet.picture],
    );
    const start = page.locator('.annotate-start');
    await choose(page, () => start.getByRole('button', { name: 'Open pictures' }).click(), files);
    await shown(page, 'sheet-01.png');
    await saved(page);
  });
  afterAll(() => opened?.close());

  /** What the keyboard is on. */
  const focused = () => opened.page.evaluate(() => document.activeElement?.textContent?.trim());
  const dialog = () => opened.page.getByRole('dialog', { name: 'Train here' });
  const figure = async (row: string, column: 1 | 2) =>
    Number.parseInt(
      (await dialog()
        .getByRole('row', { name: row })
        .getByRole('cell')
        .nth(column - 1)
        .textContent()) ?? '0',
      10,
    );

  test('a new class is learnt, and found in a picture that was held out', async () => {
    const { page } = opened;
    await page.locator('.board-active').focus();
    await page.keyboard.press('Alt+m');
    await dialog().getByText(`${COUNT} verified, with ${COUNT} boxes`).waitFor();
    await dialog().getByRole('radio', { name: 'Short' }).check();
    await dialog().getByRole('button', { name: 'Start' }).press('Enter');
    expect(await focused()).toBe('Stop');
    await dialog().locator('[data-training=training] svg[role=img]').waitFor(PATIENT);
    await dialog().getByRole('table').waitFor(PATIENT);
    expect(await focused()).toBe('Use for suggestions');
    expect(await figure('AP50', 1)).toBe(0);
    expect(await figure('AP50', 2)).toBeGreaterThan(50);
    expect(await figure('Found', 2)).toBeGreaterThan(0);
  }, 1_200_000);

  test('it suggests, stays with the project through a reload, and is undone', async () => {
    const { page } = opened;
    await dialog().getByRole('button', { name: 'Use for suggestions' }).press('Enter');
    await dialog().getByRole('button', { name: 'Undo' }).waitFor(PATIENT);
    expect(await focused()).toBe('Undo');
    await page.keyboard.press('Escape');
    // What the class is called is the person's: the model's word for it follows.
    await page.getByRole('tab', { name: /Classes/ }).click();
    await page.getByRole('textbox', { name: 'Name of class 1' }).fill('stamp');
    await page.keyboard.press('Enter');
    await page.getByRole('tab', { name: /Pictures/ }).click();
    await page.getByRole('option', { name: new RegExp(FRESH) }).click();
    await shown(page, FRESH);
    await saved(page);
    await page.reload();
    await shown(page, FRESH);
    await page.locator('.board-active').focus();
    await page.keyboard.press('Shift+M');
    const own = page.getByRole('dialog', { name: 'Your own model' });
    // It comes back when the reader is there.
    await own.getByText('annotated-detector').waitFor(PATIENT);
    await own.getByRole('button', { name: 'Find in this picture' }).click();
    await page
      .getByRole('button', { name: /^Accept stamp/ })
      .first()
      .waitFor(PATIENT);
    await page.locator('.board-active').focus();
    await page.keyboard.press('Alt+m');
    await dialog().getByRole('button', { name: 'Undo' }).click();
    await dialog().getByText('Not in use.').waitFor();
    await page.keyboard.press('Escape');
    // What the trained one suggested is not judged beside what another will.
    await page.getByText(/\d+ left by the model before/).waitFor();
    expect(await page.getByRole('button', { name: /^Accept stamp/ }).count()).toBe(0);
    await page.keyboard.press('Shift+M');
    await own.getByRole('button', { name: 'Choose its files' }).waitFor();
    await own.getByRole('button', { name: 'Close' }).click();
  }, 1_200_000);

  test('a second training asks before it is left, and keeps the first to be gone back to', async () => {
    const { page } = opened;
    await page.keyboard.press('Alt+m');
    const first = await dialog().getByRole('table').textContent();
    await dialog().getByRole('radio', { name: 'Long' }).check();
    await dialog().getByRole('button', { name: 'Train again' }).press('Enter');
    await dialog().locator('[data-training=training]').waitFor(PATIENT);
    await page.keyboard.press('Escape');
    await page.locator('.board-active').focus();
    await page.keyboard.press('Alt+w');
    const leaving = page.getByText('A training goes on in this project.');
    await leaving.waitFor();
    await shown(page, FRESH);
    await page.locator('.board-active').focus();
    await page.keyboard.press('Alt+m');
    await dialog().getByRole('button', { name: 'Stop' }).press('Enter');
    await dialog().getByRole('button', { name: 'Back to the one before' }).waitFor(PATIENT);
    expect(await focused()).toBe('Use for suggestions');
    await dialog().getByRole('button', { name: 'Back to the one before' }).click();
    await dialog()
      .getByRole('button', { name: 'Back to the one before' })
      .waitFor({ state: 'detached' });
    expect(await dialog().getByRole('table').textContent()).toBe(first);
    await page.keyboard.press('Escape');
    await dialog().waitFor({ state: 'detached' });
    expect(await leaving.count()).toBe(0);
  }, 1_200_000);

  test('its zip is a model that loads again', async () => {
    const { page } = opened;
    await page.keyboard.press('Alt+m');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      dialog().getByRole('button', { name: 'Save model…' }).click(),
    ]);
    const buffer = readFileSync(await download.path());
    expect(Object.keys(unzipSync(buffer)).toSorted()).toEqual([
      'manifest.json',
      'model.json',
      'weights.bin',
    ]);
    await page.keyboard.press('Escape');
    await page.keyboard.press('Shift+M');
    const own = page.getByRole('dialog', { name: 'Your own model' });
    await choose(page, () => own.getByRole('button', { name: 'Choose its files' }).click(), [
      { name: 'again.zip', mimeType: 'application/zip', buffer },
    ]);
    await own.getByText('seal', { exact: true }).waitFor(PATIENT);
  }, 1_200_000);

  test('undo brings back what was loaded since; the model leaves with its project', async () => {
    const { page } = opened;
    const own = page.getByRole('dialog', { name: 'Your own model' });
    await own.getByRole('button', { name: 'Close' }).click();
    await page.locator('.board-active').focus();
    await page.keyboard.press('Alt+m');
    await dialog().getByRole('button', { name: 'Use for suggestions' }).click();
    await dialog().getByRole('button', { name: 'Undo' }).click();
    await dialog().getByText('Not in use.').waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('Shift+M');
    await own.getByText('seal', { exact: true }).waitFor(PATIENT);
    await own.getByRole('button', { name: 'Close' }).click();

    await page.keyboard.press('Alt+m');
    await dialog().getByRole('button', { name: 'Use for suggestions' }).click();
    await dialog().getByRole('button', { name: 'Undo' }).waitFor(PATIENT);
    await page.keyboard.press('Escape');
    await saved(page);
    await page.keyboard.press('Alt+w');
    const start = page.locator('.annotate-start');
    const [, , other] = sheets;
    if (!other) throw new Error('no third sheet');
    await choose(page, () => start.getByRole('button', { name: 'Open pictures' }).click(), [
      { ...other.picture, name: 'elsewhere.png' },
    ]);
    await shown(page, 'elsewhere.png');
    await page.locator('.board-active').focus();
    await page.keyboard.press('Shift+M');
    await own.getByRole('button', { name: 'Choose its files' }).waitFor();
  }, 1_200_000);
});
