import { expect, test } from 'vitest';
import { openHeadlessPage } from '../../src/cli/headlessPage.ts';
import { encodePng } from '../../src/cli/pictures/encodePng.ts';
import { drawSheet } from '../../src/cli/pictures/writtenPaper.ts';

test('the browser is asked to keep what is stored: by the first project, and by the notebook', async () => {
  const { page, close } = await openHeadlessPage({ path: '#annotate' });
  try {
    await page.evaluate(() => {
      Object.assign(window, { asked: 0 });
      StorageManager.prototype.persist = async () => {
        (window as unknown as { asked: number }).asked += 1;
        return false;
      };
    });
    const asked = () => page.evaluate(() => (window as unknown as { asked: number }).asked);
    const chosen = page.waitForEvent('filechooser');
    await page.locator('.annotate-start').getByRole('button', { name: 'Open pictures' }).click();
    expect(await asked()).toBe(0);
    const picture = encodePng(drawSheet([{ text: 'call Anna', font: 'Kalam', size: 72 }]));
    await (await chosen).setFiles([
      { name: 'note.png', mimeType: 'image/png', buffer: Buffer.from(picture) },
    ]);
    await expect.poll(asked, { timeout: 60_000 }).toBe(1);
    await page.getByRole('link', { name: 'Notebook' }).click();
    await page.getByRole('button', { name: 'Ask it to keep everything' }).click();
    await page.getByText('The browser did not agree').waitFor();
    expect(await asked()).toBe(2);
  } finally {
    await close();
  }
});
