import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type HeadlessPage, openHeadlessPage } from '../../src/cli/headlessPage.ts';
import { encodePng } from '../../src/cli/pictures/encodePng.ts';
import { drawSheet, type WrittenLine } from '../../src/cli/pictures/writtenPaper.ts';
import { editDistance } from '../../src/reading/text/editDistance.ts';

const SUBJECTS = ['the baker', 'my sister', 'the doctor', 'our teacher', 'the farmer', 'Anna'];
const VERBS = ['walked to', 'wrote about', 'came from', 'looked for'];
/** A full page: 24 lines, as close as a hand writes them. */
const PAGE: readonly WrittenLine[] = Array.from({ length: 24 }, (_, i) => ({
  text: `${SUBJECTS[i % 6]} ${VERBS[i >> 3]} the old house with a red door`,
  font: 'Patrick Hand' as const,
  size: 30,
}));
const NOTE: readonly WrittenLine[] = [
  { text: 'bring bread and two lemons', font: 'Kalam', size: 72 },
  { text: 'write to Anna at once', font: 'Patrick Hand', size: 76 },
];
const CARD: readonly WrittenLine[] = [{ text: 'happy birthday dear Tom', font: 'Kalam', size: 80 }];

const png = (name: string, lines: readonly WrittenLine[]) => ({
  name,
  mimeType: 'image/png',
  buffer: encodePng(drawSheet(lines)),
});

let opened: HeadlessPage;
beforeAll(async () => {
  opened = await openHeadlessPage({ path: '#live' });
  await opened.page
    .locator('input[type=file]')
    .first()
    .setInputFiles([
      png('page.png', PAGE),
      png('note.png', NOTE),
      png('card.png', CARD),
      { name: 'letter.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7 no') },
    ]);
}, 60_000);
afterAll(() => opened?.close());

function textsOf(sheet: string): Promise<readonly string[]> {
  return opened.page
    .locator(`section.transcript-sheet[aria-label="${sheet}"] .transcript-text`)
    .allInnerTexts();
}

describe('three photos and a file that is none', { timeout: 400_000 }, () => {
  test('lines are marked before their texts come', async () => {
    await opened.page.waitForFunction(
      () => document.querySelectorAll('.tint').length >= 20,
      undefined,
      { timeout: 120_000, polling: 'raf' },
    );
    expect(await opened.page.locator('.tint[data-status="unread"]').count()).toBeGreaterThan(10);
  });

  test('the file that is none is named, the photos are three sheets in order', async () => {
    const notice = opened.page.getByRole('alert').filter({ hasText: 'letter.pdf' });
    expect(await notice.textContent()).toContain('not a picture');
    await expect
      .poll(() => opened.page.locator('.transcript-sheet').count(), { timeout: 200_000 })
      .toBe(3);
    await expect.poll(() => textsOf('card.png'), { timeout: 120_000 }).toHaveLength(1);
    await expect.poll(() => textsOf('note.png'), { timeout: 60_000 }).toHaveLength(2);
    expect(await opened.page.locator('.sheet-name').allInnerTexts()).toEqual([
      'page.png',
      'note.png',
      'card.png',
    ]);
  });

  test('a page of 24 lines is read, and each text lies within its own line', async () => {
    const read = (await textsOf('page.png')).map((text) => text.trim());
    expect(read).toHaveLength(PAGE.length);
    const [got, written] = [read.join('\n'), PAGE.map(({ text }) => text).join('\n')];
    expect(editDistance(got, written) / written.length).toBeLessThan(0.05);
    const places = await opened.page.evaluate(() =>
      Array.from(document.querySelectorAll('.picture .ink-line'), (line) => {
        const box = line.getBoundingClientRect();
        const words = Array.from(line.querySelectorAll('.ink-word'), (word) =>
          word.getBoundingClientRect(),
        );
        return {
          middle: box.y + box.height / 2,
          height: box.height,
          over: Math.max(...words.map(({ right }) => right - box.right)),
        };
      }),
    );
    expect(places).toHaveLength(PAGE.length);
    places.forEach(({ middle, height, over }, i) => {
      expect(over).toBeLessThan(2);
      const next = places[i + 1];
      if (next) expect(next.middle - middle).toBeGreaterThan(height * 0.5);
    });
  });

  test('a drag selects over lines, with their breaks; wheel and keys zoom', async () => {
    const { page } = opened;
    const words = page.locator('.picture .ink-letters');
    const from = await words.nth(0).boundingBox();
    const to = await page
      .locator('.picture .ink-line')
      .nth(2)
      .locator('.ink-letters')
      .last()
      .boundingBox();
    if (!from || !to) throw new Error('no words on the picture');
    await page.mouse.move(from.x + 1, from.y + from.height / 2);
    await page.mouse.down();
    await page.mouse.move(to.x + to.width - 1, to.y + to.height / 2, { steps: 6 });
    await page.mouse.up();
    const selected = await page.evaluate(() => getSelection()?.toString() ?? '');
    expect(selected.trim().split(/\n+/)).toHaveLength(3);
    await page.evaluate(() => getSelection()?.removeAllRanges());

    const width = async () =>
      (await page.locator('.picture .ink-line').first().boundingBox())?.width ?? 0;
    const whole = await width();
    await page.mouse.wheel(0, -300);
    await expect.poll(width).toBeGreaterThan(whole * 1.5);
    await page.locator('.picture').first().focus();
    await page.keyboard.press('0');
    await expect.poll(width).toBeCloseTo(whole, 0);
  });

  test('another sheet’s card shows its photo; a word corrected on it stays, and its address opens', async () => {
    const { page } = opened;
    await page.getByRole('button', { name: /^note\.png/ }).click();
    await expect.poll(() => page.locator('.picture .ink-line').count()).toBe(2);
    await page.locator('.picture .ink-letters').nth(1).click();
    await page.getByRole('dialog', { name: /Word:/ }).waitFor();
    await page.getByLabel('What it says').fill('anna@mill.org');
    await page.keyboard.press('Enter');
    await expect.poll(async () => (await textsOf('note.png'))[0]).toContain('anna@mill.org');
    await page.getByRole('button', { name: /^card\.png/ }).click();
    await page.getByRole('button', { name: /^note\.png/ }).click();
    expect((await textsOf('note.png'))[0]).toContain('anna@mill.org');
    await page.getByRole('button', { name: 'More to do with the text' }).click();
    expect(await page.getByRole('link', { name: 'Write to anna@mill.org' }).count()).toBe(1);
  });
});
