import { existsSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { preview } from 'vite';
import { expect, test } from 'vitest';
import { packedFile } from '../../build/compressedPreview.ts';
import { openHeadlessPage } from '../../src/cli/headlessPage.ts';
import { packageRoot } from '../../src/cli/packageRoot.ts';
import { encodePng } from '../../src/cli/pictures/encodePng.ts';
import { drawTextbookPage } from '../../src/cli/pictures/textbookPage.ts';
import { HEADERS } from '../../src/serviceWorker/headers.ts';
import { writeOnPad } from './padWriting.ts';

const PAGE = { label: 'Chapter 3', title: 'Light and the Living Leaf', runningHeader: null };
/**
 * What may come over the network before the first line is read, packed in Brotli, bytes. It is 3.7 MB:
 * reader 1.5, finder of lines 0.9, the part of OpenCV.js that reads lines 0.6, scripts and wasm 0.7.
 * Knowledge of words, 1.4, and the rest of OpenCV.js, 1.5, come behind them.
 */
const FIRST_VISIT_BYTES = 4_200_000;
const OPEN_CV = /\/opencv-first-[^/]*\.wasm$/;
const FINDS_LINES = /\/handwriting-detector\/weights/;
/** What makes readings better once it is there, and what of OpenCV.js other screens use. */
const READS_BETTER = /\/(language-model|latin-reader|character-reader)\/|\/opencv-rest-/;

async function readTextbookPage(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Documents' }).click();
  await page.getByRole('button', { name: 'Chapters' }).click();
  await page
    .locator('.documents input[type=file][multiple]')
    .first()
    .setInputFiles([
      { name: 'leaf.png', mimeType: 'image/png', buffer: encodePng(drawTextbookPage(PAGE)) },
    ]);
  await page.locator('.photo-row[data-state=read]').waitFor({ timeout: 180_000 });
}

test('a whole visit asks nothing of anybody else, breaks no rule, and starts with little', async () => {
  const opened = await openHeadlessPage();
  const { page, address } = opened;
  const requests: string[] = [];
  const problems: string[] = [];
  try {
    page.context().on('request', (request) => requests.push(request.url()));
    // Nothing that is waited for waits for another: the finder of lines comes when OpenCV.js was asked for.
    await page.context().route(FINDS_LINES, async (route) => {
      await expect
        .poll(() => requests.some((url) => OPEN_CV.test(url)), { timeout: 60_000 })
        .toBe(true);
      await route.continue();
    });
    page.context().on('weberror', (error) => problems.push(error.error().message));
    page.on('console', (message) => {
      if (/content security policy/i.test(message.text())) problems.push(message.text());
    });
    // The first line is read while these never come: they are no part of what is waited for.
    let release: () => void = () => {};
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    await page.context().route(READS_BETTER, async (route) => {
      await released;
      await route.continue();
    });
    await page.goto(`${address}#live`);
    await page.reload();
    await page.getByRole('button', { name: 'Try a sample' }).click();
    await page.locator('.transcript-line').first().waitFor({ timeout: 180_000 });
    const first = new Set(requests.filter((url) => !READS_BETTER.test(url)));
    expect(first.size).toBeLessThan(new Set(requests).size);
    release();

    await page.getByRole('link', { name: 'Air' }).click();
    await page.getByRole('button', { name: 'Write on a pad' }).click();
    await writeOnPad(page, 'hello');
    await page.locator('.transcript-line:visible').first().waitFor({ timeout: 90_000 });
    await readTextbookPage(page);
    await page.getByRole('link', { name: 'Annotate' }).click();
    await page.getByRole('heading', { level: 1 }).first().waitFor({ timeout: 60_000 });
    await page.getByRole('link', { name: 'Notebook' }).click();
    await page.locator('.entry').first().waitFor({ timeout: 60_000 });
    await page.getByRole('button', { name: 'On this device' }).click();
    await page.getByRole('heading', { name: 'See for yourself' }).waitFor();

    expect(problems).toEqual([]);
    const { origin } = new URL(address);
    const elsewhere = requests.filter(
      (url) => !/^(blob|data):/.test(url) && !url.startsWith(origin),
    );
    expect(requests.length).toBeGreaterThan(30);
    expect(elsewhere).toEqual([]);

    const sizes = await Promise.all([...first].map((url) => packedBytes(url, origin)));
    const bytes = sizes.reduce((sum, size) => sum + size, 0);
    expect(bytes).toBeGreaterThan(1_000_000);
    expect(bytes).toBeLessThan(FIRST_VISIT_BYTES);
  } finally {
    await opened.close();
  }
}, 600_000);

/** What a file takes on its way from a host that packs, bytes. */
async function packedBytes(url: string, origin: string): Promise<number> {
  if (!url.startsWith(origin)) return 0;
  const path = decodeURIComponent(new URL(url).pathname.slice(1)) || 'index.html';
  const file = join(packageRoot(), 'dist', path);
  if (!existsSync(file)) return 0;
  const packed = await packedFile(file);
  return packed?.bytes.length ?? (await stat(file)).size;
}

test('npm start sends the headers that the page wants, and packs what it sends', async () => {
  const server = await preview({
    root: packageRoot(),
    logLevel: 'silent',
    preview: { host: '127.0.0.1', port: 0, open: false },
  });
  try {
    const [address = ''] = server.resolvedUrls?.local ?? [];
    const wasm = (await (await fetch(`${address}sw.js`)).text()).match(
      /assets\/[\w.-]+\.wasm/,
    )?.[0];
    for (const path of ['', 'index.html', wasm ?? 'none']) {
      const answer = await fetch(address + path, { headers: { 'Accept-Encoding': 'br' } });
      expect(answer.status).toBe(200);
      expect(answer.headers.get('Content-Encoding')).toBe('br');
      for (const [name, value] of Object.entries(HEADERS)) {
        expect(answer.headers.get(name)).toBe(value);
      }
      expect((await answer.arrayBuffer()).byteLength).toBeGreaterThan(100);
    }
  } finally {
    await server.close();
  }
});
