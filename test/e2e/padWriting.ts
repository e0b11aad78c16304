import type { Page } from 'playwright-core';
import { penStrokes } from '../air/penStrokes.ts';

/** Writes on the pad with the mouse; tall letters are `height` px. */
export async function writeOnPad(page: Page, word: string, height = 110): Promise<void> {
  const pad = await page.locator('.air-picture').boundingBox();
  if (!pad) throw new Error('no pad');
  for (const stroke of penStrokes(word)) {
    const places = stroke.map(({ x, y }) => ({
      x: pad.x + 60 + x * height,
      y: pad.y + pad.height / 3 + y * height,
    }));
    const [first] = places;
    if (!first) continue;
    await page.mouse.move(first.x, first.y);
    await page.mouse.down();
    for (const { x, y } of places) await page.mouse.move(x, y);
    await page.mouse.up();
  }
}

/** How many px of the ink canvas are not empty. */
export function inkedPixels(page: Page): Promise<number> {
  return page.locator('.ink-lines').evaluate((element) => {
    const canvas = element as HTMLCanvasElement;
    const pixels = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data;
    return pixels?.filter((value, i) => i % 4 === 3 && value > 0).length ?? 0;
  });
}
