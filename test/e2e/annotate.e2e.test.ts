import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type HeadlessPage, openHeadlessPage } from '../../src/cli/headlessPage.ts';
import {
  choose,
  drag,
  drawPage,
  exported,
  placeOf,
  projectOf,
  reopened,
  type SavedBox,
  type SavedPicture,
  saved,
  shown,
} from './annotateDesk.ts';

const PICTURES = [1, 2, 3, 4, 5].map((count) => drawPage(`page-${count}.png`, count));

let opened: HeadlessPage;

async function begin(): Promise<void> {
  opened = await openHeadlessPage({ path: '#annotate' });
  const { page } = opened;
  const start = page.locator('.annotate-start');
  await choose(page, () => start.getByRole('button', { name: 'Open pictures' }).click(), PICTURES);
  await shown(page, 'page-1.png');
}

function plain({ x, y, width, height, className }: SavedBox): readonly unknown[] {
  return [className, ...[x, y, width, height].map(Math.round)];
}

function plainPictures(pictures: readonly SavedPicture[]): readonly unknown[] {
  return pictures.map(({ name, boxes }) => [name, boxes.map(plain)]);
}

/** Corners drawn with a mouse fall on whole px of the screen, not of the picture. */
function near(found: readonly unknown[], className: string, places: readonly number[]): void {
  expect(found[0]).toBe(className);
  places.forEach((place, index) => {
    expect(Math.abs(Number(found[index + 1]) - place)).toBeLessThanOrEqual(2);
  });
}

describe('five pictures by mouse', () => {
  let drawn: readonly SavedPicture[];
  beforeAll(begin);
  afterAll(() => opened?.close());

  test('boxes are drawn, named, moved, resized, copied and marked', async () => {
    const { page } = opened;
    const tool = (name: string) =>
      page.getByRole('toolbar', { name: 'Tools' }).getByRole('button', { name, exact: true });
    // 1: draw, name the class, pull its lower right corner.
    await tool('New box').click();
    await drag(page, { x: 60, y: 60 }, { x: 300, y: 100 });
    await page.getByRole('combobox', { name: 'Class of the new box' }).fill('bar');
    await page.getByRole('option', { name: 'Add “bar”' }).click();
    await drag(page, { x: 300, y: 100 }, { x: 360, y: 90 });
    await page.getByRole('button', { name: 'Next picture' }).click();

    // 2: copied from the previous picture, then moved.
    await shown(page, 'page-2.png');
    await tool('Copy boxes of the previous picture').click();
    await page.getByRole('option', { name: /^1 *bar/ }).click();
    await drag(page, { x: 200, y: 75 }, { x: 250, y: 165 });
    await tool('Difficult').click();
    await page.getByRole('button', { name: 'Next picture' }).click();

    // 3: two boxes of two classes; the first class is the only one, so the second is given after.
    await shown(page, 'page-3.png');
    await tool('New box').click();
    await drag(page, { x: 60, y: 60 }, { x: 360, y: 90 });
    await tool('New box').click();
    await drag(page, { x: 60, y: 150 }, { x: 400, y: 180 });
    const second = await placeOf(page, { x: 200, y: 165 });
    await page.mouse.dblclick(second.x, second.y);
    await page.getByRole('combobox', { name: 'Class of the box' }).fill('rule');
    await page.keyboard.press('Enter');
    await saved(page);
  });

  test('a reload in the middle loses nothing, and undo goes on', async () => {
    const { page } = opened;
    await page.reload();
    await shown(page, 'page-3.png');
    expect(await page.getByRole('option', { name: /^\d+ *rule/ }).count()).toBe(1);
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect.poll(() => page.getByRole('option', { name: /^\d+ *rule/ }).count()).toBe(0);
    await page.getByRole('button', { name: 'Redo' }).click();
    await expect.poll(() => page.getByRole('option', { name: /^\d+ *rule/ }).count()).toBe(1);
  });

  test('the rest: duplicates, copies with the right button, deleting, verifying', async () => {
    const { page } = opened;
    const tools = page.getByRole('toolbar', { name: 'Tools' });
    await page.getByRole('button', { name: 'Next picture' }).click();
    await shown(page, 'page-4.png');
    await tools.getByRole('button', { name: 'New box', exact: true }).click();
    await drag(page, { x: 60, y: 60 }, { x: 360, y: 90 });
    await page.getByRole('combobox', { name: 'Class of the new box' }).fill('bar');
    await page.keyboard.press('Enter');
    await tools.getByRole('button', { name: 'Duplicate' }).click();
    await drag(page, { x: 200, y: 85 }, { x: 200, y: 265 }, { button: 'right' });
    await page.getByRole('button', { name: 'Copy here' }).click();
    expect(await page.getByRole('option', { name: /^\d+ *bar/ }).count()).toBe(3);
    await page.getByRole('option', { name: /^2 *bar/ }).click();
    await tools.getByRole('button', { name: 'Delete' }).click();
    expect(await page.getByRole('option', { name: /^\d+ *bar/ }).count()).toBe(2);
    await page.getByRole('button', { name: 'Verified', exact: true }).click();

    await page.getByRole('button', { name: 'Next picture' }).click();
    await shown(page, 'page-5.png');
    await tools.getByRole('button', { name: 'New box', exact: true }).click();
    await drag(page, { x: 60, y: 420 }, { x: 520, y: 450 });
    await page.getByRole('combobox', { name: 'Class of the new box' }).fill('ru');
    await page.getByRole('option', { name: 'rule', exact: true }).click();
    await page.getByRole('textbox', { name: 'Text' }).fill('the last rule');
    await saved(page);
  });

  test('all of it is in the project, where it was drawn', async () => {
    drawn = await projectOf(opened.page);
    expect(drawn.map(({ name }) => name)).toEqual(PICTURES.map(({ name }) => name));
    const [one, two, three, four, five] = drawn.map(({ boxes }) => boxes.map(plain));
    near(one?.[0] ?? [], 'bar', [60, 60, 300, 30]);
    near(two?.[0] ?? [], 'bar', [110, 150, 300, 30]);
    near(three?.[0] ?? [], 'bar', [60, 60, 300, 30]);
    near(three?.[1] ?? [], 'rule', [60, 150, 340, 30]);
    near(four?.[0] ?? [], 'bar', [60, 60, 300, 30]);
    near(four?.[1] ?? [], 'bar', [70, 250, 300, 30]);
    near(five?.[0] ?? [], 'rule', [60, 420, 460, 30]);
    expect([one, two, three, four, five].map((boxes) => boxes?.length)).toEqual([1, 1, 2, 2, 1]);
    expect(drawn[1]?.boxes[0]?.difficult).toBe(true);
    expect(drawn.map(({ verified }) => verified)).toEqual([false, false, false, true, false]);
    expect(drawn[4]?.boxes[0]?.transcription).toBe('the last rule');
  });

  test.each(['Pascal VOC', 'YOLO', 'Create ML', 'COCO'])(
    '%s goes out and comes back the same',
    async (format) => {
      const { page } = opened;
      const { zip, files } = await exported(page, format);
      expect(Object.keys(files)).toContain('page-5.png');
      const name = await page.getByRole('textbox', { name: 'Name of the project' }).inputValue();
      await reopened(page, zip);
      expect(plainPictures(await projectOf(page))).toEqual(plainPictures(drawn));
      // Back to the project that was drawn, for the next format.
      await page.keyboard.press('Alt+w');
      await page.locator('.project-open', { hasText: name }).last().click();
      await page.locator('.board[data-shown]').waitFor();
    },
  );

  test('our line formats hold the texts, and a crop of each', async () => {
    const { page } = opened;
    const text = (bytes: Uint8Array | undefined) => new TextDecoder().decode(bytes);
    const crops = (await exported(page, 'Line crops (labels.tsv)')).files;
    const [crop, words] = text(crops['labels.tsv']).trim().split('\t');
    expect(words).toBe('the last rule');
    expect(crops[crop ?? '']?.length).toBeGreaterThan(100);
    const lines = (await exported(page, 'Lines (boxes.tsv)')).files;
    expect(text(lines['boxes.tsv'])).toMatch(/page-5\.png\t.*\tthe last rule/);
    const pages = (await exported(page, 'Textbook pages (truth.jsonl)')).files;
    expect(text(pages['truth.jsonl']).trim().split('\n').length).toBe(PICTURES.length);
  });

  test('the whole project comes back with texts and marks', async () => {
    const { page } = opened;
    const { zip } = await exported(page, 'Whole project');
    await reopened(page, zip);
    expect(await projectOf(page)).toEqual(drawn);
  });
});

describe('five pictures by keyboard alone', () => {
  beforeAll(begin);
  afterAll(() => opened?.close());

  const press = async (...keys: readonly string[]): Promise<void> => {
    for (const key of keys) await opened.page.keyboard.press(key);
  };
  const times = (key: string, count: number): readonly string[] => Array(count).fill(key);
  /** What has the keyboard. */
  const focused = (): Promise<string> =>
    opened.page.evaluate(() => document.activeElement?.getAttribute('role') ?? '');

  test('a box in the middle is named, moved and resized', async () => {
    const { page } = opened;
    await press('w', 'Enter');
    await page.keyboard.type('bar');
    await press('Enter');
    expect(await focused()).toBe('application');
    await press(...times('ArrowLeft', 3), ...times('Control+ArrowUp', 2));
    await press(...times('Shift+ArrowRight', 4), 'Shift+ArrowUp', 'Control+Shift+ArrowDown');
    const [first] = await projectOf(page);
    const box = first?.boxes[0];
    expect(box?.className).toBe('bar');
    // The picture fits: the middle of the view is that of the picture; a quarter and an eighth of it.
    expect(box?.x).toBe(Math.round((800 - 200) / 2) - 3);
    expect(box?.y).toBe(Math.round((600 - 75) / 2) - 20);
    expect(box?.width).toBe(200 + 4);
    expect(box?.height).toBe(75 - 1 + 10);
  });

  test('next picture, copied boxes, another class, difficult, duplicate, verified', async () => {
    const { page } = opened;
    await press('d');
    await shown(page, 'page-2.png');
    await press('Control+v', 'n', 'f', 'Control+e');
    await page.keyboard.type('rule');
    await press('Enter', 'Control+d', ...times('ArrowDown', 5), '1');
    await press(' ', 'd');
    await shown(page, 'page-3.png');
    const [, two] = await projectOf(page);
    expect(two?.verified).toBe(true);
    expect(two?.boxes.map(({ className, difficult }) => [className, difficult])).toEqual([
      ['rule', true],
      ['bar', true],
    ]);
    const [original, copy] = two?.boxes ?? [];
    expect(copy?.y).toBe((original?.y ?? 0) + 10 + 5);
  });

  test('undo and redo, one step for a held arrow', async () => {
    const { page } = opened;
    const boxes = async () => (await projectOf(page))[2]?.boxes ?? [];
    await press('Control+v', 'n', ...times('ArrowRight', 6));
    const moved = await boxes();
    await press('Control+z');
    const back = await boxes();
    expect(back.length).toBe(2);
    expect(moved[0]?.x).toBe((back[0]?.x ?? 0) + 6);
    await press('Control+Shift+z');
    expect(await boxes()).toEqual(moved);
  });

  test('a text is written, and the keyboard comes back to the picture', async () => {
    const { page } = opened;
    await press('t');
    await page.keyboard.type('w and d are letters here');
    await press('Enter');
    expect(await focused()).toBe('application');
    const three = (await projectOf(page))[2];
    expect(three?.boxes[0]?.transcription).toBe('w and d are letters here');
  });

  test('the list leads to every box, and keeps the keyboard when one goes', async () => {
    const { page } = opened;
    await page.getByRole('listbox', { name: 'Boxes' }).focus();
    await press('Home', 'ArrowDown', 'Delete');
    expect(await focused()).toBe('listbox');
    expect(await page.getByRole('option', { name: /^\d/ }).count()).toBe(1);
    await press('Control+z', 'v');
    await expect.poll(() => page.getByRole('option', { name: /hidden/ }).count()).toBe(1);
    await press('Enter');
    expect(await focused()).toBe('application');
  });

  test('a reload comes back to the same picture with all boxes, and saves again', async () => {
    const { page } = opened;
    const before = await projectOf(page);
    await saved(page);
    await page.reload();
    await shown(page, 'page-3.png');
    expect(await projectOf(page)).toEqual(before);
    await press('d');
    await shown(page, 'page-4.png');
    await press('Shift+w');
    await page.keyboard.type('rule');
    await press('Enter', 'd');
    await shown(page, 'page-5.png');
    await press('Shift+w');
    await page.keyboard.type('note');
    await press('Enter');
    await saved(page);
    const after = await projectOf(page);
    expect(after[4]?.boxes.map(({ className }) => className)).toEqual(['note']);
  });

  test('the sheet of keys opens with ? and closes with Escape', async () => {
    const { page } = opened;
    await press('?');
    await page.getByRole('dialog', { name: 'Keys' }).waitFor();
    expect(await page.getByRole('dialog').textContent()).toMatch(
      /Copy boxes of the previous picture/,
    );
    await press('Escape');
    await page.getByRole('dialog', { name: 'Keys' }).waitFor({ state: 'detached' });
  });
});
