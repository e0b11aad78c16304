import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type HeadlessPage, openHeadlessPage } from '../../src/cli/headlessPage.ts';
import { type CameraScene, carriedAbout, filmSheet, heldStill, SHEET_LINES } from './liveScenes.ts';

const LINES = '.transcript-line';

interface Seen {
  readonly texts: readonly string[];
  readonly outlines: readonly { readonly id: string; readonly x: number; readonly y: number }[];
}

function look({ page }: HeadlessPage): Promise<Seen> {
  return page.evaluate((selector) => {
    const texts = Array.from(document.querySelectorAll(`${selector} .transcript-text`), (line) =>
      (line.textContent ?? '').replace(/\s+/g, ' ').trim(),
    );
    const outlines = Array.from(document.querySelectorAll('.ink-line'), (outline) => {
      const { x, y, width, height } = outline.getBoundingClientRect();
      return { id: outline.getAttribute('data-line') ?? '', x: x + width / 2, y: y + height / 2 };
    });
    return { texts, outlines };
  }, LINES);
}

async function startReading(scene: CameraScene): Promise<HeadlessPage> {
  const opened = await openHeadlessPage({ path: '#live', cameraVideo: scene.video });
  await opened.page.getByRole('button', { name: 'Start camera' }).click();
  await opened.page.waitForFunction(
    ({ selector, count }) => document.querySelectorAll(selector).length >= count,
    { selector: LINES, count: SHEET_LINES.length },
    { timeout: 60_000 },
  );
  return opened;
}

describe('a sheet held nearly still', () => {
  let scene: CameraScene;
  let opened: HeadlessPage;
  beforeAll(async () => {
    scene = await filmSheet(heldStill);
    opened = await startReading(scene);
  });
  afterAll(async () => {
    await opened?.close();
    scene?.remove();
  });

  test('its text appears in the transcript, in reading order', async () => {
    await expect
      .poll(async () => (await look(opened)).texts, { timeout: 60_000, interval: 250 })
      .toEqual(SHEET_LINES.map(({ text }) => text));
  });

  test('once settled, text and ids do not change for five seconds', async () => {
    await opened.page.waitForTimeout(3000);
    const first = await look(opened);
    const ids = first.outlines.map(({ id }) => id).sort();
    for (let i = 0; i < 20; i++) {
      await opened.page.waitForTimeout(250);
      const now = await look(opened);
      expect(now.texts).toEqual(first.texts);
      expect(now.outlines.map(({ id }) => id).sort()).toEqual(ids);
    }
  });

  test('on phones and tablets the picture has 55 % of the height', async () => {
    const { page } = opened;
    for (const [width, height] of [
      [360, 740],
      [390, 844],
      [768, 1024],
    ] as const) {
      await page.setViewportSize({ width, height });
      const stage = await page.locator('.stage').boundingBox();
      expect(stage?.height).toBeGreaterThan(0.55 * height);
    }
  });
});

describe('a sheet carried about', () => {
  let scene: CameraScene;
  let opened: HeadlessPage;
  beforeAll(async () => {
    scene = await filmSheet(carriedAbout);
    opened = await startReading(scene);
  });
  afterAll(async () => {
    await opened?.close();
    scene?.remove();
  });

  test('its text is read while it moves', async () => {
    await expect
      .poll(async () => (await look(opened)).texts, { timeout: 60_000, interval: 250 })
      .toEqual(SHEET_LINES.map(({ text }) => text));
  });

  /** How far each line that keeps its id for six seconds goes to and fro meanwhile, px. */
  async function followed(): Promise<readonly { readonly x: number; readonly y: number }[]> {
    const places = new Map<string, { xs: number[]; ys: number[] }>();
    for (let i = 0; i < 40; i++) {
      for (const { id, x, y } of (await look(opened)).outlines) {
        const place = places.get(id) ?? { xs: [], ys: [] };
        place.xs.push(x);
        place.ys.push(y);
        places.set(id, place);
      }
      await opened.page.waitForTimeout(150);
    }
    const reach = (values: readonly number[]) => Math.max(...values) - Math.min(...values);
    return [...places.values()]
      .filter(({ xs }) => xs.length >= 36)
      .map(({ xs, ys }) => ({ x: reach(xs), y: reach(ys) }));
  }

  test('boxes follow the paper and keep their ids', async () => {
    // Where the machine has other work the paper is elsewhere by the next frame that is looked at.
    let lines = await followed();
    for (let i = 0; i < 8 && lines.length !== SHEET_LINES.length; i++) lines = await followed();
    expect(lines).toHaveLength(SHEET_LINES.length);
    for (const { x, y } of lines) {
      // The sheet goes 90 px to and fro in the frame; the picture is shown a little smaller.
      expect(x).toBeGreaterThan(30);
      expect(y).toBeGreaterThan(8);
    }
  });
});
