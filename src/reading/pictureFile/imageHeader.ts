import { ReadingError } from '../errors.ts';
import { type Orientation, orientationOfTiff, swapsSides } from './exifOrientation.ts';

export type ImageFormat = 'jpeg' | 'png' | 'webp';

/** What a picture file says of itself before it is decoded. */
export interface ImageHeader {
  readonly format: ImageFormat;
  /** Size as stored, px; `uprightSize` gives it as seen. */
  readonly width: number;
  readonly height: number;
  readonly orientation: Orientation;
  readonly animated: boolean;
  /** False where the file ends before its own end mark, as after a broken copy. */
  readonly complete: boolean;
}

/** Signatures at the start of kinds of file that people try and that cannot be opened. */
const FOREIGN: readonly { readonly name: string; readonly at: number; readonly sign: string }[] = [
  { name: 'GIF', at: 0, sign: 'GIF8' },
  { name: 'TIFF', at: 0, sign: 'II*\0' },
  { name: 'TIFF', at: 0, sign: 'MM\0*' },
  { name: 'BMP', at: 0, sign: 'BM' },
  { name: 'PDF', at: 0, sign: '%PDF' },
  { name: 'SVG', at: 0, sign: '<svg' },
  { name: 'AVIF', at: 4, sign: 'ftypavif' },
  { name: 'HEIC', at: 4, sign: 'ftyphei' },
  { name: 'HEIC', at: 4, sign: 'ftypmif1' },
];

function latin(bytes: Uint8Array, from: number, length: number): string {
  return String.fromCharCode(...bytes.subarray(from, from + length));
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** The format by the file's first bytes, whatever its name says; null for anything else. */
export function sniffImageFormat(bytes: Uint8Array): ImageFormat | null {
  if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return 'jpeg';
  if (latin(bytes, 0, 8) === '\x89PNG\r\n\x1a\n') return 'png';
  if (latin(bytes, 0, 4) === 'RIFF' && latin(bytes, 8, 4) === 'WEBP') return 'webp';
  return null;
}

/**
 * Reads format, size, orientation, animation and completeness of a JPEG (ITU-T T.81), PNG or WebP
 * file from its bytes, without decoding it.
 * @throws ReadingError `image-empty`, `image-unsupported`, `image-broken`; `image-animated` for an
 * animated GIF, which cannot be opened at all.
 */
export function readImageHeader(bytes: Uint8Array): ImageHeader {
  if (bytes.length === 0) throw new ReadingError('image-empty');
  const format = sniffImageFormat(bytes);
  const header = format === null ? rejectForeign(bytes) : READERS[format](bytes);
  if (header.width < 1 || header.height < 1) throw new ReadingError('image-broken');
  return header;
}

/** Width and height of the picture turned upright, px. */
export function uprightSize(header: ImageHeader): { width: number; height: number } {
  const { width, height } = header;
  return swapsSides(header.orientation) ? { width: height, height: width } : { width, height };
}

function rejectForeign(bytes: Uint8Array): never {
  const name = FOREIGN.find(({ at, sign }) => latin(bytes, at, sign.length) === sign)?.name;
  // Programs that write several frames mark the loop in the first few hundred bytes.
  if (name === 'GIF' && latin(bytes, 0, 1024).includes('NETSCAPE2.0')) {
    throw new ReadingError('image-animated');
  }
  throw new ReadingError('image-unsupported', name === undefined ? {} : { detail: name });
}

const READERS: Readonly<Record<ImageFormat, (bytes: Uint8Array) => ImageHeader>> = {
  jpeg: readJpeg,
  png: readPng,
  webp: readWebp,
};

function isStartOfFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
}

/** Marks without a length: TEM, restarts, and the doubled start of image. */
function standsAlone(marker: number): boolean {
  return marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8);
}

function readJpeg(bytes: Uint8Array): ImageHeader {
  const view = viewOf(bytes);
  let width = 0;
  let height = 0;
  let orientation: Orientation | null = null;
  let complete = false;
  let at = 2;
  while (at + 1 < bytes.length) {
    // Between segments only fill bytes stand; inside a scan this steps over the coded picture,
    // in which 0xff 0x00 is a data byte.
    at = bytes.indexOf(0xff, at);
    const marker = at < 0 ? undefined : bytes[at + 1];
    if (marker === undefined) break;
    if (marker === 0xff) at += 1;
    else if (marker === 0x00 || standsAlone(marker)) at += 2;
    else if (marker === 0xd9) {
      complete = true;
      break;
    } else {
      const body = at + 4;
      if (body > bytes.length) break;
      const length = view.getUint16(at + 2);
      if (isStartOfFrame(marker) && body + 5 <= bytes.length) {
        height = view.getUint16(body + 1);
        width = view.getUint16(body + 3);
      } else if (marker === 0xe1 && latin(bytes, body, 6) === 'Exif\0\0') {
        orientation ??= orientationOfTiff(bytes.subarray(body + 6, at + 2 + length));
      }
      at += 2 + length;
    }
  }
  return {
    format: 'jpeg',
    width,
    height,
    orientation: orientation ?? 1,
    animated: false,
    complete,
  };
}

function readPng(bytes: Uint8Array): ImageHeader {
  const view = viewOf(bytes);
  let width = 0;
  let height = 0;
  let orientation: Orientation = 1;
  let animated = false;
  let complete = false;
  let at = 8;
  while (at + 12 <= bytes.length) {
    const length = view.getUint32(at);
    const type = latin(bytes, at + 4, 4);
    const body = at + 8;
    if (type === 'IHDR' && body + 8 <= bytes.length) {
      width = view.getUint32(body);
      height = view.getUint32(body + 4);
    } else if (type === 'acTL') animated = true;
    else if (type === 'eXIf') orientation = orientationOfTiff(bytes.subarray(body, body + length));
    else if (type === 'IEND') complete = true;
    at = body + length + 4;
  }
  return { format: 'png', width, height, orientation, animated, complete };
}

function readWebp(bytes: Uint8Array): ImageHeader {
  const view = viewOf(bytes);
  const uint24 = (at: number) => view.getUint16(at, true) + ((bytes[at + 2] ?? 0) << 16);
  let width = 0;
  let height = 0;
  let orientation: Orientation = 1;
  let animated = false;
  const complete = bytes.length >= 8 && view.getUint32(4, true) + 8 <= bytes.length;
  let at = 12;
  while (at + 8 <= bytes.length) {
    const type = latin(bytes, at, 4);
    const length = view.getUint32(at + 4, true);
    const body = at + 8;
    const holds = (count: number) => body + count <= bytes.length;
    if (type === 'VP8X' && holds(10)) {
      animated = ((bytes[body] ?? 0) & 0x02) !== 0;
      width = uint24(body + 4) + 1;
      height = uint24(body + 7) + 1;
    } else if (type === 'VP8 ' && width === 0 && holds(10)) {
      width = view.getUint16(body + 6, true) & 0x3fff;
      height = view.getUint16(body + 8, true) & 0x3fff;
    } else if (type === 'VP8L' && width === 0 && holds(5)) {
      const packed = view.getUint32(body + 1, true);
      width = (packed & 0x3fff) + 1;
      height = ((packed >>> 14) & 0x3fff) + 1;
    } else if (type === 'EXIF') {
      const exif = bytes.subarray(body, body + length);
      // Some writers keep the JPEG segment's prefix, against the container's specification.
      orientation = orientationOfTiff(latin(exif, 0, 6) === 'Exif\0\0' ? exif.subarray(6) : exif);
    }
    at = body + length + (length % 2);
  }
  return { format: 'webp', width, height, orientation, animated, complete };
}
