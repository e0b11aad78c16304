import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ReadingError } from '../../../src/reading/errors.ts';
import { orientationOfTiff } from '../../../src/reading/pictureFile/exifOrientation.ts';
import { sniffFileKind } from '../../../src/reading/pictureFile/fileKind.ts';
import { readImageHeader, uprightSize } from '../../../src/reading/pictureFile/imageHeader.ts';
import {
  JPEG,
  jpegWithExif,
  PNG,
  pngWithChunk,
  tiffBlock,
  WEBP,
  webpWithExif,
} from '../../cli/pictureBytes.ts';
import { sample } from './samples.ts';

const ORIENTATIONS = [1, 2, 3, 4, 5, 6, 7, 8] as const;

function codeOf(bytes: Uint8Array): string {
  try {
    readImageHeader(bytes);
  } catch (error) {
    if (error instanceof ReadingError) return error.code;
    throw error;
  }
  return 'none';
}

describe('Exif orientation', () => {
  it.each(ORIENTATIONS)('%i is read in either byte order, short or long', (orientation) => {
    for (const littleEndian of [false, true]) {
      for (const long of [false, true]) {
        expect(orientationOfTiff(tiffBlock(orientation, { littleEndian, long }))).toBe(orientation);
      }
    }
  });

  it('is 1 for values that mean nothing', () => {
    expect(orientationOfTiff(tiffBlock(0))).toBe(1);
    expect(orientationOfTiff(tiffBlock(9))).toBe(1);
    expect(orientationOfTiff(new Uint8Array())).toBe(1);
  });

  it('never throws, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), fc.boolean(), (bytes, header) => {
        const block = header ? Buffer.concat([tiffBlock(6).subarray(0, 10), bytes]) : bytes;
        expect(ORIENTATIONS).toContain(orientationOfTiff(block));
      }),
    );
  });
});

describe('picture header', () => {
  it.each([
    ['jpeg', JPEG],
    ['png', PNG],
    ['webp', WEBP],
    ['avif', sample('plain.avif')],
    ['bmp', sample('plain.bmp')],
    ['gif', sample('moving.gif')],
  ] as const)('of a %s file has format and size, and that it is whole', (format, bytes) => {
    expect(sniffFileKind(bytes)).toBe(format);
    expect(readImageHeader(bytes)).toEqual({
      format,
      width: 40,
      height: 20,
      orientation: 1,
      complete: true,
    });
  });

  it.each(ORIENTATIONS)('has orientation %i from each format', (orientation) => {
    const tiff = tiffBlock(orientation);
    for (const bytes of [jpegWithExif(tiff), pngWithChunk('eXIf', tiff), webpWithExif(tiff)]) {
      const header = readImageHeader(bytes);
      expect(header.orientation).toBe(orientation);
      expect(uprightSize(header)).toEqual(
        orientation >= 5 ? { width: 20, height: 40 } : { width: 40, height: 20 },
      );
    }
  });

  it('takes the size from the picture, not from a preview inside its Exif', () => {
    const withPreview = Buffer.concat([tiffBlock(6), JPEG]);
    const bytes = jpegWithExif(withPreview);
    expect(readImageHeader(bytes)).toMatchObject({ width: 40, orientation: 6, complete: true });
    // Cut right behind the preview, whose end mark must not pass for the file's.
    expect(readImageHeader(bytes.subarray(0, bytes.length - 40)).complete).toBe(false);
  });

  it('asks no more of a moving picture than its first frame', () => {
    const gif = sample('moving.gif');
    expect(readImageHeader(gif.subarray(0, gif.length - 40)).complete).toBe(true);
    expect(readImageHeader(gif.subarray(0, 60)).complete).toBe(false);
  });

  it.each([JPEG, PNG, WEBP, sample('plain.avif'), sample('plain.bmp')])(
    'never takes a file cut short for a whole one',
    (bytes) => {
      fc.assert(
        fc.property(fc.integer({ min: 1, max: bytes.length - 1 }), (length) => {
          const cut = bytes.subarray(0, length);
          const code = codeOf(cut);
          if (code === 'none') expect(readImageHeader(cut).complete).toBe(false);
          else expect(['image-unsupported', 'image-broken']).toContain(code);
        }),
      );
    },
  );

  it('reads bytes in the middle of a larger buffer', () => {
    const shifted = Buffer.concat([Buffer.alloc(13), WEBP]).subarray(13);
    expect(readImageHeader(shifted)).toMatchObject({ width: 40, height: 20 });
  });

  it('names what it cannot open', () => {
    expect(codeOf(new Uint8Array())).toBe('image-empty');
    expect(codeOf(Buffer.from('plain text'))).toBe('image-unsupported');
    expect(() => readImageHeader(Buffer.from('%PDF-1.7'))).toThrow('PDF');
    expect(() => readImageHeader(Buffer.from('PK\x03\x04'))).toThrow('zip');
    expect(codeOf(Buffer.from('BM is how this text begins, and it is no picture'))).toBe(
      'image-unsupported',
    );
  });

  it('never fails but with a picture error, whatever the bytes', () => {
    const start = fc.constantFrom(
      ...[JPEG.subarray(0, 30), PNG.subarray(0, 33), WEBP.subarray(0, 30)],
      ...['plain.avif', 'plain.bmp', 'moving.gif'].flatMap((name) =>
        [20, 60, 160].map((length) => sample(name).subarray(0, length)),
      ),
    );
    fc.assert(
      fc.property(start, fc.uint8Array({ maxLength: 200 }), (head, tail) => {
        expect(codeOf(Buffer.concat([head, tail]))).toMatch(/^(none|image-)/);
      }),
    );
  });
});
