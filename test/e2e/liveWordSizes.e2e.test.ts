import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type HeadlessPage, openHeadlessPage } from '../../src/cli/headlessPage.ts';
import type { WrittenLine } from '../../src/cli/pictures/writtenPaper.ts';
import { type CameraView, installPaperCamera } from './paperCamera.ts';

/** One word a sheet; with the sheet held as below its ink is a tenth to half of the frame's height. */
const WORDS: readonly WrittenLine[] = [
  { text: 'bread', font: 'Kalam', size: 330 },
  { text: 'lemon', font: 'Kalam', size: 110 },
  { text: 'Anna', font: 'Kalam', size: 480 },
];
const SHEETS = WORDS.map((word) => [word]);
/** A slow machine may take its time: only the text counts. */
const PATIENCE_MS = 200_000;

const held = (sheet: number): CameraView => ({
  sheets: [{ sheet, x: 0, y: 0, scale: 0.78, turn: -0.01 }],
  light: 1,
  hand: null,
});

let opened: HeadlessPage;

/** What is said to be in the picture now. */
function textsInView(): Promise<readonly string[]> {
  return opened.page.evaluate(() =>
    Array.from(
      document.querySelectorAll('.transcript-line[data-in-view] .transcript-text'),
      (text) => (text.textContent ?? '').trim(),
    ),
  );
}

beforeAll(async () => {
  opened = await openHeadlessPage({ path: '#live' });
  await installPaperCamera(opened.page, SHEETS, held(0));
  await opened.page.getByRole('button', { name: 'Start camera' }).click();
}, 60_000);
afterAll(() => opened?.close());

describe('one word before the camera', { timeout: 900_000 }, () => {
  test.each(WORDS.map(({ text, size }, sheet) => ({ text, size, sheet })))(
    '$text, $size px tall letters',
    async ({ text, sheet }) => {
      await opened.page.evaluate((view) => window.paperCamera.show(view), held(sheet));
      await expect.poll(textsInView, { timeout: PATIENCE_MS, interval: 400 }).toEqual([text]);
    },
  );
});
