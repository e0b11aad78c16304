import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { type Box, boundingBox, type Point } from '../../src/reading/geometry.ts';
import type { WrittenWord } from '../air/clips/strokePack.ts';
import { penStrokes } from '../air/penStrokes.ts';
import { KEPT_WORDS } from '../reading/strokes/pages/keptWords.ts';

/** Writes on the pad with the mouse; tall letters are `height` px. */
export async function writeOnPad(page: Page, word: string, height = 110): Promise<void> {
  const pad = await padBox(page);
  for (const stroke of penStrokes(word)) {
    await drag(
      page,
      stroke.map(({ x, y }) => ({
        x: pad.x + 60 + x * height,
        y: pad.y + pad.height / 3 + y * height,
      })),
    );
  }
}

/** Where something stands once it stands still: paper that grows is moved up smoothly. */
export async function stillBox(of: Locator): Promise<Box> {
  let box = await of.boundingBox();
  await expect
    .poll(
      async () => {
        const before = box;
        box = await of.boundingBox();
        return box !== null && JSON.stringify(before) === JSON.stringify(box);
      },
      { interval: 400, timeout: 30_000 },
    )
    .toBe(true);
  if (!box) throw new Error('nothing is there');
  return box;
}

/** Strokes of words side by side as one of the kept hands wrote them, px, from the line's left and top. */
export function lineInHand(
  writer: number,
  texts: readonly string[],
  scale: number,
): readonly (readonly Point[])[] {
  let left = 0;
  const strokes: Point[][] = [];
  for (const text of texts) {
    const word = KEPT_WORDS.find((one) => one.writer === String(writer) && one.text === text);
    if (word === undefined) throw new Error(`hand ${writer} has not written “${text}”`);
    const { x, width } = boundingBox(word.strokes.flat());
    const base = lettersFoot(word);
    for (const stroke of word.strokes) {
      strokes.push(
        stroke.map((p) => ({ x: scale * (left + p.x - x), y: scale * (64 + p.y - base) })),
      );
    }
    left += width + 34;
  }
  return strokes;
}

/** Where most of a word's strokes end below. */
function lettersFoot({ strokes }: WrittenWord): number {
  const feet = strokes
    .map((stroke) => boundingBox(stroke))
    .filter(({ height }) => height > 15)
    .map(({ y, height }) => y + height)
    .sort((a, b) => a - b);
  return feet[feet.length >> 2] ?? 64;
}

/** Writes strokes with the mouse, px from the top left of the shown pad. */
export async function writeStrokes(
  page: Page,
  strokes: readonly (readonly Point[])[],
  at: Point,
): Promise<void> {
  const pad = await padBox(page);
  for (const stroke of strokes) {
    await drag(
      page,
      stroke.map(({ x, y }) => ({ x: pad.x + at.x + x, y: pad.y + at.y + y })),
    );
  }
}

/** Presses the mouse, moves it along a path and lets go, px of the page. */
export async function drag(page: Page, path: readonly Point[]): Promise<void> {
  const [first] = path;
  if (!first) return;
  await page.mouse.move(first.x, first.y);
  await page.mouse.down();
  for (const { x, y } of path) await page.mouse.move(x, y);
  await page.mouse.up();
}

/** The room that the paper is seen in, px of the page. */
export async function padBox(page: Page) {
  const pad = await page.locator('.air-room').boundingBox();
  if (!pad) throw new Error('no pad');
  return pad;
}

/** How many px of the ink canvas are not empty. */
export function inkedPixels(page: Page): Promise<number> {
  return page.locator('.ink-lines').evaluate((element) => {
    const canvas = element as HTMLCanvasElement;
    const pixels = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data;
    return pixels?.filter((value, i) => i % 4 === 3 && value > 0).length ?? 0;
  });
}
