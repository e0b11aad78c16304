import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterEach, expect, test } from 'vitest';
import { type HeadlessPage, openHeadlessPage } from '../../src/cli/headlessPage.ts';
import { copyBuild } from './nextVersion.ts';
import { NOTICE_SCENES } from './noticeScenes.ts';

/** Where pictures of all notices go; without it none are taken. */
const SHOTS = process.env.HANDLENS_SHOTS;
const SIZES = { desktop: { width: 1280, height: 800 }, phone: { width: 390, height: 844 } };
/** Notices of the same make, whose cause takes longer than a picture of them is worth. */
const SHOWN_ALIKE = [
  'air/pad/PadDesk.tsx',
  'annotate/dialogs/TrainingDialog.tsx',
  'annotate/train/DeskTraining.tsx',
  'documents/fields/FieldsView.tsx',
  'documents/fields/TakeRows.tsx',
  'documents/picture/FlattenDialog.tsx',
  'documents/text/PageTools.tsx',
  'live/things/ThingOverlay.tsx',
];
/** What says something of its own, beside `Notice` and the lines that are told. */
const OF_THEIR_OWN = ['notebook/KeepingSettings.tsx', 'transcript/SheetLanguage.tsx'];

let opened: HeadlessPage | null = null;
afterEach(async () => {
  await opened?.close();
  opened = null;
});

/** In light and dark, wide and narrow; what is told for seconds only comes first. */
async function shoot(page: Page, name: string): Promise<void> {
  if (SHOTS === undefined) return;
  mkdirSync(SHOTS, { recursive: true });
  for (const [size, viewport] of Object.entries(SIZES)) {
    await page.setViewportSize(viewport);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await page.waitForTimeout(600);
      const file = `${name}-${size}-${colorScheme}.jpg`;
      await page.screenshot({ path: join(SHOTS, file), type: 'jpeg', quality: 70 });
    }
  }
}

test.each(NOTICE_SCENES)(
  '$name is said',
  async ({ name, opened: options, happen }) => {
    opened = await openHeadlessPage(options);
    const said = await happen(opened.page);
    await said.waitFor({ timeout: 60_000 });
    await shoot(opened.page, name);
  },
  400_000,
);

test('update-available is said', async () => {
  const build = copyBuild();
  try {
    opened = await openHeadlessPage({
      ...{ served: build.folder, path: '#notebook', keepsOffline: true },
    });
    const { page } = opened;
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => {}));
    build.publishNext();
    await page.reload();
    await page.getByText('A new version of Handlens is here.').waitFor({ timeout: 60_000 });
    await shoot(page, 'update-available');
  } finally {
    build.remove();
  }
}, 200_000);

test('every place that says something is in these pictures, or named as of the same make', () => {
  const app = join('src', 'app');
  const places = readdirSync(app, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.tsx') && path !== join('notices', 'Notice.tsx'))
    .filter((path) =>
      /<Notice\b|className="told|className="trouble-words/.test(
        readFileSync(join(app, path), 'utf8'),
      ),
    );
  const shown = [...NOTICE_SCENES.map(({ from }) => from), ...SHOWN_ALIKE];
  expect([...new Set(shown)].sort()).toEqual([...places, ...OF_THEIR_OWN].sort());
});
