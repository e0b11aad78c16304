import { expect, test } from 'vitest';
import { benchPage, callBench } from '../../src/cli/benchInPage.ts';
import { openHeadlessPage } from '../../src/cli/headlessPage.ts';
import { pngDataUrl } from '../../src/cli/pictures/encodePng.ts';
import type { RasterImage } from '../../src/reading/image.ts';

const FRAME = { width: 640, height: 360 } as const;
const PICTURES = 24;
/** Every so many pictures the marker is hidden, so that strokes end and begin. */
const HIDDEN = 8;

/** A green marker that goes in a circle before a gray wall. */
function picture(index: number): RasterImage {
  const { width, height } = FRAME;
  const turn = (2 * Math.PI * index) / PICTURES;
  const center = { x: width / 2 + 90 * Math.cos(turn), y: height / 2 + 90 * Math.sin(turn) };
  const data = new Uint8ClampedArray(width * height * 4);
  for (let p = 0; p < width * height; p++) {
    const [x, y] = [p % width, Math.floor(p / width)];
    const isMarker = index % HIDDEN !== HIDDEN - 1 && Math.hypot(x - center.x, y - center.y) < 9;
    const wall = 150 + ((x * 7 + y * 13) % 11);
    data.set(isMarker ? [31, 157, 72, 255] : [wall, wall, wall, 255], p * 4);
  }
  return { ...FRAME, data };
}

test('a thousand frames leave nothing behind in the pen’s worker', {
  timeout: 300_000,
}, async () => {
  const pictures = Array.from({ length: PICTURES }, (_, i) => pngDataUrl(picture(i)));
  // In the mirror the first picture's marker is on the left.
  const marker = { x: FRAME.width / 2 - 90, y: FRAME.height / 2 };
  const opened = await openHeadlessPage(benchPage());
  try {
    const { page } = opened;
    await callBench(page, 'airFrames', pictures, 60, marker);
    const before = await callBench(page, 'airMemory');
    const { tracked, points } = await callBench(page, 'airFrames', pictures, 1000, marker);
    const after = await callBench(page, 'airMemory');
    expect(tracked).toBeGreaterThan(700);
    expect(points).toBeGreaterThan(500);
    expect(after).toEqual(before);
  } finally {
    await opened.close();
  }
});
