// `node scripts/screenshots.mjs`, after `npm run build`: pictures of the page's screens for README,
// read by the page itself from pictures of the corpus, into docs/screens/. With `notices`: pictures of
// every notice, in light and dark, on a desktop and a phone, by its test, into .cache/notices/.
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { preview } from 'vite';
import { findOrInstallBrowser } from './browser.mjs';
import { root, run } from './run.mjs';

const OUT = join(root, 'docs', 'screens');
const SIZE = { width: 1280, height: 800 };
const WAIT = { timeout: 180_000 };
const corpus = (name) => join(root, 'test', 'corpus', name);
const jsonOf = (name) => JSON.parse(readFileSync(corpus(name), 'utf8'));

/** What each screen shows when its picture is taken. */
const SCREENS = {
  async live(page) {
    await page.getByRole('button', { name: 'Try a sample' }).click();
    await page.locator('.transcript-line').first().waitFor(WAIT);
    await page.getByRole('button', { name: 'Freeze' }).click();
    await page.locator('.picture[data-still=read]').waitFor(WAIT);
  },
  async air(page) {
    await page.getByRole('button', { name: 'Write on a pad' }).click();
    await write(page, jsonOf('ink-09/strokes.json'));
    await page.locator('.transcript-line[data-status=sure]').first().waitFor(WAIT);
  },
  async documents(page) {
    const pages = ['page-01-light-on-band', 'page-04-project-label', 'page-05-theme-label'];
    const files = pages.map((name, i) => ({
      name: `photo-${i + 1}.jpg`,
      mimeType: 'image/jpeg',
      buffer: readFileSync(corpus(`${name}/picture.jpg`)),
    }));
    const chosen = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'Choose files' }).click();
    await (await chosen).setFiles(files);
    await page
      .locator('.page-card[data-state=read]')
      .nth(pages.length - 1)
      .waitFor(WAIT);
  },
  async annotate(page) {
    const chosen = page.waitForEvent('filechooser');
    await page.locator('.annotate-start').getByRole('button', { name: 'Open pictures' }).click();
    const names = ['scene-003', 'scene-004'];
    await (await chosen).setFiles(names.flatMap((name) => annotated(name)));
    await page.locator('.board[data-shown]').waitFor(WAIT);
  },
};

/** A picture of the corpus, its lines as LabelImg would have written them. */
function annotated(name) {
  const boxes = jsonOf(`${name}/expected.json`).boxes.map(({ box: [x, y, width, height] }) =>
    [
      '<object><name>writing</name><bndbox>',
      `<xmin>${x}</xmin><ymin>${y}</ymin><xmax>${x + width}</xmax><ymax>${y + height}</ymax>`,
      '</bndbox></object>',
    ].join(''),
  );
  const voc = `<annotation><filename>${name}.webp</filename>${boxes.join('')}</annotation>`;
  return [
    {
      name: `${name}.webp`,
      mimeType: 'image/webp',
      buffer: readFileSync(corpus(`${name}/picture.webp`)),
    },
    { name: `${name}.xml`, mimeType: 'text/xml', buffer: Buffer.from(voc) },
  ];
}

/** Writes strokes of `[x, y, ms]` on the pad with the mouse. */
async function write(page, strokes) {
  const pad = await page.locator('.air-picture').boundingBox();
  const [xs, ys] = [0, 1].map((axis) => strokes.flat().map((point) => point[axis]));
  const [left, top] = [Math.min(...xs), Math.min(...ys)];
  const scale = Math.min(
    (0.8 * pad.width) / (Math.max(...xs) - left),
    (0.4 * pad.height) / (Math.max(...ys) - top),
  );
  for (const stroke of strokes) {
    const places = stroke.map(([x, y]) => [
      pad.x + 0.1 * pad.width + (x - left) * scale,
      pad.y + 0.3 * pad.height + (y - top) * scale,
    ]);
    await page.mouse.move(...places[0]);
    await page.mouse.down();
    for (const place of places) await page.mouse.move(...place);
    await page.mouse.up();
  }
}

if (process.argv[2] === 'notices') {
  process.env.HANDLENS_SHOTS ??= join(root, '.cache', 'notices');
  run('npx', ['--no-install', 'vitest', 'run', '--project', 'e2e', 'test/e2e/notices.e2e.test.ts']);
  process.exit();
}

const server = await preview({ root, preview: { port: 0, host: '127.0.0.1' }, logLevel: 'error' });
const [address] = server.resolvedUrls.local;
const browser = await chromium.launch({
  executablePath: await findOrInstallBrowser(),
  args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
});
mkdirSync(OUT, { recursive: true });
try {
  const chosen = process.argv.slice(2);
  for (const [name, prepare] of Object.entries(SCREENS)) {
    if (chosen.length > 0 && !chosen.includes(name)) continue;
    const page = await browser.newPage({
      viewport: SIZE,
      colorScheme: 'light',
      serviceWorkers: 'block',
    });
    await page.goto(`${address}#${name}`);
    await prepare(page);
    await page.mouse.move(0, 0);
    await page.waitForTimeout(1500);
    await page.screenshot({ path: join(OUT, `${name}.jpg`), type: 'jpeg', quality: 72 });
    await page.close();
    console.log(name);
  }
} finally {
  await browser.close();
  await server.close();
}
