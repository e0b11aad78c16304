import { expect, test } from 'vitest';
import { openHeadlessPage } from '../../src/cli/headlessPage.ts';
import { encodePng } from '../../src/cli/pictures/encodePng.ts';
import { drawSheet } from '../../src/cli/pictures/writtenPaper.ts';

/** Before the reader's own script: takes slow graphics too, and keeps its context for the test. */
const KEEPS_CONTEXT = `{
  const get = OffscreenCanvas.prototype.getContext;
  OffscreenCanvas.prototype.getContext = function (kind, attributes) {
    const context = get.call(this, kind, { ...attributes, failIfMajorPerformanceCaveat: false });
    if (kind === 'webgl2') self.testContext = context;
    return context;
  };
}`;

test('a reader whose graphics context is lost is started again without it, and the page is read', async () => {
  const { page, close } = await openHeadlessPage({ path: '#notebook', withWebgl: true });
  try {
    await page.context().route('**/assets/readingWorker-*.js', async (route) => {
      const script = await (await route.fetch()).text();
      await route.fulfill({ contentType: 'text/javascript', body: KEEPS_CONTEXT + script });
    });
    await page.evaluate(() =>
      localStorage.setItem('handlens.settings', JSON.stringify({ backend: 'webgl' })),
    );
    await page.goto(page.url().replace('#notebook', '#documents'));
    await page.reload();
    const reader = () => page.workers().find((worker) => worker.url().includes('readingWorker'));
    const hasContext = () => reader()?.evaluate(() => 'testContext' in self) ?? false;
    await expect.poll(hasContext, { timeout: 120_000 }).toBe(true);
    const sheet = drawSheet([{ text: 'call Anna', font: 'Kalam', size: 72 }]);
    await page
      .locator('.documents input[type=file][multiple]')
      .first()
      .setInputFiles([{ name: 'note.png', mimeType: '', buffer: Buffer.from(encodePng(sheet)) }]);
    await page.locator('.page-card[data-state=reading]').waitFor({ timeout: 240_000 });
    await reader()?.evaluate(() => {
      const { testContext } = self as unknown as { testContext: WebGL2RenderingContext };
      testContext.getExtension('WEBGL_lose_context')?.loseContext();
    });
    await page.getByText('The reader stopped and was started again.').waitFor({ timeout: 60_000 });
    await page.locator('.page-card[data-state=read]').waitFor({ timeout: 120_000 });
  } finally {
    await close();
  }
}, 600_000);
