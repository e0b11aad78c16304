import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCanvas } from '@napi-rs/canvas';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decodeImage, decodeImageFile, streamedImage } from '../../src/cli/decodeImageFile.ts';
import { ReadingError } from '../../src/reading/errors.ts';
import type { RasterImage } from '../../src/reading/image.ts';
import {
  JPEG,
  jpegWithExif,
  PNG,
  pngWithChunk,
  tiffBlock,
  WEBP,
  webpWithExif,
} from './pictureBytes.ts';

/** Colours of the four quarters, by rows. */
function quarters({ width, height, data }: RasterImage): string {
  const colourAt = (x: number, y: number): string => {
    const at = 4 * (Math.floor(y * height) * width + Math.floor(x * width));
    const [red, green, blue] = [0, 1, 2].map((i) => (data[at + i] ?? 0) > 128);
    if (red && green && blue) return 'W';
    return red ? 'R' : green ? 'G' : blue ? 'B' : '?';
  };
  return [
    [0.2, 0.2],
    [0.8, 0.2],
    [0.2, 0.8],
    [0.8, 0.8],
  ]
    .map(([x, y]) => colourAt(x ?? 0, y ?? 0))
    .join('');
}

const UPRIGHT: Readonly<Record<number, string>> = {
  1: 'RBGW',
  2: 'BRWG',
  3: 'WGBR',
  4: 'GWRB',
  5: 'RGBW',
  6: 'GRWB',
  7: 'WBGR',
  8: 'BWRG',
};

async function codeOf(bytes: Uint8Array): Promise<string> {
  return decodeImage(bytes).then(
    () => 'none',
    (error) => (error instanceof ReadingError ? error.code : String(error)),
  );
}

describe('decoding in Node', () => {
  it.each([1, 2, 3, 4, 5, 6, 7, 8])(
    'turns orientation %i upright in each format',
    async (value) => {
      const tiff = tiffBlock(value);
      for (const bytes of [jpegWithExif(tiff), pngWithChunk('eXIf', tiff), webpWithExif(tiff)]) {
        const { image, fileWidth, fileHeight } = await decodeImage(bytes);
        expect(quarters(image)).toBe(UPRIGHT[value]);
        expect([fileWidth, fileHeight]).toEqual(value >= 5 ? [20, 40] : [40, 20]);
        expect([image.width, image.height]).toEqual([fileWidth, fileHeight]);
      }
    },
  );

  it('makes large pictures smaller and says how large they are in the file', async () => {
    for (const bytes of [PNG, pngWithChunk('eXIf', tiffBlock(6))]) {
      const { image, fileWidth } = await decodeImage(bytes, { longSide: 20 });
      expect(Math.max(image.width, image.height)).toBe(20);
      expect(Math.min(image.width, image.height)).toBe(10);
      expect(fileWidth / image.width).toBe(2);
    }
  });

  it('puts transparent pictures on white paper', async () => {
    const { image } = await decodeImage(createCanvas(8, 8).toBuffer('image/png'));
    expect([...image.data.slice(0, 4)]).toEqual([255, 255, 255, 255]);
  });

  it('names what is wrong with a file', async () => {
    expect(await codeOf(new Uint8Array())).toBe('image-empty');
    expect(await codeOf(Buffer.from('hello'))).toBe('image-unsupported');
    for (const whole of [JPEG, PNG, WEBP]) {
      expect(await codeOf(whole.subarray(0, whole.length - 25))).toBe('image-broken');
    }
    const huge = Buffer.from(PNG);
    huge.writeUInt32BE(100_000, 16);
    huge.writeUInt32BE(100_000, 20);
    expect(await codeOf(huge)).toBe('image-too-large');
    const garbled = Buffer.from(PNG);
    garbled.fill(0x55, 45, 80);
    expect(await codeOf(garbled)).toBe('image-broken');
  });

  it('stops taking a stream that never ends', async () => {
    let taken = 0;
    async function* endless(): AsyncGenerator<Uint8Array> {
      const part = new Uint8Array(2 ** 24);
      for (; taken < 1000; taken += 1) yield part;
    }
    await expect(streamedImage(endless())).rejects.toMatchObject({ code: 'file-too-large' });
    expect(taken).toBeLessThan(40);
    async function* whole(): AsyncGenerator<Uint8Array> {
      yield PNG.subarray(0, 10);
      yield PNG.subarray(10);
    }
    expect(Buffer.from(await streamedImage(whole())).equals(PNG)).toBe(true);
  });

  describe('of files', () => {
    let folder = '';
    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'handlens-'));
    });
    afterAll(() => rm(folder, { recursive: true }));

    it('goes by the bytes, not by the name', async () => {
      await writeFile(join(folder, 'really-a.png.txt'), JPEG);
      const { image } = await decodeImageFile(join(folder, 'really-a.png.txt'));
      expect(quarters(image)).toBe('RBGW');
    });
  });
});
