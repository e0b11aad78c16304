import { createCanvas } from '@napi-rs/canvas';
import fc from 'fast-check';
import { PDFDocument, StandardFonts } from 'pdf-lib';
import { describe, expect, it } from 'vitest';
import { pagesOfBytes } from '../../src/cli/pagesOfFile.ts';
import { ReadingError } from '../../src/reading/errors.ts';
import type { RasterImage } from '../../src/reading/image.ts';
import { openPages } from '../../src/reading/pictureFile/filePages.ts';
import { isTrustworthy, type NativeText } from '../../src/reading/pictureFile/nativeText.ts';
import { sample } from '../reading/pictureFile/samples.ts';

/** Colours in the middle of the four quarters, by rows. */
function quarters({ width, height, data }: RasterImage): readonly (readonly number[])[] {
  return [0.25, 0.75].flatMap((y) =>
    [0.25, 0.75].map((x) => {
      const at = 4 * (Math.floor(y * height) * width + Math.floor(x * width));
      return [...data.subarray(at, at + 3)];
    }),
  );
}

async function pictures(bytes: Uint8Array, longSide = 3200): Promise<readonly RasterImage[]> {
  const { pages, close } = await pagesOfBytes(bytes);
  const decoded: RasterImage[] = [];
  for (const page of pages) decoded.push(await page.picture(longSide));
  await close();
  return decoded;
}

async function only(bytes: Uint8Array, longSide?: number): Promise<RasterImage> {
  const [picture, ...others] = await pictures(bytes, longSide);
  expect(others).toEqual([]);
  if (picture === undefined) throw new Error('no page');
  return picture;
}

async function codeOf(bytes: Uint8Array, password?: string): Promise<string> {
  return pagesOfBytes(bytes, password === undefined ? {} : { password })
    .then(({ pages }) => pages[0]?.picture(100))
    .then(
      () => 'none',
      (error) => (error instanceof ReadingError ? error.code : String(error)),
    );
}

const COLOURS = [
  [255, 0, 0],
  [0, 0, 255],
  [0, 255, 0],
  [255, 255, 255],
];

function expectColours(picture: RasterImage, colours = COLOURS, slack = 8): void {
  for (const [i, colour] of quarters(picture).entries()) {
    for (const [channel, value] of colour.entries()) {
      expect(Math.abs(value - (colours[i]?.[channel] ?? 0))).toBeLessThanOrEqual(slack);
    }
  }
}

const BLACK = [0, 0, 0];
const WHITE = [255, 255, 255];

describe('pages of a file', () => {
  it.each([
    ...['plain.avif', 'plain.bmp', 'moving.gif', 'moving.webp', 'ink.jpg', 'ink.tif'],
    ...['raw.tif', 'lzw.tif', 'deflate.tif', 'packbits.tif', 'jpeg.tif'],
  ])('%s has its colours', async (name) => {
    const picture = await only(sample(name));
    expect([picture.width, picture.height]).toEqual([40, 20]);
    expectColours(picture);
  });

  it.each(['fax3.tif', 'fax4.tif', 'huffman.tif'])('%s is black on white', async (name) => {
    expectColours(await only(sample(name)), [BLACK, WHITE, WHITE, BLACK], 0);
  });

  it('a fax whose pixels are not square is as high as its paper', async () => {
    const picture = await only(sample('fax-coarse.tif'));
    expect([picture.width, picture.height]).toEqual([40, 21]);
    expectColours(picture, [BLACK, WHITE, WHITE, BLACK], 0);
  });

  it('pictures of 16 bits keep their brightness, in either byte order', async () => {
    const gray = [BLACK, [234, 234, 234], BLACK, [234, 234, 234]];
    expectColours(await only(sample('gray16.png')), gray, 1);
    expectColours(await only(sample('gray16.tif')), gray, 1);
    const half = COLOURS.map((colour) => colour.map((value) => value / 2));
    for (const order of ['big', 'little']) {
      expectColours(await only(sample(`rgb16-${order}.tif`)), half, 2);
    }
  });

  it('a turned TIFF is seen upright', async () => {
    const picture = await only(sample('turned.tif'));
    expect([picture.width, picture.height]).toEqual([20, 40]);
    expectColours(picture, [COLOURS[2] ?? [], COLOURS[0] ?? [], WHITE, COLOURS[1] ?? []]);
  });

  it('what is white on nothing lies on black', async () => {
    expectColours(await only(sample('clear.tif')), [BLACK, BLACK, BLACK, WHITE], 0);
  });

  it('a TIFF has all of its pages, each by itself', async () => {
    const cross = [BLACK, WHITE, WHITE, BLACK];
    const found = await pictures(sample('pages.tif'));
    expect(found).toHaveLength(3);
    const expected = [cross, [BLACK, BLACK, WHITE, WHITE], cross];
    for (const [i, picture] of found.entries()) expectColours(picture, expected[i], 0);
  });

  it('is decoded to the size that is asked for, and says its own', async () => {
    for (const name of ['plain.avif', 'lzw.tif']) {
      const { pages } = await pagesOfBytes(sample(name));
      expect(await pages[0]?.size()).toMatchObject({ width: 40, height: 20 });
      const small = await pages[0]?.picture(20);
      expect([small?.width, small?.height]).toEqual([20, 10]);
    }
  });

  it('a picture of 100 megapixels is decoded smaller', async () => {
    const canvas = createCanvas(10_000, 10_000);
    const context = canvas.getContext('2d');
    context.fillStyle = '#f00';
    context.fillRect(0, 0, 5_000, 5_000);
    context.fillStyle = '#fff';
    context.fillRect(5_000, 0, 5_000, 10_000);
    context.fillRect(0, 5_000, 5_000, 5_000);
    const picture = await only(canvas.toBuffer('image/jpeg'));
    expect([picture.width, picture.height]).toEqual([3200, 3200]);
    expectColours(picture, [COLOURS[0] ?? [], WHITE, WHITE, WHITE]);
  });

  it('never fails but with a reading error, whatever the bytes', async () => {
    const names = ['lzw.tif', 'fax4.tif', 'jpeg.tif', 'moving.gif', 'plain.avif', 'plain.bmp'];
    const change = fc.record({ at: fc.nat(), value: fc.nat({ max: 255 }) });
    const changes = fc.array(change, { minLength: 1, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...names), changes, fc.nat(), async (name, edits, cut) => {
        const bytes = Buffer.from(sample(name));
        for (const { at, value } of edits) bytes[at % bytes.length] = value;
        const kept = cut % 3 === 0 ? bytes.subarray(0, cut % bytes.length) : bytes;
        expect(await codeOf(kept)).toMatch(/^(none|image-|tiff-|pdf-|heic-)/);
      }),
      { numRuns: 150 },
    );
  });

  it('a HEIC photo goes to the platform’s decoder, and is refused with what to do where it has none', async () => {
    const ispe = Buffer.from('00000014697370650000000000000fa000000bb8', 'hex');
    const box = (type: string, body: Buffer): Buffer => {
      const head = Buffer.alloc(8);
      head.writeUInt32BE(body.length + 8);
      head.write(type, 4, 'latin1');
      return Buffer.concat([head, body]);
    };
    const meta = box('meta', Buffer.concat([Buffer.alloc(4), box('iprp', box('ipco', ispe))]));
    const heic = Buffer.concat([
      box('ftyp', Buffer.from('heic\0\0\0\0mif1heic', 'latin1')),
      meta,
      box('mdat', Buffer.alloc(4)),
    ]);
    const { pages } = await pagesOfBytes(heic);
    expect(await pages[0]?.size()).toMatchObject({ width: 4000, height: 3000 });
    await expect(pages[0]?.picture(100)).rejects.toMatchObject({
      code: 'heic-unsupported',
      hint: expect.stringContaining('JPEG'),
    });
    const sizes: unknown[] = [];
    const safari = await openPages(heic, {
      ...{ fromPixels: async () => 'pixels', pdf: { load: async () => never(), paper: never } },
      async decode(_, { format }, size) {
        sizes.push([format, size]);
        return 'decoded';
      },
    });
    expect(await safari.pages[0]?.picture(2000)).toBe('decoded');
    expect(sizes).toEqual([['heic', { width: 2000, height: 1500 }]]);
  });
});

function never(): never {
  throw new Error('A photo is no PDF.');
}

describe('a PDF', () => {
  async function written(): Promise<Uint8Array> {
    const document = await PDFDocument.create();
    const font = await document.embedFont(StandardFonts.TimesRoman);
    const first = document.addPage([300, 200]);
    first.drawText('Words of their own', { x: 30, y: 150, size: 14, font });
    first.drawText('left', { x: 30, y: 100, size: 10, font });
    first.drawText('right', { x: 200, y: 100, size: 10, font });
    const second = document.addPage([300, 200]);
    const scan = await document.embedPng(createCanvas(30, 20).toBuffer('image/png'));
    second.drawImage(scan, { x: 0, y: 0, width: 300, height: 200 });
    second.drawText('read by another', { x: 30, y: 150, size: 14, font });
    return document.save();
  }

  async function nativeText(index: number) {
    const { pages, close } = await pagesOfBytes(await written());
    const page = pages[index];
    const size = await page?.size();
    const text = await page?.text();
    await close();
    if (size === undefined || text === undefined || text === null) throw new Error('no text');
    return { size, text };
  }

  const linesOf = ({ lines }: NativeText) =>
    lines.map(({ words }) => words.map((word) => word.text).join(' '));

  it('has pages of its size, drawn on white', async () => {
    const { pages, close } = await pagesOfBytes(await written());
    expect(pages).toHaveLength(2);
    expect(await pages[0]?.size()).toEqual({ width: 1250, height: 833, dpi: 300 });
    const picture = await pages[0]?.picture(625);
    await close();
    expect([picture?.width, picture?.height]).toEqual([625, 417]);
    const dark = picture?.data.filter((value, i) => i % 4 === 0 && value < 100).length ?? 0;
    expect(dark).toBeGreaterThan(100);
    expect(dark).toBeLessThan(0.1 * 625 * 417);
  });

  it('has its own words where they stand', async () => {
    const { size, text } = await nativeText(0);
    expect(linesOf(text)).toEqual(['Words of their own', 'left', 'right']);
    expect(isTrustworthy(text, size)).toBe(true);
    const [topLeft, , bottomRight] = text.lines[0]?.words[0]?.quad ?? [];
    const scale = 300 / 72;
    expect(topLeft?.x).toBeCloseTo(30 * scale, 0);
    expect(topLeft?.y).toBeGreaterThan((50 - 14) * scale);
    expect(bottomRight?.y).toBeLessThan((50 + 5) * scale);
  });

  it('that is a scan with words under it is not trusted', async () => {
    const { size, text } = await nativeText(1);
    expect(linesOf(text)).toEqual(['read by another']);
    expect(text.pictures).toHaveLength(1);
    expect(isTrustworthy(text, size)).toBe(false);
  });

  it('whose signs mean nothing is not trusted', async () => {
    const { size, text } = await nativeText(0);
    const [line] = text.lines;
    const [word] = line?.words ?? [];
    if (word === undefined) throw new Error('no word');
    const meaningless = { ...text, lines: [{ words: [{ ...word, text: '\ue001\ue002' }] }] };
    expect(isTrustworthy(meaningless, size)).toBe(false);
    expect(isTrustworthy({ ...text, lines: [] }, size)).toBe(false);
  });

  it('that is locked asks for its password', async () => {
    const locked = sample('locked.pdf');
    expect(await codeOf(locked)).toBe('pdf-locked');
    expect(await codeOf(locked, 'open sesame')).toBe('pdf-password-wrong');
    const { pages, close } = await pagesOfBytes(locked, { password: 'Open Sesame' });
    expect((await pages[0]?.text())?.lines[0]?.words.map(({ text }) => text)).toEqual([
      'Behind',
      'a',
      'lock',
    ]);
    await close();
  });

  it('that is damaged is called so', async () => {
    expect(await codeOf(Buffer.from('%PDF-1.7\nnothing follows'))).toBe('pdf-broken');
  });
});
