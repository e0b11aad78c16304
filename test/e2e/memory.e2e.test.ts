import { expect, test } from 'vitest';
import { benchPage, callBench } from '../../src/cli/benchInPage.ts';
import { openHeadlessPage } from '../../src/cli/headlessPage.ts';
import { loadOpenCvInNode } from '../../src/cli/openCvInNode.ts';
import { pngDataUrl } from '../../src/cli/pictures/encodePng.ts';
import { drawSheet, photographSheet } from '../../src/cli/pictures/writtenPaper.ts';
import { carriedAbout, SHEET_LINES } from './liveScenes.ts';

const SMALL = { width: 640, height: 360 };
/** Minutes before the camera in the long run; none: it is left out. */
const SOAK = Number(process.env.SOAK ?? 0);
const ROUND = 1000;

/** A camera's pictures of a sheet that is carried about. */
async function sheetPictures(): Promise<string[]> {
  const { cv } = await loadOpenCvInNode();
  const sheet = drawSheet(SHEET_LINES);
  return Array.from({ length: 20 }, (_, i) =>
    pngDataUrl(photographSheet(cv, sheet, carriedAbout(i / 20), SMALL)),
  );
}

async function expectFlat(minutes: number): Promise<void> {
  const pictures = await sheetPictures();
  const opened = await openHeadlessPage(benchPage());
  try {
    const { page } = opened;
    await callBench(page, 'ready');
    await callBench(page, 'stream', pictures, 40);
    const before = await callBench(page, 'memory');
    const end = Date.now() + 60_000 * minutes;
    const middles: number[] = [];
    do {
      const frames = await callBench(page, 'stream', pictures, ROUND);
      expect(frames).toHaveLength(ROUND);
      expect(frames.flatMap(({ texts }) => texts).some((text) => text !== '')).toBe(true);
      expect(await callBench(page, 'memory')).toEqual(before);
      middles.push(
        frames.map(({ totalMs }) => totalMs).sort((a, b) => a - b)[ROUND / 2] ?? Number.NaN,
      );
    } while (Date.now() < end);
    if (minutes > 0) console.log(`${middles.length} thousand frames, middles in ms:`, middles);
  } finally {
    await opened.close();
  }
}

test('a thousand frames leave no tensor and no Mat behind', { timeout: 900_000 }, async () => {
  await expectFlat(0);
});

test.runIf(SOAK > 0)(
  `nor do ${SOAK} minutes before the camera`,
  { timeout: 60_000 * (SOAK + 10) },
  async () => expectFlat(SOAK),
);
