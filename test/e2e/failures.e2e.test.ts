import { afterEach, expect, test } from 'vitest';
import { type HeadlessPage, openHeadlessPage } from '../../src/cli/headlessPage.ts';

let opened: HeadlessPage | null = null;
afterEach(async () => {
  await opened?.close();
  opened = null;
});

async function startSample(): Promise<HeadlessPage> {
  opened = await openHeadlessPage({ path: '#live' });
  return opened;
}

test('a worker that crashes is started again, says so, and goes on reading', async () => {
  const { page } = await startSample();
  await page.getByRole('button', { name: 'Try a sample' }).click();
  await page.locator('.transcript-line').first().waitFor({ timeout: 90_000 });
  const reading = page.workers().find((worker) => worker.url().includes('readingWorker'));
  await reading?.evaluate(() => {
    setTimeout(() => {
      throw new Error('the test ends this worker');
    });
  });
  const notice = page.getByText('The reader stopped and was started again.');
  await notice.waitFor({ timeout: 60_000 });
  await page.getByRole('button', { name: 'Clear the transcript' }).click();
  await page.locator('.transcript-line').first().waitFor({ timeout: 90_000 });
});

test.each([
  ['missing', 'A part of the reader could not be found.'],
  ['damaged', 'A part of the reader arrived damaged.'],
] as const)('a model file that is %s is told, with what to do', async (fault, sentence) => {
  const { page } = await startSample();
  await page.route('**/models/handwriting-reader/weights.bin', async (route) => {
    if (fault === 'missing') return route.fulfill({ status: 404 });
    const whole = await (await route.fetch()).body();
    whole[100] = (whole[100] ?? 0) ^ 1;
    return route.fulfill({ body: whole });
  });
  await page.reload();
  const notice = page.getByRole('alert').filter({ hasText: sentence });
  await notice.first().waitFor({ timeout: 60_000 });
  expect(await notice.first().textContent()).toMatch(/[Ll]oad the page again/);
});

test('a worker that hangs is noticed, and a cut reader of print leaves handwriting alone', async () => {
  const { page } = await startSample();
  await page.route('**/tesseract/worker.min.js', async (route) => {
    const whole = await (await route.fetch()).text();
    return route.fulfill({ contentType: 'text/javascript', body: whole.slice(0, 40_000) });
  });
  await page.reload();
  await page.getByRole('button', { name: 'Try a sample' }).click();
  await page.locator('.transcript-line').first().waitFor({ timeout: 90_000 });
  expect(await page.getByText('The reader stopped').count()).toBe(0);
  const reading = page.workers().find((worker) => worker.url().includes('readingWorker'));
  await reading?.evaluate(() => {
    setTimeout(() => {
      for (;;);
    });
  });
  await page.getByText('The reader stopped and was started again.').waitFor({ timeout: 90_000 });
  await page.getByRole('button', { name: 'Clear the transcript' }).click();
  await page.locator('.transcript-line').first().waitFor({ timeout: 90_000 });
});

test('a part of the page that is gone leaves the other screens and their text', async () => {
  const { page } = await startSample();
  await page.route('**/assets/AnnotateHome-*.js', (route) => route.fulfill({ status: 404 }));
  await page.getByRole('button', { name: 'Try a sample' }).click();
  const line = page.locator('.transcript-line').first();
  await line.waitFor({ timeout: 90_000 });
  await page.getByRole('link', { name: 'Annotate' }).click();
  await page.getByText('A part of Annotate could not be fetched.').waitFor({ timeout: 60_000 });
  await page.getByRole('link', { name: 'Live' }).click();
  await line.waitFor({ timeout: 60_000 });
});

test('a processor without SIMD reads the sample, and it is said that this is slower', async () => {
  opened = await openHeadlessPage({ path: '#live', withoutSimd: true });
  const { page } = opened;
  await page.getByRole('button', { name: 'Try a sample' }).click();
  await page.locator('.transcript-line').first().waitFor({ timeout: 150_000 });
  await page.getByText('Reading is slower than it could be.').waitFor({ timeout: 30_000 });
});

test('without the wasm that calculates fast it says that reading is slower', async () => {
  const { page } = await startSample();
  await page.route('**/tfjs-backend-wasm*.wasm', (route) => route.fulfill({ status: 404 }));
  await page.reload();
  await page.getByText('Reading is slower than it could be.').waitFor({ timeout: 150_000 });
});
