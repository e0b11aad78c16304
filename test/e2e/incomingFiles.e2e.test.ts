import type { Page } from 'playwright-core';
import { afterEach, expect, test } from 'vitest';
import { type HeadlessPage, openHeadlessPage } from '../../src/cli/headlessPage.ts';
import { encodePng } from '../../src/cli/pictures/encodePng.ts';
import { drawSheet } from '../../src/cli/pictures/writtenPaper.ts';

const NOTE = encodePng(drawSheet([{ text: 'call Anna', font: 'Kalam', size: 72 }]));

let opened: HeadlessPage;
afterEach(() => opened?.close());

const isRead = (page: Page, name: string): Promise<void> =>
  page
    .locator('.page-card[data-state=read]')
    .filter({ hasText: name })
    .waitFor({ timeout: 120_000 });

test('pictures that another app shares are read under Documents, and once', async () => {
  opened = await openHeadlessPage({ path: '#notebook', keepsOffline: true });
  const { page, address } = opened;
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => {}));
  // The system sends a form of its own; this page's policy lets it send none itself.
  const sharing = await page.context().newPage();
  await sharing.setContent(
    `<form method="post" enctype="multipart/form-data" action="${address}share">
      <input type="file" name="pictures" multiple /><button>Share</button>
    </form>`,
  );
  await sharing.locator('input').setInputFiles([
    { name: 'Einkäufe & mehr.png', mimeType: 'image/png', buffer: Buffer.from(NOTE) },
    { name: 'words.txt', mimeType: 'text/plain', buffer: Buffer.from('no picture') },
  ]);
  await sharing.getByRole('button', { name: 'Share' }).click();
  await isRead(sharing, 'Einkäufe & mehr.png');
  await sharing.getByText('This file is not a picture we can open.').first().waitFor();
  expect(sharing.url()).toBe(`${address}#documents`);
  const left = () => sharing.evaluate(async () => (await caches.open('handlens-shared')).keys());
  expect(await left()).toEqual([]);
  await sharing.reload();
  await isRead(sharing, 'Einkäufe & mehr.png');
  expect(await sharing.locator('.page-card').count()).toBe(1);
}, 400_000);

test('files that the system is told to open with this app are read under Documents', async () => {
  opened = await openHeadlessPage({ path: '#live' });
  const { page } = opened;
  // Only an installed app is given files by the system: this stands in its place.
  await page.addInitScript(() => {
    Object.defineProperty(window, 'launchQueue', {
      value: { setConsumer: (consumer: unknown) => Object.assign(window, { launch: consumer }) },
    });
  });
  await page.reload();
  await page.waitForFunction(() => 'launch' in window);
  await page.evaluate(
    (bytes) => {
      const { launch } = window as unknown as { launch(launched: object): void };
      const file = new File([new Uint8Array(bytes)], 'scan.png', { type: 'image/png' });
      launch({ files: [{ getFile: async () => file }], targetURL: location.href.split('#')[0] });
    },
    [...NOTE],
  );
  await isRead(page, 'scan.png');
  expect(new URL(page.url()).hash).toBe('#documents');
}, 300_000);
