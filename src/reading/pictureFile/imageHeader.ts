import { ReadingError } from '../errors.ts';
import { type Orientation, orientationOfTiff, swapsSides } from './exifOrientation.ts';
import { foreignKind, type ImageFormat, latin, sniffFileKind } from './fileKind.ts';
import { readIsoMedia } from './isoMediaHeader.ts';

/** What a picture file says of itself before it is decoded. */
export interface ImageHeader {
  readonly format: ImageFormat;
  /** Size as stored, px; `uprightSize` gives it as seen. */
  readonly width: number;
  readonly height: number;
  readonly orientation: Orientation;
  /** False where the file ends before its own end mark, as after a broken copy. */
  readonly complete: boolean;
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/**
 * Reads format, size, orientation and completeness of a JPEG (ITU-T T.81), PNG, WebP, AVIF, HEIC,
 * BMP or GIF file from its bytes, without decoding it. Of moving pictures the first one counts.
 * @throws ReadingError `image-empty`, `image-unsupported`, `image-broken`
 */
export function readImageHeader(bytes: Uint8Array): ImageHeader {
  if (bytes.length === 0) throw new ReadingError('image-empty');
  const kind = sniffFileKind(bytes);
  if (kind === null || kind === 'tiff' || kind === 'pdf') {
    const name = kind?.toUpperCase() ?? foreignKind(bytes);
    throw new ReadingError('image-unsupported', name === undefined ? {} : { detail: name });
  }
  const header = READERS[kind](bytes);
  if (header.width < 1 || header.height < 1) throw new ReadingError('image-broken');
  return header;
}

/** Width and height of the picture turned upright, px. */
export function uprightSize(header: ImageHeader): { width: number; height: number } {
  const { width, height } = header;
  return swapsSides(header.orientation) ? { width: height, height: width } : { width, height };
}

const READERS: Readonly<Record<ImageFormat, (bytes: Uint8Array) => ImageHeader>> = {
  jpeg: readJpeg,
  png: readPng,
  webp: readWebp,
  // Decoders turn these by the file's own `irot` and pass over their Exif.
  avif: (bytes) => ({ format: 'avif', orientation: 1, ...readIsoMedia(bytes) }),
  heic: (bytes) => ({ format: 'heic', orientation: 1, ...readIsoMedia(bytes) }),
  bmp: readBitmap,
  gif: readGif,
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
    complete,
  };
}

function readPng(bytes: Uint8Array): ImageHeader {
  const view = viewOf(bytes);
  let width = 0;
  let height = 0;
  let orientation: Orientation = 1;
  let complete = false;
  let at = 8;
  while (at + 12 <= bytes.length) {
    const length = view.getUint32(at);
    const type = latin(bytes, at + 4, 4);
    const body = at + 8;
    if (type === 'IHDR' && body + 8 <= bytes.length) {
      width = view.getUint32(body);
      height = view.getUint32(body + 4);
    } else if (type === 'eXIf')
      orientation = orientationOfTiff(bytes.subarray(body, body + length));
    else if (type === 'IEND') complete = true;
    at = body + length + 4;
  }
  return { format: 'png', width, height, orientation, complete };
}

function readWebp(bytes: Uint8Array): ImageHeader {
  const view = viewOf(bytes);
  const uint24 = (at: number) => view.getUint16(at, true) + ((bytes[at + 2] ?? 0) << 16);
  let width = 0;
  let height = 0;
  let orientation: Orientation = 1;
  const complete = bytes.length >= 8 && view.getUint32(4, true) + 8 <= bytes.length;
  let at = 12;
  while (at + 8 <= bytes.length) {
    const type = latin(bytes, at, 4);
    const length = view.getUint32(at + 4, true);
    const body = at + 8;
    const holds = (count: number) => body + count <= bytes.length;
    if (type === 'VP8X' && holds(10)) {
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
  return { format: 'webp', width, height, orientation, complete };
}

/** Compressions of a bitmap whose rows have all the same length. */
const PLAIN_BITMAP = new Set([0, 3, 6]);

function readBitmap(bytes: Uint8Array): ImageHeader {
  const view = viewOf(bytes);
  const isOs2 = view.getUint32(14, true) === 12;
  const holds = bytes.length >= (isOs2 ? 26 : 34);
  if (!holds) {
    return { format: 'bmp', width: 0, height: 0, orientation: 1, complete: false };
  }
  const width = isOs2 ? view.getUint16(18, true) : view.getInt32(18, true);
  // Rows from the top down have a negative height.
  const height = Math.abs(isOs2 ? view.getUint16(20, true) : view.getInt32(22, true));
  const bits = view.getUint16(isOs2 ? 24 : 28, true);
  const rowBytes = 4 * Math.ceil((width * bits) / 32);
  const isPlain = isOs2 || PLAIN_BITMAP.has(view.getUint32(30, true));
  const end = isPlain ? view.getUint32(10, true) + rowBytes * height : view.getUint32(2, true);
  return { format: 'bmp', width, height, orientation: 1, complete: end <= bytes.length };
}

/** Size of the screen, and whether its first picture is whole. */
function readGif(bytes: Uint8Array): ImageHeader {
  const view = viewOf(bytes);
  const holds = bytes.length >= 13;
  const size = holds
    ? { width: view.getUint16(6, true), height: view.getUint16(8, true) }
    : { width: 0, height: 0 };
  const coloursAt = (at: number): number => {
    const packed = bytes[at] ?? 0;
    return (packed & 0x80) === 0 ? 0 : 3 * 2 ** ((packed & 7) + 1);
  };
  const afterBlocks = (from: number): number => {
    let at = from;
    while ((bytes[at] ?? 0) !== 0) at += 1 + (bytes[at] ?? 0);
    return at + 1;
  };
  let at = 13 + coloursAt(10);
  while (bytes[at] === 0x21) at = afterBlocks(at + 2);
  const isPicture = bytes[at] === 0x2c;
  const end = isPicture ? afterBlocks(at + 11 + coloursAt(at + 9)) : Number.POSITIVE_INFINITY;
  return { format: 'gif', ...size, orientation: 1, complete: end <= bytes.length };
}
