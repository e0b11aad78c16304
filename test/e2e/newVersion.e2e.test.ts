import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildFilesOf } from '../../build/serviceWorkerFiles.ts';
import { type HeadlessPage, openHeadlessPage } from '../../src/cli/headlessPage.ts';
import { packageRoot } from '../../src/cli/packageRoot.ts';
import { inkedPixels, writeOnPad } from './padWriting.ts';

let folder: string;
let opened: HeadlessPage;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'handlens-builds-'));
  cpSync(join(packageRoot(), 'dist'), folder, { recursive: true });
});
afterAll(async () => {
  await opened?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Puts a build on the host that differs in its start page. */
function publishNext(): void {
  const read = (name: string): string => readFileSync(join(folder, name), 'utf8');
  const [before, worker] = [JSON.stringify(buildFilesOf(folder)), read('sw.js')];
  if (!worker.includes(before)) throw new Error('sw.js does not list the files of this build');
  writeFileSync(
    join(folder, 'index.html'),
    read('index.html').replace('<head>', '<head><meta name="build" content="next" />'),
  );
  writeFileSync(
    join(folder, 'sw.js'),
    worker.replace(before, () => JSON.stringify(buildFilesOf(folder))),
  );
}

test('a new version is told, waits until it is asked for, and leaves the ink on its page', async () => {
  opened = await openHeadlessPage({ served: folder, path: '#notebook', keepsOffline: true });
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

  publishNext();
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
