import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openY4mVideo } from '../../src/cli/video/y4mVideo.ts';
import { airClip } from '../air/clips/airClip.ts';
import { DIGITS } from '../air/clips/ownStrokes.ts';
import { writeClip } from '../air/clips/writeClip.ts';

const CLIP = {
  width: 160,
  height: 90,
  framesPerSecond: 15,
  marker: 'blue',
  penUp: 'hide',
  seed: 4,
  noise: 0,
} as const;

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'handlens-'));
});
afterAll(() => rm(folder, { recursive: true }));

describe('a y4m video', () => {
  it('gives back the frames that were written, with their times', async () => {
    const path = join(folder, 'clip');
    const written = writeClip(path, DIGITS, CLIP);
    const truth = [...airClip(DIGITS, CLIP)].length;
    expect(written).toBe(truth);
    const video = await openY4mVideo(`${path}.y4m`);
    expect(video).toMatchObject({ width: 160, height: 90, framesPerSecond: 15 });
    const original = airClip(DIGITS, CLIP);
    let [frames, difference, pixels] = [0, 0, 0];
    for await (const { image, timeMs } of video.frames()) {
      expect(timeMs).toBeCloseTo((1000 * frames) / 15, 6);
      const next = original.next();
      const same = next.done ? [] : next.value.image.data;
      for (let p = 0; p < image.data.length; p += 4) {
        difference += Math.abs((image.data[p + 1] ?? 0) - (same[p + 1] ?? 0));
        pixels += 1;
      }
      frames += 1;
    }
    await video.close();
    expect(frames).toBe(written);
    // Chroma at half the size blurs coloured edges; everything else stays.
    expect(difference / pixels).toBeLessThan(3);
  });

  it('can be gone through again, and takes odd sizes', async () => {
    const path = join(folder, 'odd.y4m');
    const frame = new Uint8Array(5 * 3 + 2 * 3 * 2).fill(128);
    frame.fill(235, 0, 15);
    const header = 'YUV4MPEG2 W5 H3 F30000:1001 C420mpeg2 XYSCSS=420\n';
    await writeFile(path, Buffer.concat([Buffer.from(`${header}FRAME\n`), frame]));
    const video = await openY4mVideo(path);
    for (let round = 0; round < 2; round++) {
      const seen: number[] = [];
      for await (const { image } of video.frames()) seen.push(...image.data.subarray(56, 60));
      expect(seen).toEqual([255, 255, 255, 255]);
    }
    await video.close();
    expect(video.framesPerSecond).toBeCloseTo(29.97, 2);
  });

  it.each([
    ['nothing', '', 'image-empty'],
    ['something else', 'GIF89a\n', 'image-unsupported'],
    ['another sampling', 'YUV4MPEG2 W4 H4 F25:1 C444\n', 'image-unsupported'],
    ['no size', 'YUV4MPEG2 F25:1\n', 'image-broken'],
    ['no rate', 'YUV4MPEG2 W4 H4\n', 'image-broken'],
  ])('of %s is refused', async (_, content, code) => {
    const path = join(folder, 'bad.y4m');
    await writeFile(path, content);
    await expect(openY4mVideo(path)).rejects.toMatchObject({ code });
  });

  it('that is cut short gives its whole frames, then says so', async () => {
    const path = join(folder, 'short');
    writeClip(path, DIGITS, CLIP);
    await truncate(`${path}.y4m`, 60_000);
    const video = await openY4mVideo(`${path}.y4m`);
    let frames = 0;
    await expect(async () => {
      for await (const _ of video.frames()) frames += 1;
    }).rejects.toMatchObject({ code: 'image-broken' });
    await video.close();
    expect(frames).toBe(2);
  });
});
