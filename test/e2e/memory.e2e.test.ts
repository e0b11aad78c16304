import { expect, test } from 'vitest';
import { benchPage, callBench } from '../../src/cli/benchInPage.ts';
import { openHeadlessPage } from '../../src/cli/headlessPage.ts';
import { loadOpenCvInNode } from '../../src/cli/openCvInNode.ts';
import { pngDataUrl } from '../../src/cli/pictures/encodePng.ts';
import { drawSheet, photographSheet } from '../../src/cli/pictures/writtenPaper.ts';
import { carriedAbout, SHEET_LINES } from './liveScenes.ts';

const SMALL = { width: 640, height: 360 };

test('a thousand frames leave no tensor and no Mat behind', { timeout: 300_000 }, async () => {
  const { cv } = await loadOpenCvInNode();
  const sheet = drawSheet(SHEET_LINES);
  const pictures = Array.from({ length: 20 }, (_, i) => {
    return pngDataUrl(photographSheet(cv, sheet, carriedAbout(i / 20), SMALL));
  });
  const opened = await openHeadlessPage(benchPage());
  try {
    const { page } = opened;
    await callBench(page, 'ready');
    await callBench(page, 'stream', pictures, 40);
    const before = await callBench(page, 'memory');
    const times = await callBench(page, 'stream', pictures, 1000);
    const after = await callBench(page, 'memory');
    expect(times).toHaveLength(1000);
    expect(times.flatMap(({ texts }) => texts).some((text) => text !== '')).toBe(true);
    expect(after.tensors).toBe(before.tensors);
    expect(after.mats).toBe(before.mats);
    expect(after.wasmHeapBytes).toBe(before.wasmHeapBytes);
  } finally {
    await opened.close();
  }
});
