import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type HeadlessPage, openHeadlessPage } from '../../src/cli/headlessPage.ts';
import { encodePng } from '../../src/cli/pictures/encodePng.ts';
import { drawTextbookPage, type PageText } from '../../src/cli/pictures/textbookPage.ts';
import type { PagesJson } from '../../src/formats/json.ts';

const PAGES: Readonly<Record<string, PageText>> = {
  'light.png': { label: 'Chapter 3', title: 'Light and the Living Leaf', runningHeader: null },
  'winter.png': {
    label: 'CHAPTER TWELVE',
    title: 'How Forests Keep What They Gather for the Winter',
    runningHeader: null,
  },
  'body.png': { label: null, title: null, runningHeader: 'Light and the Living Leaf' },
};

let opened: HeadlessPage;
beforeAll(async () => {
  opened = await openHeadlessPage({ path: '#textbook' });
  await opened.page
    .locator('.documents input[type=file][multiple]')
    .first()
    .setInputFiles([
      ...Object.entries(PAGES).map(([name, text]) => ({
        name,
        mimeType: 'image/png',
        buffer: encodePng(drawTextbookPage(text)),
      })),
      { name: 'notes.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('this is no picture') },
      { name: 'empty.png', mimeType: 'image/png', buffer: Buffer.alloc(0) },
      {
        name: 'cut.png',
        mimeType: 'image/png',
        buffer: encodePng(
          drawTextbookPage({ label: null, title: null, runningHeader: null }),
        ).subarray(0, 5000),
      },
    ]);
  await opened.page.waitForFunction(
    (count) =>
      document.querySelectorAll('.photo-row:is([data-state=read], [data-state=failed])').length ===
      count,
    Object.keys(PAGES).length + 3,
    { timeout: 400_000 },
  );
}, 450_000);
afterAll(() => opened?.close());

function field(kind: 'Chapter' | 'Title', name: string): Promise<string> {
  return opened.page.getByLabel(`${kind} of ${name}`, { exact: true }).inputValue();
}

test('chapter and title of each opener are read', async () => {
  expect(await field('Chapter', 'light.png')).toBe('Chapter 3');
  expect(await field('Title', 'light.png')).toBe('Light and the Living Leaf');
  expect(await field('Chapter', 'winter.png')).toBe('CHAPTER TWELVE');
  expect(await field('Title', 'winter.png')).toBe(
    'How Forests Keep What They Gather for the Winter',
  );
});

test('a page that opens no chapter says so', async () => {
  const row = opened.page.locator('.photo-row', { hasText: 'body.png' });
  expect(await row.textContent()).toContain('No chapter opening on this page');
});

test.each([
  ['notes.jpg', /not a picture/],
  ['empty.png', /empty/],
  ['cut.png', /damaged or cut short/],
])('%s says what is wrong, and the others are read all the same', async (name, sentence) => {
  const row = opened.page.locator('.photo-row', { hasText: name });
  expect(await row.getAttribute('data-state')).toBe('failed');
  expect(await row.textContent()).toMatch(sentence);
});

test('a correction goes into the JSON that is downloaded', async () => {
  const { page } = opened;
  await page.getByLabel('Title of light.png', { exact: true }).fill('Light and the Leaf');
  const coming = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download JSON' }).click();
  const saved: PagesJson = JSON.parse(readFileSync(await (await coming).path(), 'utf8'));
  expect(saved.pages.map(({ file, kind }) => [file, kind])).toEqual([
    ['light.png', 'opener'],
    ['winter.png', 'opener'],
    ['body.png', 'body'],
  ]);
  expect(saved.pages[0]?.chapter?.number).toBe('3');
  expect(saved.pages[1]?.chapter?.number).toBe('12');
  expect(saved.pages[0]?.title?.text).toBe('Light and the Leaf');
  const box = saved.pages[0]?.title?.box;
  // Where the test drew the title, px of the picture as read: 1240 px wide.
  expect(box?.x).toBeGreaterThan(130);
  expect(box?.x).toBeLessThan(170);
  expect(box?.y).toBeGreaterThan(310);
  expect(box?.y).toBeLessThan(390);
});
