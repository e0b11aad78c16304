import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCanvas } from '@napi-rs/canvas';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type HeadlessPage, openHeadlessPage } from '../../src/cli/headlessPage.ts';
import {
  choose,
  drag,
  drawPage,
  exported,
  pictureLimit,
  projectOf,
  saved,
  shown,
} from './annotateDesk.ts';

const VOC = [
  '<annotation>',
  '\t<folder>set</folder>',
  '\t<filename>page-0001.jpg</filename>',
  '\t<size>\n\t\t<width>800</width>\n\t\t<height>600</height>\n\t\t<depth>3</depth>\n\t</size>',
  '\t<object>\n\t\t<name>bar</name>\n\t\t<difficult>0</difficult>\n\t\t<bndbox>',
  '\t\t\t<xmin>60</xmin>\n\t\t\t<ymin>60</ymin>\n\t\t\t<xmax>360</xmax>\n\t\t\t<ymax>90</ymax>',
  '\t\t</bndbox>\n\t</object>',
  '</annotation>\n',
].join('\n');

/** A photo as a JPEG file; the chooser of folders hands over one of the page's own, full of them. */
function photo(): Buffer {
  const canvas = createCanvas(800, 600);
  const pen = canvas.getContext('2d');
  for (let i = 0; i < 400; i++) {
    pen.fillStyle = `hsl(${(i * 37) % 360} 40% ${40 + (i % 40)}%)`;
    pen.fillRect((i * 97) % 800, (i * 61) % 600, 90, 60);
  }
  return canvas.toBuffer('image/jpeg', 90);
}

/** Lets files and folders of the disk fall on the middle of the page, as from a file manager. */
async function dropPaths(page: Page, files: readonly string[]): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const { width, height } = page.viewportSize() ?? { width: 0, height: 0 };
  const data = { items: [], files: [...files], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await session.send('Input.dispatchDragEvent', { type, x: width / 2, y: height / 2, data });
  }
  await session.detach();
}

async function fillFolder(page: Page, count: number): Promise<void> {
  await page.evaluate(
    async ({ jpeg, amount, voc }) => {
      const root = await navigator.storage.getDirectory();
      const folder = await root.getDirectoryHandle('set', { create: true });
      const put = async (name: string, content: Blob | string) => {
        const file = await folder.getFileHandle(name, { create: true });
        const stream = await file.createWritable();
        await stream.write(content);
        await stream.close();
      };
      const bytes = Uint8Array.from(atob(jpeg), (char) => char.charCodeAt(0));
      for (let i = 1; i <= amount; i++) {
        await put(`page-${`${i}`.padStart(4, '0')}.jpg`, new Blob([bytes]));
      }
      await put('page-0001.xml', voc);
      Object.assign(window, { showDirectoryPicker: async () => folder });
    },
    { jpeg: photo().toString('base64'), amount: count, voc: VOC },
  );
}

/** A file of the folder, as it stands on the disk. */
function inFolder(page: Page, name: string, folderName = 'set'): Promise<string | null> {
  return page.evaluate(
    async ([inside, path]) => {
      const root = await navigator.storage.getDirectory();
      const folder = await root.getDirectoryHandle(inside);
      const file = await folder.getFileHandle(path).catch(() => null);
      return file ? (await file.getFile()).text() : null;
    },
    [folderName, name] as const,
  );
}

/** Presses a key and waits for the next picture to be painted. @returns ms */
function timeToPicture(page: Page, key: string): Promise<number> {
  return page.evaluate((pressed) => {
    const board = document.querySelector('.board');
    const before = board?.getAttribute('data-shown');
    const start = performance.now();
    return new Promise<number>((resolve) => {
      const watch = new MutationObserver(() => {
        const now = document.querySelector('.board')?.getAttribute('data-shown');
        if (!now || now === before) return;
        watch.disconnect();
        resolve(performance.now() - start);
      });
      watch.observe(document.body, { subtree: true, childList: true, attributes: true });
      window.dispatchEvent(new KeyboardEvent('keydown', { key: pressed, bubbles: true }));
      document.activeElement?.dispatchEvent(
        new KeyboardEvent('keydown', { key: pressed, bubbles: true, cancelable: true }),
      );
    });
  }, key);
}

/** Another tab of the same browser, in a process of its own. */
async function secondTab(page: Page): Promise<Page> {
  const [popup] = await Promise.all([
    page.waitForEvent('popup'),
    page.evaluate(() => {
      window.open(`${location.origin}/#annotate`, '_blank', 'noopener');
    }),
  ]);
  return popup;
}

async function openListed(page: Page, name: string): Promise<void> {
  await page.locator('.project-open', { hasText: name }).first().click();
  await page.locator('.board[data-shown]').waitFor();
}

async function drawBar(page: Page, row: number): Promise<void> {
  await page.keyboard.press('w');
  await drag(page, { x: 100, y: 100 + 90 * row }, { x: 300, y: 140 + 90 * row });
}

const ELSEWHERE = 'Another tab works on this project.';

const boxCount = (page: Page): Promise<number> =>
  page.getByRole('listbox', { name: 'Boxes' }).getByRole('option').count();

describe('a folder of 1,000 pictures', () => {
  let opened: HeadlessPage;

  beforeAll(async () => {
    opened = await openHeadlessPage({ path: '#annotate' });
    await fillFolder(opened.page, 1000);
    await opened.page
      .locator('.annotate-start')
      .getByRole('button', { name: 'Open a folder' })
      .click();
    await shown(opened.page, 'page-0001.jpg');
  });
  afterAll(() => opened?.close());

  test('opens with what LabelImg wrote beside the pictures', async () => {
    const { page } = opened;
    await page.getByText('1 of 1000', { exact: true }).waitFor();
    await expect.poll(() => boxCount(page)).toBe(1);
    await saved(page);
  });

  test('the next picture is there within 200 ms', async () => {
    const { page } = opened;
    await page.locator('.board-active').focus();
    const times: number[] = [];
    for (let i = 0; i < 11; i++) {
      times.push(await timeToPicture(page, 'd'));
      await page.waitForTimeout(150);
    }
    const [median = Number.NaN] = times.toSorted((a, b) => a - b).slice(5);
    expect(median).toBeLessThan(await pictureLimit(page, photo()));
  });

  test('saving into the folder writes what changed and leaves the rest byte for byte', async () => {
    const { page } = opened;
    await page.reload();
    await page.locator('.board[data-shown]').waitFor();
    await page.getByRole('tab', { name: 'Boxes' }).click();
    await drawBar(page, 1);
    const name = (await page.locator('.desk-picture-name').textContent()) ?? '';
    const current = name.replace('.jpg', '');
    await page.keyboard.press('Control+y');
    await page.keyboard.press('Control+s');
    await expect
      .poll(async () => (await inFolder(page, `${current}.xml`)) ?? '')
      .toContain('<name>bar</name>');
    expect(await inFolder(page, 'page-0001.xml')).toBe(VOC);
    expect(await inFolder(page, 'page-0500.xml')).toBeNull();
  });

  test('another folder is chosen to save into, and takes it from then on', async () => {
    const { page } = opened;
    await page.evaluate(async () => {
      const root = await navigator.storage.getDirectory();
      const folder = await root.getDirectoryHandle('elsewhere', { create: true });
      Object.assign(window, { showDirectoryPicker: async () => folder });
    });
    const current = ((await page.locator('.desk-picture-name').textContent()) ?? '').replace(
      '.jpg',
      '.xml',
    );
    const before = await inFolder(page, current);
    await page.locator('.board-active').focus();
    await page.keyboard.press('Shift+R');
    const there = async () => (await inFolder(page, current, 'elsewhere')) ?? '';
    await expect.poll(there).toContain('<name>bar</name>');
    await drawBar(page, 2);
    await page.keyboard.press('Control+s');
    await expect.poll(async () => (await there()).split('<name>bar</name>').length).toBe(3);
    expect(await inFolder(page, current)).toBe(before);
  });
});

describe('a folder dropped on the page', () => {
  let opened: HeadlessPage;
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'handlens-'));
    await mkdir(join(folder, 'inner'));
    await writeFile(join(folder, 'page-0001.jpg'), photo());
    await writeFile(join(folder, 'page-0001.xml'), VOC);
    await writeFile(join(folder, 'inner', 'page-0002.jpg'), photo());
    opened = await openHeadlessPage({ path: '#annotate' });
  });
  afterAll(async () => {
    await opened?.close();
    await rm(folder, { recursive: true });
  });

  test('opens with its annotations, and with what lies in folders of its own', async () => {
    const { page } = opened;
    await page.locator('.annotate-start').waitFor();
    await dropPaths(page, [folder]);
    await shown(page, 'inner/page-0002.jpg');
    expect(await boxCount(page)).toBe(0);
    await page.keyboard.press('d');
    await shown(page, 'page-0001.jpg');
    await expect.poll(() => boxCount(page)).toBe(1);
  });
});

describe('nothing is lost', () => {
  let opened: HeadlessPage;

  beforeAll(async () => {
    opened = await openHeadlessPage({ path: '#annotate' });
    const { page } = opened;
    const start = page.locator('.annotate-start');
    const pictures = [1, 2].map((count) => drawPage(`page-${count}.png`, count));
    await choose(
      page,
      () => start.getByRole('button', { name: 'Open pictures' }).click(),
      pictures,
    );
    await shown(page, 'page-1.png');
    await drawBar(page, 0);
    await page.keyboard.type('bar');
    await page.keyboard.press('Enter');
    await saved(page);
  });
  afterAll(() => opened?.close());

  test('a second tab is told, follows, takes over; the first is told in its turn', async () => {
    const { page } = opened;
    const name = await page.getByRole('textbox', { name: 'Name of the project' }).inputValue();
    const other = await secondTab(page);
    await openListed(other, name);
    await other.getByText(ELSEWHERE).waitFor();
    expect(await boxCount(other)).toBe(1);
    await drawBar(page, 1);
    await saved(page);
    await expect.poll(() => boxCount(other)).toBe(2);
    await other.getByRole('button', { name: 'Work here instead' }).click();
    await page.getByText(ELSEWHERE).waitFor();
    await other.getByText(ELSEWHERE).waitFor({ state: 'detached' });
    await drawBar(other, 2);
    await saved(other);
    await expect.poll(() => boxCount(page)).toBe(3);
    await other.close();
    await page.getByText(ELSEWHERE).waitFor({ state: 'detached' });
    await drawBar(page, 3);
    await saved(page);
    expect(await boxCount(page)).toBe(4);
  });

  test('a tab that crashes loses nothing that was marked saved, undo included', async () => {
    const { page } = opened;
    const name = await page.getByRole('textbox', { name: 'Name of the project' }).inputValue();
    const doomed = await secondTab(page);
    await page.keyboard.press('Alt+w');
    await page.locator('.annotate-start').waitFor();
    await openListed(doomed, name);
    await drawBar(doomed, 4);
    await saved(doomed);
    const crashed = doomed.waitForEvent('crash');
    const session = await doomed.context().newCDPSession(doomed);
    session.send('Page.crash').catch(() => {});
    await crashed;
    await openListed(page, name);
    await expect.poll(() => boxCount(page)).toBe(5);
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect.poll(() => boxCount(page)).toBe(4);
    await doomed.close();
  });

  test('a picture whose file did not come along keeps its boxes, and takes the file when it is added', async () => {
    const { page } = opened;
    const before = await projectOf(page);
    const { files } = await exported(page, 'Whole project');
    const { zipSync } = await import('fflate');
    const withoutFirst = Object.fromEntries(
      Object.entries(files).filter(([path]) => path !== 'images/page-1.png'),
    );
    const zip = Buffer.from(zipSync(withoutFirst));
    await page.keyboard.press('Alt+w');
    const start = page.locator('.annotate-start');
    const file = { name: 'half.zip', mimeType: 'application/zip', buffer: zip };
    await choose(page, () => start.getByRole('button', { name: 'Open pictures' }).click(), [file]);
    const report = page.getByRole('dialog');
    await report.getByText('The picture of these annotations is not there.').waitFor();
    await page.keyboard.press('Escape');
    await page.getByText('This picture’s file is not where it was.').waitFor();
    expect(await projectOf(page)).toEqual(before);
    await choose(page, () => page.keyboard.press('Control+o'), [drawPage('page-1.png', 1)]);
    // Without being asked again.
    await shown(page, 'page-1.png');
  });
});
