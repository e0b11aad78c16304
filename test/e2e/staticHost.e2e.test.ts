import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type HeadlessPage, openHeadlessPage } from '../../src/cli/headlessPage.ts';
import { packageRoot } from '../../src/cli/packageRoot.ts';

let folder: string;
let opened: HeadlessPage;
const requests: string[] = [];
const violations: string[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'handlens-host-'));
  cpSync(join(packageRoot(), 'dist'), join(folder, 'some', 'where'), { recursive: true });
  opened = await openHeadlessPage({ served: folder, path: 'some/where/' });
  const { page } = opened;
  page.on('request', (request) => requests.push(request.url()));
  page.on('console', (message) => {
    if (/content security policy/i.test(message.text())) violations.push(message.text());
  });
  await page.reload();
  await page.getByRole('button', { name: 'Try a sample' }).click();
  await page.locator('.transcript-line').first().waitFor({ timeout: 90_000 });
});

afterAll(async () => {
  await opened?.close();
  rmSync(folder, { recursive: true, force: true });
});

test('the built folder works below any path of a plain host, and reads its own sample', async () => {
  const text = await opened.page.locator('.transcript-text').first().textContent();
  expect(text?.trim()).not.toBe('');
});

test('the licences of all that runs in the page lie beside it', () => {
  const text = readFileSync(join(folder, 'some', 'where', 'licences.md'), 'utf8');
  const running = ['@tensorflow/tfjs-core', '@techstark/opencv-js', 'tesseract.js-core', 'react'];
  for (const name of [...running, '@noble/hashes', '@zip.js/zip.js', '@vladmandic/human']) {
    expect(text).toContain(`\n## ${name} `);
  }
});

test('nothing is asked of any other origin', () => {
  const { origin } = new URL(opened.address);
  const elsewhere = requests.filter(
    (url) => !url.startsWith(`${origin}/some/where/`) && !/^(blob|data):/.test(url),
  );
  expect(requests.length).toBeGreaterThan(10);
  expect(elsewhere).toEqual([]);
});

test('the content security policy stands and nothing runs into it', async () => {
  const policy = await opened.page
    .locator('meta[http-equiv="Content-Security-Policy"]')
    .getAttribute('content');
  expect(policy).toContain("default-src 'self'");
  expect(policy).not.toContain("'unsafe-eval'");
  expect(policy).not.toContain("'unsafe-inline'");
  expect(policy).not.toMatch(/(script|worker)-src[^;]*blob:/);
  expect(violations).toEqual([]);
});

test('a host that isolates the page gets threads, and the sample is read all the same', async () => {
  const isolated = await openHeadlessPage({ isolated: true });
  const problems: string[] = [];
  try {
    const { page } = isolated;
    page.on('pageerror', (error) => problems.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') problems.push(message.text());
    });
    await page.reload();
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
    await page.getByRole('button', { name: 'Try a sample' }).click();
    await page.locator('.transcript-line').first().waitFor({ timeout: 90_000 });
    // The wasm backend's threads are workers of the reading worker.
    expect(page.workers().length).toBeGreaterThan(1);
    expect(problems).toEqual([]);
  } finally {
    await isolated.close();
  }
});
