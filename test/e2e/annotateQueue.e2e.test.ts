import { createCanvas } from '@napi-rs/canvas';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type HeadlessPage, openHeadlessPage } from '../../src/cli/headlessPage.ts';
import { encodePng } from '../../src/cli/pictures/encodePng.ts';
import { pictureFont } from '../../src/cli/pictures/fonts.ts';
import { type ChosenFile, choose, projectOf, saved, shown } from './annotateDesk.ts';

const COUNT = 30;
/** Reading thirty pictures takes as long as the machine needs. */
const PATIENT = { timeout: 500_000 };

let opened: HeadlessPage;

/** A slip of paper with one written line. */
function slip(index: number): ChosenFile {
  const canvas = createCanvas(420, 140);
  const pen = canvas.getContext('2d');
  pen.fillStyle = '#faf7ef';
  pen.fillRect(0, 0, 420, 140);
  pen.fillStyle = '#27324a';
  pen.font = `52px "${pictureFont('Kalam')}"`;
  pen.fillText(['bread', 'lemons', 'coffee', 'stamps', 'letters'][index % 5] ?? '', 40, 88);
  const buffer = encodePng(pen.getImageData(0, 0, 420, 140));
  return { name: `slip-${String(index + 1).padStart(2, '0')}.png`, mimeType: 'image/png', buffer };
}

describe('thirty pictures', () => {
  beforeAll(async () => {
    opened = await openHeadlessPage({ path: '#annotate' });
    const button = opened.page.getByRole('button', { name: 'Open pictures' }).last();
    const slips = Array.from({ length: COUNT }, (_, index) => slip(index));
    await choose(opened.page, () => button.click(), slips);
    await shown(opened.page, 'slip-01.png');
  });
  afterAll(() => opened?.close());

  const run = (state: string) => opened.page.locator(`[data-suggesting=${state}]`);
  const waiting = async () => Number(await opened.page.locator('.review h2 .figure').textContent());

  test('suggesting goes on beside the work, pauses, and goes on after a reload', async () => {
    const { page } = opened;
    await page.locator('.board-active').focus();
    await page.keyboard.press('Alt+s');
    await page.waitForFunction(
      () => {
        const [done = '0'] =
          document.querySelector('[data-suggesting] .figure')?.textContent?.split(' ') ?? [];
        return Number(done) >= 10;
      },
      null,
      PATIENT,
    );
    await run('running').getByRole('button', { name: 'Pause' }).click();
    await run('paused').waitFor();
    const before = await waiting();
    expect(before).toBeGreaterThanOrEqual(10);
    await saved(page);
    await page.reload();
    await shown(page, 'slip-01.png');
    expect(await waiting()).toBe(before);
    await run('paused').getByRole('button', { name: 'Go on' }).click();
    await run('running').waitFor({ ...PATIENT, state: 'detached' });
    expect(await waiting()).toBeGreaterThanOrEqual(COUNT);
  }, 1_200_000);

  test('the least sure come first: accepted, fixed and rejected by one key each', async () => {
    const { page } = opened;
    const all = await waiting();
    await page.locator('.board-active').focus();
    await page.keyboard.press('u');
    await page.keyboard.press('y');
    await expect.poll(waiting).toBe(all - 1);
    await page.keyboard.press('x');
    await expect.poll(waiting).toBe(all - 2);
    await page.keyboard.press('Shift+y');
    await page.getByRole('combobox', { name: 'Class of the box' }).fill('note');
    await page.keyboard.press('Enter');
    await expect.poll(waiting).toBe(all - 3);
    const boxes = (await projectOf(page)).flatMap((picture) => picture.boxes);
    expect(boxes.map(({ className }) => className).toSorted()).toEqual(['handwriting', 'note']);
  });

  test('what was verified shows how right the sure ones are, and they are accepted at once', async () => {
    const { page } = opened;
    await page.getByText('Verify some pictures to see how many').waitFor();
    // The pictures that were just judged are right now.
    for (const { name, boxes } of await projectOf(page)) {
      if (boxes.length === 0) continue;
      await page.getByRole('tab', { name: /Pictures/ }).click();
      await page.getByRole('option', { name: new RegExp(name) }).click();
      await shown(page, name);
      await page.locator('.board-active').focus();
      await page.keyboard.press('Space');
      await page.locator('.board[data-verified]').waitFor();
    }
    await page.getByRole('tab', { name: /Boxes/ }).click();
    const review = page.getByRole('region', { name: 'Review' });
    // Nothing that is not shown is accepted.
    await review.getByRole('slider', { name: 'At least' }).fill('0');
    await review.getByRole('slider', { name: 'Sure from' }).fill('0');
    await review.getByText(/% of \d+ so sure were right in verified pictures/).waitFor();
    const before = await waiting();
    await review.getByRole('button', { name: /^Accept all/ }).click();
    await page.locator('.review').waitFor({ state: 'detached' });
    const boxes = (await projectOf(page)).flatMap((picture) => picture.boxes);
    expect(boxes).toHaveLength(before + 2);
  });
});
