import { readFileSync } from 'node:fs';
import { createCanvas } from '@napi-rs/canvas';
import { expect, test } from 'vitest';
import { openHeadlessPage } from '../../src/cli/headlessPage.ts';
import { pictureFont } from '../../src/cli/pictures/fonts.ts';

const LINES = ['Forêt dégagée en été', 'une œuvre, ça coûte cher'];

const LETTER = [
  'Le facteur est passé ce matin',
  'avec une lettre de notre frère',
  'qui vit depuis longtemps à Genève',
  'et qui viendra nous voir en été',
];

/** A printed card, PNG. */
function card(lines: readonly string[]): Buffer {
  const canvas = createCanvas(1200, 120 + 100 * lines.length);
  const context = canvas.getContext('2d');
  context.fillStyle = '#f6f4ee';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.fillStyle = '#181818';
  context.font = `56px "${pictureFont('Libre Baskerville')}"`;
  for (const [i, text] of lines.entries()) context.fillText(text, 80, 130 + 100 * i);
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
        ...{ name: 'carte.png', mimeType: 'image/png', buffer: card(LINES) },
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

test('a page in another script or language says so, and is read again in it', {
  timeout: 900_000,
}, async () => {
  const { page, close } = await openHeadlessPage({ path: '#documents' });
  const text = () => page.locator('.transcript-lines').innerText();
  const offer = page.locator('.sheet-language');
  const scanned = (name: string, buffer: Buffer) => ({ name, mimeType: 'image/png', buffer });
  const script = (name: string) => readFileSync(`test/reading/script/pages/${name}.png`);
  const soon = { timeout: 240_000 };
  const say = (words: string) => expect.poll(() => offer.allInnerTexts(), soon).toEqual([words]);
  const show = (name: string) =>
    page.locator('.page-card').filter({ hasText: name }).getByRole('button').click();
  try {
    await page
      .locator('input[type=file][multiple]')
      .first()
      .setInputFiles([
        scanned('tamil.png', script('tamil')),
        scanned('hindi.png', script('hindi')),
        scanned('lettre.png', card(LETTER)),
      ]);
    await say('This looks Tamil, which is not read here.');

    await show('hindi.png');
    await say('This looks Hindi or Marathi. It is read in English. Read it in Hindi and Marathi');
    expect(await text()).not.toMatch(/\p{Script=Devanagari}/u);
    await page.getByRole('button', { name: 'Read it in Hindi and Marathi' }).click();
    await expect.poll(text, soon).toContain('प्रकाश और छाया');
    await expect.poll(() => offer.count(), soon).toBe(0);

    await show('lettre.png');
    await page.getByRole('button', { name: 'Read it in French' }).click(soon);
    await expect.poll(text, soon).toContain('à Genève');
    await expect.poll(() => offer.count(), soon).toBe(0);
  } finally {
    await close();
  }
});
