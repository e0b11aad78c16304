import type { CDPSession, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ACTION_GROUPS } from '../../src/app/annotate/actions/action.ts';
import { ACTIONS } from '../../src/app/annotate/actions/table.ts';
import { type HeadlessPage, openHeadlessPage } from '../../src/cli/headlessPage.ts';
import {
  choose,
  drag,
  drawPage,
  exported,
  PAGE,
  placeOf,
  projectOf,
  shown,
} from './annotateDesk.ts';

let opened: HeadlessPage;

async function begin(): Promise<void> {
  opened = await openHeadlessPage({ path: '#annotate' });
  const { page } = opened;
  const button = page.locator('.annotate-start').getByRole('button', { name: 'Open pictures' });
  const files = [1, 2, 3].map((count) => drawPage(`page-${count}.png`, count));
  await choose(page, () => button.click(), files);
  await shown(page, 'page-1.png');
}

/** Percent of the picture's own size, as the board tells it. */
async function zoom(page: Page): Promise<number> {
  return Number.parseInt((await page.locator('.board-zoom').textContent()) ?? '', 10);
}

/** How many px of the layers of boxes, resting and at hand, are painted at all. */
function painted(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        // Two frames: the change is drawn in the first.
        requestAnimationFrame(() =>
          requestAnimationFrame(() => {
            let count = 0;
            for (const layer of [
              ...document.querySelectorAll<HTMLCanvasElement>('.board-layer'),
            ].slice(1)) {
              const pixels = layer.getContext('2d')?.getImageData(0, 0, layer.width, layer.height);
              for (let i = 3; i < (pixels?.data.length ?? 0); i += 4)
                if (pixels?.data[i]) count += 1;
            }
            resolve(count);
          }),
        );
      }),
  );
}

/** How the shown picture is brightened. */
function filterOf(page: Page): Promise<string> {
  return page
    .locator('.board-layer')
    .first()
    .evaluate((layer) => getComputedStyle(layer).filter);
}

describe('keys of LabelImg in the browser', () => {
  beforeAll(begin);
  afterAll(() => opened?.close());

  test('zoom, fit window, fit width and actual size', async () => {
    const { page } = opened;
    const fitted = await zoom(page);
    await page.keyboard.press('Control+Shift+Equal');
    expect(Math.abs((await zoom(page)) - fitted * 1.25)).toBeLessThanOrEqual(1);
    await page.keyboard.press('Control+Minus');
    await page.keyboard.press('Control+Minus');
    expect(Math.abs((await zoom(page)) - fitted / 1.25)).toBeLessThanOrEqual(1);
    await page.keyboard.press('Control+Equal');
    expect(await zoom(page)).toBe(100);
    await page.keyboard.press('Control+Shift+f');
    const board = await page.locator('.board-active').boundingBox();
    expect(await zoom(page)).toBe(Math.round((((board?.width ?? 0) - 32) / PAGE.width) * 100));
    await page.keyboard.press('Control+f');
    expect(await zoom(page)).toBe(fitted);
  });

  test('Ctrl and the wheel zoom to the pointer, the wheel alone pushes the picture', async () => {
    const { page } = opened;
    const corner = await placeOf(page, { x: 60, y: 60 });
    await page.mouse.move(corner.x, corner.y);
    await page.keyboard.down('Control');
    for (let i = 0; i < 6; i++) await page.mouse.wheel(0, -120);
    await page.keyboard.up('Control');
    await expect.poll(() => zoom(page)).toBeGreaterThan(200);
    // The bar's corner is still under the pointer: a box drawn from there begins there.
    await page.keyboard.press('w');
    await page.mouse.down();
    await page.mouse.move(corner.x + 300, corner.y + 90, { steps: 3 });
    await page.mouse.up();
    await page.keyboard.type('bar');
    await page.keyboard.press('Enter');
    await page.mouse.wheel(0, 50);
    await page.keyboard.press('Control+f');
    const [first] = await projectOf(page);
    expect(Math.abs((first?.boxes[0]?.x ?? 0) - 60)).toBeLessThanOrEqual(1);
    expect(Math.abs((first?.boxes[0]?.y ?? 0) - 60)).toBeLessThanOrEqual(1);
  });

  test('hide and show one box and all', async () => {
    const { page } = opened;
    const seen = await painted(page);
    expect(seen).toBeGreaterThan(100);
    await page.keyboard.press('Control+h');
    expect(await painted(page)).toBe(0);
    await page.keyboard.press('Control+a');
    expect(await painted(page)).toBe(seen);
    await page.keyboard.press('v');
    expect(await painted(page)).toBe(0);
    await page.keyboard.press('v');
    await page.keyboard.press('Control+Shift+p');
    expect(await painted(page)).toBeLessThan(seen);
    await page.keyboard.press('Shift+l');
    expect(await painted(page)).toBe(seen);
  });

  test('brightness goes up and down and back', async () => {
    const { page } = opened;
    await page.keyboard.press(']');
    await page.keyboard.press(']');
    expect(await filterOf(page)).toBe('brightness(1.2)');
    await page.keyboard.press('Control+Shift+Minus');
    expect(await filterOf(page)).toBe('brightness(1.1)');
    await page.keyboard.press('\\');
    expect(await filterOf(page)).toBe('none');
  });

  test('squares, and drawing that goes on', async () => {
    const { page } = opened;
    await page.keyboard.press('d');
    await shown(page, 'page-2.png');
    await page.keyboard.press('Control+Shift+r');
    await page.keyboard.press('Control+Shift+a');
    await page.keyboard.press('w');
    await drag(page, { x: 60, y: 60 }, { x: 160, y: 90 });
    await drag(page, { x: 60, y: 200 }, { x: 90, y: 300 });
    await page.keyboard.press('Escape');
    const two = (await projectOf(page))[1]?.boxes ?? [];
    expect(two.length).toBe(2);
    for (const { width, height } of two) {
      expect(width).toBe(height);
      expect(Math.abs(width - 100)).toBeLessThanOrEqual(2);
    }
    await page.keyboard.press('Shift+s');
    await page.keyboard.press('Shift+k');
  });

  test('Escape takes back what the pointer is doing', async () => {
    const { page } = opened;
    const before = await projectOf(page);
    const [start, end] = [
      await placeOf(page, { x: 400, y: 400 }),
      await placeOf(page, { x: 780, y: 580 }),
    ];
    await page.keyboard.press('w');
    await page.mouse.move(start.x, start.y);
    await page.mouse.down();
    await page.mouse.move(end.x, end.y, { steps: 3 });
    await page.keyboard.press('Escape');
    await page.mouse.up();
    await page.keyboard.press('Escape');
    expect(await projectOf(page)).toEqual(before);
  });

  test('removing a picture can be undone', async () => {
    const { page } = opened;
    const before = await projectOf(page);
    await page.keyboard.press('Control+Shift+d');
    expect((await projectOf(page)).map(({ name }) => name)).toEqual(['page-1.png', 'page-3.png']);
    await page.keyboard.press('Control+z');
    expect(await projectOf(page)).toEqual(before);
  });

  test('classes: renamed, reordered, a list taken over, none of it changes a box', async () => {
    const { page } = opened;
    await page.getByRole('tab', { name: /Classes/ }).click();
    await choose(page, () => page.getByText('Take over a list').click(), [
      { name: 'classes.txt', mimeType: 'text/plain', buffer: Buffer.from('dog\nbar\ncat\n') },
    ]);
    const names = () =>
      page
        .locator('.class-name')
        .evaluateAll((inputs) => inputs.map((input) => (input as HTMLInputElement).value));
    await expect.poll(names).toEqual(['bar', 'dog', 'cat']);
    await page.getByRole('button', { name: 'Move cat up' }).click();
    await expect.poll(names).toEqual(['bar', 'cat', 'dog']);
    await page.getByRole('textbox', { name: 'Name of class 1', exact: true }).fill('line');
    await page.keyboard.press('Enter');
    await expect.poll(names).toEqual(['line', 'cat', 'dog']);
    await page.getByRole('combobox', { name: 'New boxes get' }).selectOption({ label: 'dog' });
    await page.keyboard.press('Escape');
    await page.locator('.board-active').focus();
    await page.keyboard.press('Shift+w');
    const boxes = (await projectOf(page)).flatMap((picture) => picture.boxes);
    expect(boxes.map(({ className }) => className).sort()).toEqual(['dog', 'line', 'line', 'line']);
  });
});

describe('other keys of LabelImg', () => {
  beforeAll(begin);
  afterAll(() => opened?.close());

  test('the picture before, editing again, the colours of classes', async () => {
    const { page } = opened;
    await page.locator('.board-active').focus();
    await page.keyboard.press('d');
    await shown(page, 'page-2.png');
    await page.keyboard.press('a');
    await shown(page, 'page-1.png');
    const tool = (name: string) => page.getByRole('toolbar', { name: 'Tools' }).getByLabel(name);
    await page.keyboard.press('w');
    await expect.poll(() => tool('New box').getAttribute('aria-pressed')).toBe('true');
    await page.keyboard.press('Control+j');
    await expect.poll(() => tool('New box').getAttribute('aria-pressed')).toBe('false');
    await page.keyboard.press('Control+l');
    await page.getByRole('tab', { name: /Classes/, selected: true }).waitFor();
  });

  test('an annotation is opened for a picture that is there', async () => {
    const { page } = opened;
    const text = `<annotation><filename>page-2.png</filename>
<size><width>${PAGE.width}</width><height>${PAGE.height}</height><depth>3</depth></size>
<object><name>bar</name><bndbox><xmin>61</xmin><ymin>61</ymin><xmax>360</xmax><ymax>90</ymax></bndbox></object></annotation>`;
    const file = { name: 'page-2.xml', mimeType: 'text/xml', buffer: Buffer.from(text) };
    await page.locator('.board-active').focus();
    await choose(page, () => page.keyboard.press('Control+Shift+o'), [file]);
    await expect
      .poll(async () => (await projectOf(page))[1]?.boxes.map(({ className }) => className))
      .toEqual(['bar']);
  });

  test('a colour is chosen for a class, and stays with the project', async () => {
    const { page } = opened;
    await page.keyboard.press('Control+l');
    await page.getByLabel('Colour of bar').fill('#123456');
    await page.locator('.board-active').focus();
    const { files } = await exported(page, 'Whole project');
    const { classes } = JSON.parse(new TextDecoder().decode(files['project.json']));
    expect(classes.map(({ name, colour }: Record<string, string>) => [name, colour])).toEqual([
      ['bar', '#123456'],
    ]);
  });

  test('a box that is pulled with the right button is moved where that is chosen', async () => {
    const { page } = opened;
    await page.locator('.board-active').focus();
    await page.keyboard.press('d');
    await shown(page, 'page-2.png');
    await drag(page, { x: 200, y: 75 }, { x: 200, y: 255 }, { button: 'right' });
    await page.getByRole('button', { name: 'Move here' }).click();
    const boxes = (await projectOf(page))[1]?.boxes ?? [];
    expect(boxes.map(({ className }) => className)).toEqual(['bar']);
    expect(Math.abs((boxes[0]?.y ?? 0) - 241)).toBeLessThanOrEqual(2);
    await page.locator('.board-active').focus();
    await page.keyboard.press('a');
    await shown(page, 'page-1.png');
  });

  test('in single-class mode a new box takes the class of the last one, unasked', async () => {
    const { page } = opened;
    const draw = async (y: number) => {
      await page.locator('.board-active').focus();
      await page.keyboard.press('w');
      await drag(page, { x: 60, y }, { x: 200, y: y + 40 });
    };
    const classes = async () =>
      (await projectOf(page))[0]?.boxes.map(({ className }) => className) ?? [];
    await draw(200);
    await page.keyboard.press('Control+e');
    await page.getByRole('combobox', { name: 'Class of the box' }).fill('seal');
    await page.keyboard.press('Enter');
    await page.locator('.board-active').focus();
    await page.keyboard.press('Shift+c');
    await draw(300);
    await expect.poll(classes).toEqual(['seal', 'seal']);
  });
});

describe('pictures from elsewhere', () => {
  beforeAll(async () => {
    opened = await openHeadlessPage({ path: '#annotate' });
  });
  afterAll(() => opened?.close());

  const hand = (type: 'drop' | 'paste', name: string): Promise<void> =>
    opened.page.evaluate(
      ({ kind, file, base64 }) => {
        const bytes = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
        const carried = new DataTransfer();
        carried.items.add(new File([bytes], file, { type: 'image/png' }));
        const event =
          kind === 'drop'
            ? new DragEvent('drop', { dataTransfer: carried, bubbles: true, cancelable: true })
            : new ClipboardEvent('paste', { clipboardData: carried, bubbles: true });
        document.body.dispatchEvent(event);
      },
      { kind: type, file: name, base64: drawPage(name, 2).buffer.toString('base64') },
    );

  test('dropped on the start they begin a project, pasted later they join it', async () => {
    const { page } = opened;
    await page.locator('.annotate-start').waitFor();
    await hand('drop', 'dropped.png');
    await shown(page, 'dropped.png');
    await hand('paste', 'pasted.png');
    await shown(page, 'pasted.png');
    expect((await projectOf(page)).map(({ name }) => name)).toEqual(['dropped.png', 'pasted.png']);
  });
});

describe('fingers', () => {
  let touch: CDPSession;
  beforeAll(async () => {
    await begin();
    touch = await opened.page.context().newCDPSession(opened.page);
  });
  afterAll(() => opened?.close());

  const send = (
    type: 'touchStart' | 'touchMove' | 'touchEnd',
    ...points: readonly { readonly x: number; readonly y: number }[]
  ) =>
    touch.send('Input.dispatchTouchEvent', {
      type,
      touchPoints: points.map(({ x, y }, id) => ({ x, y, id })),
    });

  test('two of them zoom and push, and give up what one had begun', async () => {
    const { page } = opened;
    const fitted = await zoom(page);
    const middle = await placeOf(page, { x: 400, y: 300 });
    const beside = (by: number) => ({ x: middle.x + by, y: middle.y });
    await page.keyboard.press('w');
    await send('touchStart', beside(-50));
    await send('touchMove', beside(-60));
    await send('touchStart', beside(-60), beside(60));
    for (let i = 1; i <= 6; i++) await send('touchMove', beside(-60 - 10 * i), beside(60 + 10 * i));
    await send('touchEnd');
    await expect.poll(() => zoom(page)).toBeGreaterThan(fitted * 1.7);
    await page.keyboard.press('Control+f');
    expect((await projectOf(page))[0]?.boxes).toEqual([]);
  });

  test('one draws', async () => {
    const { page } = opened;
    const [start, end] = [
      await placeOf(page, { x: 60, y: 60 }),
      await placeOf(page, { x: 360, y: 90 }),
    ];
    await page.locator('.board-active').focus();
    await page.keyboard.press('w');
    await send('touchStart', start);
    await send('touchMove', { x: (start.x + end.x) / 2, y: end.y });
    await send('touchMove', end);
    await send('touchEnd');
    await page.getByRole('combobox', { name: 'Class of the new box' }).fill('bar');
    await page.keyboard.press('Enter');
    const box = (await projectOf(page))[0]?.boxes[0];
    expect(Math.abs((box?.x ?? 0) - 60)).toBeLessThanOrEqual(2);
    expect(Math.abs((box?.width ?? 0) - 300)).toBeLessThanOrEqual(3);
  });
});

describe.each([
  ['a phone', { width: 390, height: 844 }],
  ['a small window', { width: 640, height: 420 }],
])('on %s', (_, viewport) => {
  beforeAll(async () => {
    await begin();
    await opened.page.setViewportSize(viewport);
  });
  afterAll(() => opened?.close());

  /** How much of a thing lies outside the window, px. */
  const outside = async (thing: Locator) => {
    await thing.scrollIntoViewIfNeeded();
    const box = await thing.boundingBox();
    if (box === null) throw new Error('It is not shown.');
    const { x, y, width, height } = box;
    return Math.max(0, -x, -y, x + width - viewport.width, y + height - viewport.height);
  };

  test('every action is in the menu, in five groups, and can be reached', async () => {
    const { page } = opened;
    await page.getByRole('button', { name: 'Menu', exact: true }).click();
    const menu = page.locator('.action-menu');
    const groups = menu.getByRole('heading');
    expect(await groups.allTextContents()).toEqual([...ACTION_GROUPS]);
    const listed = ACTIONS.filter(({ inMenu }) => inMenu !== false);
    expect(listed.length).toBeGreaterThan(40);
    const buttons = menu.getByRole('button');
    expect(await buttons.count()).toBe(listed.length);
    for (const button of await buttons.all()) expect(await outside(button)).toBeLessThan(1);
    await page.keyboard.press('Escape');
    await menu.waitFor({ state: 'hidden' });
  });

  test.runIf(viewport.height > viewport.width)('the picture has 55 % of the height', async () => {
    const board = await opened.page.locator('.desk-board').boundingBox();
    expect((board?.height ?? 0) / viewport.height).toBeGreaterThanOrEqual(0.55);
  });

  test('every tool is in the strip, with its word until the tools are known', async () => {
    const { page } = opened;
    const tools = page.getByRole('toolbar', { name: 'Tools' }).getByRole('button');
    const words = await tools.allInnerTexts();
    expect(words.length).toBeGreaterThan(10);
    expect(words.every((word) => word.trim() !== '')).toBe(true);
    for (const tool of await tools.all()) expect(await outside(tool)).toBeLessThan(1);
    const select = tools.first();
    for (let press = 0; press < 8; press++) await select.click();
    await expect.poll(async () => (await tools.allInnerTexts()).join('').trim()).toBe('');
    for (const tool of await tools.all()) expect(await outside(tool)).toBeLessThan(1);
  });

  test('the lists are at hand, and a box is drawn', async () => {
    const { page } = opened;
    for (const name of [/Boxes/, /Classes/, /Pictures/]) {
      expect(await outside(page.getByRole('tab', { name }))).toBeLessThan(1);
    }
    const tools = page.getByRole('toolbar', { name: 'Tools' });
    await tools.getByRole('button', { name: 'New box' }).click();
    const [start, end] = [
      await placeOf(page, { x: 100, y: 60 }),
      await placeOf(page, { x: 500, y: 200 }),
    ];
    await page.mouse.move(start.x, start.y);
    await page.mouse.down();
    await page.mouse.move(end.x, end.y, { steps: 4 });
    await page.mouse.up();
    const question = page.getByRole('combobox', { name: 'Class of the new box' });
    expect(await outside(question)).toBeLessThan(1);
    await question.fill('bar');
    await page.keyboard.press('Enter');
    expect((await projectOf(page))[0]?.boxes).toHaveLength(1);
  });
});

describe('a full disk', () => {
  beforeAll(begin);
  afterAll(() => opened?.close());

  test('is told, with an export offered; once there is room again, all is saved', async () => {
    const { page } = opened;
    // Chromium cannot be given a small disk from here: storing fails as it fails on a full one.
    await page.evaluate(() => {
      const { put } = IDBObjectStore.prototype;
      IDBObjectStore.prototype.put = () => {
        throw new DOMException('The disk is full.', 'QuotaExceededError');
      };
      Object.assign(window, {
        makeRoom: () => Object.assign(IDBObjectStore.prototype, { put }),
      });
    });
    await page.keyboard.press('Shift+w');
    await page.keyboard.type('bar');
    await page.keyboard.press('Enter');
    await page.locator('.saved-mark[data-saved=unsaved]').waitFor({ timeout: 60_000 });
    await page.getByRole('button', { name: 'Export now' }).click();
    await page.getByRole('dialog', { name: 'Export' }).waitFor();
    await page.keyboard.press('Escape');
    expect((await projectOf(page))[0]?.boxes.length).toBe(1);
    await page.evaluate(() => (window as unknown as { makeRoom: () => void }).makeRoom());
    await page.locator('.board-active').focus();
    await page.keyboard.press('ArrowRight');
    await page.locator('.saved-mark[data-saved=saved]').waitFor({ timeout: 60_000 });
    await page.reload();
    await shown(page, 'page-1.png');
    expect((await projectOf(page))[0]?.boxes.length).toBe(1);
  });
});
