import { afterAll, beforeAll, expect, test } from 'vitest';
import { type HeadlessPage, openHeadlessPage } from '../../src/cli/headlessPage.ts';
import { type CopiedBuild, copyBuild } from './nextVersion.ts';
import { inkedPixels, writeOnPad } from './padWriting.ts';

let build: CopiedBuild;
let opened: HeadlessPage;

beforeAll(() => {
  build = copyBuild();
});
afterAll(async () => {
  await opened?.close();
  build.remove();
});

test('a new version is told, waits until it is asked for, and leaves the ink on its page', async () => {
  opened = await openHeadlessPage({ served: build.folder, path: '#notebook', keepsOffline: true });
  const { page } = opened;
  const isNext = () => page.locator('meta[name=build]').count();
  await page.getByText('Ready offline').waitFor({ timeout: 120_000 });

  const devtools = await page.context().newCDPSession(page);
  const manifest = await devtools.send('Page.getAppManifest');
  expect(manifest.errors).toEqual([]);
  expect(manifest.manifest?.shareTarget).toBeDefined();
  const { installabilityErrors } = await devtools.send('Page.getInstallabilityErrors');
  // This browser keeps nothing for later, as a private window.
  expect(installabilityErrors.filter(({ errorId }) => errorId !== 'in-incognito')).toEqual([]);

  build.publishNext();
  await page.reload();
  const notice = page.getByText('A new version of Handlens is here.');
  await notice.waitFor({ timeout: 60_000 });
  expect(await isNext()).toBe(0);
  await page.getByRole('link', { name: 'Air' }).click();
  await page.getByRole('button', { name: 'Write on a pad' }).click();
  await writeOnPad(page, 'hello');
  await page.getByRole('button', { name: 'Load the new version' }).click();
  await expect.poll(isNext, { timeout: 60_000 }).toBe(1);
  await page.locator('.air-picture.pad').waitFor({ timeout: 60_000 });
  await expect.poll(() => inkedPixels(page)).toBeGreaterThan(50);
  expect(await notice.count()).toBe(0);
}, 400_000);
