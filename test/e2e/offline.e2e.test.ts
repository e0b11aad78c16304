import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openHeadlessPage } from '../../src/cli/headlessPage.ts';
import { packageRoot } from '../../src/cli/packageRoot.ts';
import { encodePng } from '../../src/cli/pictures/encodePng.ts';
import { drawTextbookPage } from '../../src/cli/pictures/textbookPage.ts';

const PAGE = { label: 'Chapter 3', title: 'Light and the Living Leaf', runningHeader: null };

test('the second visit works with the network cut: all screens open, the sample and a photo are read', async () => {
  const opened = await openHeadlessPage({ path: '#live', keepsOffline: true });
  try {
    const { page } = opened;
    const problems: string[] = [];
    await page.getByText('Ready offline').waitFor({ timeout: 120_000 });
    const shots = process.env.HANDLENS_SHOTS;
    if (shots) await page.screenshot({ path: join(shots, 'ready-offline.png') });
    await page.context().setOffline(true);
    page.on('pageerror', (error) => problems.push(error.message));
    await page.reload();
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
    await page.getByRole('button', { name: 'Try a sample' }).click();
    await page.locator('.transcript-line').first().waitFor({ timeout: 90_000 });
    // Packages run in workers: what they may do came with their scripts.
    const reading = page.workers().find((worker) => worker.url().includes('readingWorker'));
    const refused = reading?.evaluate(async () => {
      const blocked: string[] = [];
      self.addEventListener('securitypolicyviolation', ({ blockedURI }) =>
        blocked.push(blockedURI),
      );
      await fetch('https://example.org/').catch(() => {});
      await new Promise((resolve) => setTimeout(resolve, 500));
      return blocked;
    });
    expect(await refused).toEqual(['https://example.org/']);
    await page.getByRole('link', { name: 'Annotate' }).click();
    await page.getByRole('heading').first().waitFor();
    await page.getByRole('link', { name: 'Air' }).click();
    await page.getByRole('heading').first().waitFor();
    await page.getByRole('link', { name: 'Documents' }).click();
    await page.getByRole('button', { name: 'Chapters' }).click();
    await page
      .locator('.documents input[type=file][multiple]')
      .first()
      .setInputFiles([
        { name: 'leaf.png', mimeType: 'image/png', buffer: encodePng(drawTextbookPage(PAGE)) },
      ]);
    await page.locator('.photo-row[data-state=read]').waitFor({ timeout: 180_000 });
    expect(await page.getByLabel('Title of leaf.png').inputValue()).toBe(PAGE.title);
    expect(problems).toEqual([]);
  } finally {
    await opened.close();
  }
}, 600_000);

test('every file that the page may ask for is listed with its hash', async () => {
  const { buildFilesOf } = await import('../../build/serviceWorkerFiles.ts');
  const { hashes, shell, parts } = buildFilesOf(join(packageRoot(), 'dist'));
  expect(shell).toContain('');
  expect(shell.some((path) => /^assets\/page-.*\.js$/.test(path))).toBe(true);
  expect(parts.some((path) => path.startsWith('models/handwriting-reader/'))).toBe(true);
  expect([...shell, ...parts].filter((path) => !Object.hasOwn(hashes, path))).toEqual([]);
});
