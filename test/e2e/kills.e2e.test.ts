import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type HeadlessPage, openHeadlessPage } from '../../src/cli/headlessPage.ts';
import { seededRandom } from '../reading/tracking/movingPaper.ts';
import { notebookContents } from './notebookContents.ts';

/** `HANDLENS_KILLS=50 npx vitest run --project e2e test/e2e/kills.e2e.test.ts` is the long run. */
const KILLS = Number(process.env.HANDLENS_KILLS ?? 4);
/** What a kill may cost, ms of writing; what the page's own clock was late by comes on top. */
const MAY_COST_MS = 1000;

/** Strokes beside each other in a row. */
const COLUMNS = 40;

const random = seededRandom(7);
let written = 0;
let opened: HeadlessPage;
let page: Page;

beforeAll(async () => {
  opened = await openHeadlessPage({ path: '#air' });
  page = opened.page;
}, 60_000);
afterAll(() => opened?.close());

/** Strokes of all ink that the browser's storage holds. */
async function storedStrokes(): Promise<number> {
  return JSON.stringify(await notebookContents(page)).split('"points":').length - 1;
}

/** Writes short strokes until `forMs` have passed; when each of them ended. */
async function write(forMs: number): Promise<readonly number[]> {
  // The paper is larger than its room once much is written: only what can be seen takes ink.
  const pad = await page.locator('.air-picture.pad').evaluate((paper) => {
    let { left, top, right, bottom } = paper.getBoundingClientRect();
    for (let room = paper.parentElement; room; room = room.parentElement) {
      const edges = room.getBoundingClientRect();
      left = Math.max(left, edges.left);
      top = Math.max(top, edges.top);
      right = Math.min(right, edges.right);
      bottom = Math.min(bottom, edges.bottom);
    }
    return { x: left, y: top, width: right - left, height: bottom - top };
  });
  const ends: number[] = [];
  const start = Date.now();
  while (Date.now() - start < forMs) {
    // Beside each other: a stroke across others is a gesture that may take them away.
    const x = pad.x + 40 + (written % COLUMNS) * ((pad.width - 100) / COLUMNS);
    const y = pad.y + pad.height * (0.3 + 0.1 * (Math.floor(written / COLUMNS) % 5));
    written += 1;
    await page.mouse.move(x, y);
    await page.mouse.down();
    for (let k = 1; k <= 4; k++) await page.mouse.move(x + 2 * k, y - 6 * k);
    await page.mouse.up();
    ends.push(Date.now());
    await page.waitForTimeout(60 + 240 * random());
  }
  return ends;
}

test(
  `killed at ${KILLS} random moments, the page loses at most the last second`,
  async () => {
    let before = 0;
    for (let kill = 0; kill < KILLS; kill++) {
      // Ink that was kept comes back by itself, maybe while the button is being clicked.
      const start = page.getByRole('button', { name: 'Write on a pad' });
      const pad = page.locator('.air-picture.pad');
      await start.or(pad).first().waitFor({ timeout: 60_000 });
      if (!(await pad.isVisible())) await start.click({ timeout: 5000 }).catch(() => {});
      await pad.waitFor({ timeout: 60_000 });
      let late = 0;
      page.on('console', (message) => {
        const [, ms] = /^late (\d+)/.exec(message.text()) ?? [];
        late = Math.max(late, Number(ms ?? 0));
      });
      await page.evaluate(() => {
        let last = performance.now();
        setInterval(() => {
          console.debug(`late ${Math.round(performance.now() - last - 50)}`);
          last = performance.now();
        }, 50);
      });
      const killer = await page.context().newCDPSession(page);
      const ends = await write(800 + 3200 * random());
      const killedMs = Date.now();
      const crashed = page;
      // It never answers.
      killer.send('Page.crash').catch(() => {});
      await crashed.waitForEvent('crash');
      page = await crashed.context().newPage();
      await crashed.close();
      await page.goto(`${opened.address}#air`);
      const kept = (await storedStrokes()) - before;
      const oldEnough = ends.filter((end) => killedMs - end > MAY_COST_MS + late).length;
      const heldBy = `kill ${kill}, ${ends.length} strokes, the page late by ${late} ms`;
      expect(kept, heldBy).toBeGreaterThanOrEqual(oldEnough);
      expect(kept).toBeLessThanOrEqual(ends.length);
      before += kept;
    }
    expect(before).toBeGreaterThan(KILLS);
  },
  60_000 + KILLS * 30_000,
);
