import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type HeadlessPage, openHeadlessPage } from '../../src/cli/headlessPage.ts';
import { FULL_PAGE } from './fullPage.ts';
import { installPaperCamera, type SheetPose } from './paperCamera.ts';
import { errorRate, transcriptRows } from './transcriptRows.ts';

const WRITTEN = FULL_PAGE.map(({ text }) => text);
/** The sheet fills the frame's height: a line has 29 px. */
const POSE: SheetPose = { sheet: 0, x: 0, y: 0, scale: 0.77, turn: -0.005 };
const PATIENCE_MS = 240_000;

let opened: HeadlessPage;
const texts = async () => (await transcriptRows(opened.page)).map(({ text }) => text);

beforeAll(async () => {
  opened = await openHeadlessPage({ path: '#live' });
  await installPaperCamera(opened.page, [FULL_PAGE], { sheets: [POSE], light: 1, hand: null });
  await opened.page.getByRole('button', { name: 'Start camera' }).click();
}, 60_000);
afterAll(() => opened?.close());

describe('a page of 24 lines before the camera', { timeout: 2 * PATIENCE_MS }, () => {
  let live: readonly string[] = [];

  test('every line is read once, in order', async () => {
    await expect
      .poll(
        async () => {
          live = await texts();
          return { rows: live.length, right: errorRate(live, WRITTEN) < 0.05 };
        },
        { timeout: PATIENCE_MS, interval: 1000 },
      )
      .toEqual({ rows: WRITTEN.length, right: true });
  });

  test('frozen it is read again, and live it was read about as well', async () => {
    await opened.page.getByRole('button', { name: 'Freeze' }).click();
    await opened.page.waitForFunction(
      () => document.querySelector('.picture')?.getAttribute('data-still') === 'read',
      undefined,
      { timeout: PATIENCE_MS },
    );
    const still = await texts();
    expect(still).toHaveLength(WRITTEN.length);
    expect(errorRate(still, WRITTEN)).toBeLessThan(0.05);
    expect(errorRate(live, WRITTEN)).toBeLessThanOrEqual(errorRate(still, WRITTEN) + 0.02);
  });

  test('each text lies on the ink of its own line, and no text over another', async () => {
    const lines = await opened.page.evaluate(() =>
      Array.from(document.querySelectorAll('.picture .ink-line'), (line) => {
        const { top, bottom, left, right } = line.getBoundingClientRect();
        return { top, bottom, left, right };
      }),
    );
    expect(lines).toHaveLength(WRITTEN.length);
    const byHeight = [...lines].sort((a, b) => a.top - b.top);
    const pitch = ((byHeight.at(-1)?.top ?? 0) - (byHeight[0]?.top ?? 0)) / (WRITTEN.length - 1);
    byHeight.forEach((line, i) => {
      const next = byHeight[i + 1];
      if (!next) return;
      const step = (next.top + next.bottom - line.top - line.bottom) / 2;
      expect(step).toBeGreaterThan(0.6 * pitch);
      expect(step).toBeLessThan(1.4 * pitch);
    });
  });
});
