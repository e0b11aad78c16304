import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createCanvas } from '@napi-rs/canvas';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type HeadlessPage, openHeadlessPage } from '../../src/cli/headlessPage.ts';
import { packageRoot } from '../../src/cli/packageRoot.ts';
import { encodePng } from '../../src/cli/pictures/encodePng.ts';
import { type ChosenFile, choose, shown } from './annotateDesk.ts';

const FOLDER = join(packageRoot(), 'public/models/handwriting-detector');

/** A model's files as a person who trained one would choose them; `change` damages its graph. */
function modelFiles(change: (graph: string) => string = (graph) => graph): readonly ChosenFile[] {
  return ['manifest.json', 'model.json', 'weights.bin'].map((name) => {
    const bytes = readFileSync(join(FOLDER, name));
    const buffer = name === 'model.json' ? Buffer.from(change(bytes.toString())) : bytes;
    return { name, mimeType: 'application/octet-stream', buffer };
  });
}

/** A page with words that the detector knows. */
function writtenPage(): ChosenFile {
  const canvas = createCanvas(800, 600);
  const pen = canvas.getContext('2d');
  pen.fillStyle = '#fbfaf5';
  pen.fillRect(0, 0, 800, 600);
  pen.fillStyle = '#1d2a44';
  pen.font = '44px serif';
  pen.fillText('some printed words', 60, 120);
  pen.fillText('on a page', 60, 260);
  return {
    name: 'written.png',
    mimeType: 'image/png',
    buffer: encodePng(pen.getImageData(0, 0, 800, 600)),
  };
}

let opened: HeadlessPage;

beforeAll(async () => {
  opened = await openHeadlessPage({ path: '#annotate' });
  const { page } = opened;
  const start = page.locator('.annotate-start');
  await choose(page, () => start.getByRole('button', { name: 'Open pictures' }).click(), [
    writtenPage(),
  ]);
  await shown(page, 'written.png');
});
afterAll(() => opened?.close());

async function chooseModel(files: readonly ChosenFile[]): Promise<void> {
  const dialog = opened.page.getByRole('dialog', { name: 'Your own model' });
  await choose(
    opened.page,
    () => dialog.getByRole('button', { name: 'Choose its files' }).click(),
    files,
  );
}

test('a model that was changed on its way is refused with a sentence', async () => {
  const { page } = opened;
  await page.keyboard.press('Shift+M');
  await chooseModel(
    modelFiles((graph) => graph.replace('ResizeNearestNeighbor', 'ResizeNearestNeighbos')),
  );
  await page
    .getByText('A file of this model is damaged or of another model.')
    .waitFor({ timeout: 60_000 });
  await chooseModel(modelFiles().slice(1));
  await page.getByText('A file of this model is missing.').waitFor();
});

test('a good one suggests boxes', async () => {
  const { page } = opened;
  await chooseModel(modelFiles());
  const dialog = page.getByRole('dialog', { name: 'Your own model' });
  await dialog.getByText('handwriting, print').waitFor({ timeout: 60_000 });
  await dialog.getByRole('button', { name: 'Find in this picture' }).click();
  const suggestions = page.getByRole('button', { name: /^Accept (handwriting|print)/ });
  await expect.poll(() => suggestions.count(), { timeout: 60_000 }).toBeGreaterThanOrEqual(3);
});

test('what it finds is shown over the running picture too', async () => {
  const { page } = opened;
  await page.getByRole('link', { name: 'Live' }).click();
  await page.getByRole('button', { name: 'Try a sample' }).click();
  const things = page.locator('.things .thing');
  await expect.poll(() => things.count(), { timeout: 60_000 }).toBeGreaterThanOrEqual(3);
  const picture = await page.locator('.picture').first().boundingBox();
  const first = await things.first().boundingBox();
  expect(first?.width).toBeLessThan(picture?.width ?? 0);
  expect(await things.first().textContent()).toMatch(/^(handwriting|print) \d+ %$/);
});
