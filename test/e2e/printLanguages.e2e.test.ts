import { createCanvas } from '@napi-rs/canvas';
import { expect, test } from 'vitest';
import { openHeadlessPage } from '../../src/cli/headlessPage.ts';
import { pictureFont } from '../../src/cli/pictures/fonts.ts';

const LINES = ['Forêt dégagée en été', 'une œuvre, ça coûte cher'];

/** A printed card, PNG. */
function card(): Buffer {
  const canvas = createCanvas(900, 320);
  const context = canvas.getContext('2d');
  context.fillStyle = '#f6f4ee';
  context.fillRect(0, 0, 900, 320);
  context.fillStyle = '#181818';
  context.font = `56px "${pictureFont('Libre Baskerville')}"`;
  for (const [i, text] of LINES.entries()) context.fillText(text, 80, 130 + 100 * i);
  return canvas.toBuffer('image/png');
}

test('print is read in the languages that a person chose, now and on the next visit', async () => {
  const { page, close } = await openHeadlessPage({ path: '#documents' });
  const texts = () =>
    page.$$eval('.transcript-line .transcript-text', (lines) =>
      lines.map((line) => (line.textContent ?? '').replace(/\s+/g, ' ').trim()),
    );
  try {
    await page.getByRole('button', { name: 'Settings' }).click();
    await page.getByRole('dialog').getByRole('radio', { name: 'Print' }).check();
    const english = page.getByRole('checkbox', { name: 'English' });
    expect([await english.isChecked(), await english.isDisabled()]).toEqual([true, true]);
    await page.getByRole('checkbox', { name: 'French' }).check();
    await english.uncheck();
    await page.keyboard.press('Escape');

    await page
      .locator('input[type=file][multiple]')
      .first()
      .setInputFiles({
        ...{ name: 'carte.png', mimeType: 'image/png', buffer: card() },
      });
    await expect.poll(texts, { timeout: 120_000 }).toEqual(LINES);

    await page.reload();
    await page.getByRole('button', { name: 'Settings' }).click();
    expect(await page.getByRole('checkbox', { name: 'French' }).isChecked()).toBe(true);
    expect(await english.isChecked()).toBe(false);
  } finally {
    await close();
  }
});
