import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterEach, describe, expect, test } from 'vitest';
import {
  type HeadlessOptions,
  type HeadlessPage,
  openHeadlessPage,
} from '../../src/cli/headlessPage.ts';
import { boundingBox } from '../../src/reading/geometry.ts';
import { penStrokes } from '../air/penStrokes.ts';
import {
  drag,
  inkedPixels,
  lineInHand,
  padBox,
  stillBox,
  writeOnPad,
  writeStrokes,
} from './padWriting.ts';

const LINE = '.transcript-line';
const READ = { timeout: 120_000 } as const;

let opened: HeadlessPage | null = null;
afterEach(async () => {
  await opened?.close();
  opened = null;
});

async function openPad(options: HeadlessOptions = {}): Promise<Page> {
  opened = await openHeadlessPage({ path: '#air/pad', ...options });
  const { page } = opened;
  await page.locator('.air-picture.pad').waitFor();
  return page;
}

function transcript(page: Page): Promise<string[]> {
  return page.$$eval(`${LINE} .transcript-text`, (lines) =>
    lines.map((line) => (line.textContent ?? '').replace(/\s+/g, ' ').trim()),
  );
}

function settled(page: Page): Promise<string[]> {
  return page.$$eval('.line-texts text', (texts) => texts.map((one) => one.textContent ?? ''));
}

/** A word as a kept hand wrote it, where it lies on the pad. */
async function writeWord(page: Page, writer: number, text: string, left: number, top: number) {
  const strokes = lineInHand(writer, [text], 0.8);
  await writeStrokes(page, strokes, { x: left, y: top });
  const pad = await padBox(page);
  const { x, y, width, height } = boundingBox(strokes.flat());
  return { x: pad.x + left + x, y: pad.y + top + y, width, height };
}

test('five lines written as on paper are five lines, each with its text in its place', async () => {
  const page = await openPad();
  const lines = [
    ['abut', 'all', 'arrow'],
    ['add', 'after', 'axis'],
    ['assign', 'align'],
    ['all', 'args', 'at'],
    ['add', 'arrow'],
  ];
  for (const [i, words] of lines.entries()) {
    await writeStrokes(page, lineInHand(3, words, 0.7), { x: 24 + 12 * (i % 2), y: 20 + 96 * i });
  }
  const texts = lines.map((words) => words.join(' '));
  await expect.poll(() => transcript(page), READ).toEqual(texts);
  await expect.poll(() => settled(page), READ).toEqual(texts);

  // Text lies by its own ink: as many lines of text as of ink, from top to bottom.
  const tops = await page.$$eval('.line-texts text', (all) =>
    all.map((one) => one.getBoundingClientRect().top),
  );
  expect(tops.toSorted((a, b) => a - b)).toEqual(tops);

  // A word is a tap away, with what else it could be, and can be written again.
  const word = await stillBox(page.locator('.line-texts text >> nth=4'));
  await page.mouse.click(word.x + word.width - 8, word.y + word.height / 2);
  const popover = page.getByRole('dialog', { name: 'Word: arrow' });
  await popover.waitFor();
  expect(await popover.getByRole('listitem').count()).toBeLessThanOrEqual(3);
  await popover.getByRole('button', { name: 'Write it again' }).click();
  await expect.poll(() => transcript(page), READ).toEqual([...texts.slice(0, 4), 'add']);
  await page.keyboard.press('Control+z');
  await expect.poll(() => transcript(page), READ).toEqual(texts);
});

describe('editing with the pen', () => {
  test('a scratch erases, a stroke through a word strikes it, undo brings both back', async () => {
    const page = await openPad();
    const all = await writeWord(page, 3, 'all', 40, 60);
    const add = await writeWord(page, 3, 'add', 320, 60);
    await expect.poll(() => transcript(page), READ).toEqual(['all add']);

    const through = add.y + 0.65 * add.height;
    await drag(page, [
      { x: add.x - 8, y: through },
      { x: add.x + add.width / 2, y: through + 2 },
      { x: add.x + add.width + 8, y: through },
    ]);
    await expect.poll(() => transcript(page), READ).toEqual(['all']);
    await page.keyboard.press('Control+z');
    await expect.poll(() => transcript(page), READ).toEqual(['all add']);

    const before = await inkedPixels(page);
    await drag(
      page,
      Array.from({ length: 10 }, (_, i) => ({
        x: i % 2 === 0 ? all.x - 4 : all.x + all.width + 4,
        y: all.y + (all.height * i) / 9,
      })),
    );
    expect(await inkedPixels(page)).toBeLessThan(before);
    await expect.poll(() => transcript(page), READ).toEqual(['add']);
    await page.keyboard.press('Control+z');
    await expect.poll(() => inkedPixels(page)).toBe(before);
  });

  test('the eraser takes strokes away; the lasso moves and deletes', async () => {
    const page = await openPad();
    const all = await writeWord(page, 3, 'all', 40, 60);
    const full = await inkedPixels(page);
    await page.getByRole('button', { name: 'Eraser' }).click();
    await drag(page, [
      { x: all.x - 10, y: all.y + 0.8 * all.height },
      { x: all.x + all.width + 10, y: all.y + 0.8 * all.height },
    ]);
    expect(await inkedPixels(page)).toBe(0);
    await page.keyboard.press('Control+z');
    // Drawn in one go, joints are a little lighter than drawn as it came.
    expect(await inkedPixels(page)).toBeGreaterThan(0.9 * full);

    await page.getByRole('button', { name: 'Lasso' }).click();
    const [left, top] = [all.x - 15, all.y - 15];
    const [right, bottom] = [all.x + all.width + 15, all.y + all.height + 15];
    await drag(page, [
      { x: left, y: top },
      { x: right, y: top },
      { x: right, y: bottom },
      { x: left, y: bottom },
    ]);
    const chosen = page.locator('.lasso rect');
    const from = await chosen.boundingBox();
    await drag(page, [
      { x: all.x + all.width / 2, y: all.y + all.height / 2 },
      { x: all.x + all.width / 2 + 100, y: all.y + all.height / 2 + 120 },
    ]);
    const to = await chosen.boundingBox();
    expect(to?.x).toBeCloseTo((from?.x ?? 0) + 100, 0);
    expect(to?.y).toBeCloseTo((from?.y ?? 0) + 120, 0);
    await page.getByRole('button', { name: 'Delete' }).click();
    expect(await inkedPixels(page)).toBe(0);
    await page.keyboard.press('Control+z');
    await page.keyboard.press('Control+z');
    expect(await inkedPixels(page)).toBeGreaterThan(0.9 * full);
  });

  test('the pen has a width and a colour; a pen’s pressure shows', async () => {
    const page = await openPad();
    const heightOf = async (pressure: number, at: number): Promise<number> => {
      await page.locator('.air-picture').evaluate(
        (pad, given) => {
          const { left, top } = pad.getBoundingClientRect();
          const send = (type: string, x: number): void => {
            const place = { clientX: left + x, clientY: top + given.at, bubbles: true };
            const pen = { pointerId: 5, pointerType: 'pen', pressure: given.pressure };
            pad.dispatchEvent(new PointerEvent(type, { ...place, ...pen, cancelable: true }));
          };
          send('pointerdown', 60);
          for (let x = 70; x < 200; x += 10) send('pointermove', x);
          send('pointerup', 200);
        },
        { pressure, at },
      );
      return page.locator('.ink-lines').evaluate((element, y) => {
        const canvas = element as HTMLCanvasElement;
        const column = canvas.getContext('2d')?.getImageData(130, y - 20, 1, 40).data ?? [];
        return Array.from(column).filter((value, i) => i % 4 === 3 && value > 127).length;
      }, at);
    };
    const [light, heavy] = [await heightOf(0.1, 100), await heightOf(1, 200)];
    expect(heavy).toBeGreaterThan(light);

    await page.getByRole('button', { name: 'Width and colour of the pen' }).click();
    await page.getByRole('radio', { name: 'Broad' }).check();
    await page.getByRole('radio', { name: 'Blue' }).check();
    await page.keyboard.press('Escape');
    const plain = await heightOf(0.5, 300);
    expect(plain).toBeGreaterThan(heavy);
    const colour = await page.locator('.ink-lines').evaluate((element) => {
      const canvas = element as HTMLCanvasElement;
      return Array.from(canvas.getContext('2d')?.getImageData(130, 300, 1, 1).data ?? []);
    });
    for (const [i, channel] of [0x2f, 0x6f, 0xdb, 255].entries()) {
      expect(Math.abs((colour[i] ?? 0) - channel)).toBeLessThan(4);
    }
  });

  test('a page of numbers is read as numbers, written already or yet to come', async () => {
    const page = await openPad();
    await writeOnPad(page, 'wonder');
    await expect.poll(() => transcript(page), READ).toEqual(['wonder']);
    await page.getByRole('button', { name: 'What is written: Text' }).click();
    await page.getByRole('radio', { name: 'Numbers' }).check();
    await expect
      .poll(() => transcript(page), READ)
      .toSatisfy((lines: string[]) => lines.every((line) => !/[a-z]/i.test(line)));
    await page.getByRole('radio', { name: 'Text' }).check();
    await expect.poll(() => transcript(page), READ).toEqual(['wonder']);
  });

  test('what the browser’s own reader makes of the ink is told beside ours, when asked', async () => {
    const page = await openPad();
    await page.addInitScript(() => {
      let strokes = 0;
      const drawing = {
        addStroke: () => {
          strokes += 1;
        },
        getPrediction: async () => [{ text: `${strokes} strokes` }],
      };
      const recognizer = { startDrawing: () => drawing, finish: () => {} };
      Object.assign(navigator, { createHandwritingRecognizer: async () => recognizer });
      Object.assign(globalThis, {
        HandwritingStroke: class {
          addPoint() {}
        },
      });
    });
    await page.reload();
    await page.locator('.air-picture.pad').waitFor();
    await writeOnPad(page, 'wonder');
    await page.getByText('Details', { exact: true }).click();
    await page.getByRole('button', { name: 'Compare' }).click();
    await page.getByText(`${penStrokes('wonder').length} strokes`).waitFor();
    await expect.poll(() => transcript(page), READ).toEqual(['wonder']);
  });

  test('the ball of a hand leaves no ink, and a finger none once there is a pen', async () => {
    const page = await openPad();
    const touch = (pointerType: string, width: number, pointerId: number): Promise<void> =>
      page.locator('.air-picture').evaluate(
        (pad, given) => {
          const { left, top } = pad.getBoundingClientRect();
          for (const [type, x] of [
            ['pointerdown', 60],
            ['pointermove', 160],
            ['pointerup', 160],
          ] as const) {
            const size = { width: given.width, height: given.width };
            const place = { clientX: left + x, clientY: top + 100, bubbles: true };
            const { pointerId, pointerType } = given;
            pad.dispatchEvent(
              new PointerEvent(type, { ...place, ...size, pointerId, pointerType }),
            );
          }
        },
        { pointerType, width, pointerId },
      );
    await touch('touch', 80, 1);
    expect(await inkedPixels(page)).toBe(0);
    await touch('touch', 10, 2);
    const finger = await inkedPixels(page);
    expect(finger).toBeGreaterThan(0);
    await touch('pen', 1, 3);
    const pen = await inkedPixels(page);
    await touch('touch', 10, 4);
    expect(await inkedPixels(page)).toBe(pen);
  });
});

test('the paper grows, and the line that is written comes into reach', async () => {
  const page = await openPad({ viewport: { width: 1280, height: 640 } });
  const pad = await padBox(page);
  await writeStrokes(page, lineInHand(3, ['all'], 0.7), { x: 24, y: 0.82 * pad.height });
  const room = page.locator('.air-room');
  await expect.poll(() => room.evaluate(({ scrollTop }) => scrollTop), READ).toBeGreaterThan(100);
  expect(
    await room.evaluate(({ scrollHeight, clientHeight }) => scrollHeight - clientHeight),
  ).toBeGreaterThan(100);
});

describe.each([
  ['phone', 390, 844],
  ['tablet', 768, 1024],
] as const)('on a %s', (_, width, height) => {
  test('the pad has three fifths of the height, and the guide is not on it', async () => {
    const page = await openPad({ viewport: { width, height } });
    const pad = await padBox(page);
    expect(pad.height).toBeGreaterThanOrEqual(0.6 * height);
    expect(await page.getByRole('complementary', { name: 'First steps' }).count()).toBe(0);
    for (const name of ['Undo', 'Eraser', 'Lasso', 'Done']) {
      const button = await page.getByRole('button', { name, exact: true }).boundingBox();
      expect(button?.x).toBeGreaterThanOrEqual(0);
      expect((button?.x ?? 0) + (button?.width ?? 0)).toBeLessThanOrEqual(width);
    }
  });
});

test('ink is saved as InkML and opened again', async () => {
  const page = await openPad();
  await writeStrokes(page, lineInHand(3, ['all', 'add'], 0.8), { x: 40, y: 60 });
  await expect.poll(() => transcript(page), READ).toEqual(['all add']);
  const ink = await inkedPixels(page);
  const coming = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save the ink' }).click();
  await page.getByRole('button', { name: /Strokes for other programs/ }).click();
  const saved = readFileSync(await (await coming).path());
  await page.keyboard.press('Delete');
  await expect.poll(() => inkedPixels(page)).toBe(0);

  const open = async (name: string, buffer: Buffer): Promise<void> => {
    const choosing = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'Open ink' }).click();
    await (await choosing).setFiles({ name, mimeType: 'application/octet-stream', buffer });
  };
  await open('page.inkml', saved);
  await expect.poll(() => transcript(page), READ).toEqual(['all add']);
  expect(Math.abs((await inkedPixels(page)) - ink)).toBeLessThan(0.05 * ink);

  await open('notes.inkml', Buffer.from('<svg/>'));
  await page.getByRole('alert').filter({ hasText: 'holds no ink' }).waitFor();
  expect(await transcript(page)).toEqual(['all add']);
});
