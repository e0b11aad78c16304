import { crc32 } from 'node:zlib';
import { createCanvas } from '@napi-rs/canvas';

/** A picture of four colours: red, blue above; green, white below. 40 × 20 px. */
function fourColours() {
  const canvas = createCanvas(40, 20);
  const context = canvas.getContext('2d');
  context.fillStyle = '#fff';
  context.fillRect(0, 0, 40, 20);
  context.fillStyle = '#f00';
  context.fillRect(0, 0, 20, 10);
  context.fillStyle = '#00f';
  context.fillRect(20, 0, 20, 10);
  context.fillStyle = '#0f0';
  context.fillRect(0, 10, 20, 10);
  return canvas;
}

export const JPEG = fourColours().toBuffer('image/jpeg', 95);
export const PNG = fourColours().toBuffer('image/png');
export const WEBP = fourColours().toBuffer('image/webp', 95);

/** A TIFF block that holds an orientation (and, before it, another tag). */
export function tiffBlock(
  orientation: number,
  { littleEndian = false, long = false }: { littleEndian?: boolean; long?: boolean } = {},
): Buffer {
  const block = Buffer.alloc(8 + 2 + 2 * 12 + 4);
  const short = (at: number, value: number) =>
    littleEndian ? block.writeUInt16LE(value, at) : block.writeUInt16BE(value, at);
  const wide = (at: number, value: number) =>
    littleEndian ? block.writeUInt32LE(value, at) : block.writeUInt32BE(value, at);
  block.write(littleEndian ? 'II' : 'MM');
  short(2, 42);
  wide(4, 8);
  short(8, 2);
  short(10, 0x0100);
  short(12, 3);
  wide(14, 1);
  short(18, 999);
  short(22, 0x0112);
  short(24, long ? 4 : 3);
  wide(26, 1);
  if (long) wide(30, orientation);
  else short(30, orientation);
  return block;
}

export function jpegWithExif(tiff: Buffer, jpeg: Buffer = JPEG): Buffer {
  const body = Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff]);
  const head = Buffer.from([0xff, 0xe1, (body.length + 2) >> 8, (body.length + 2) & 255]);
  return Buffer.concat([jpeg.subarray(0, 2), head, body, jpeg.subarray(2)]);
}

/** A PNG with one more chunk right after its header. */
export function pngWithChunk(type: string, body: Buffer): Buffer {
  const content = Buffer.concat([Buffer.from(type, 'latin1'), body]);
  const chunk = Buffer.alloc(content.length + 8);
  chunk.writeUInt32BE(body.length, 0);
  content.copy(chunk, 4);
  chunk.writeUInt32BE(crc32(content) >>> 0, content.length + 4);
  return Buffer.concat([PNG.subarray(0, 33), chunk, PNG.subarray(33)]);
}

/** The WebP with an EXIF chunk, which its VP8X header announces. */
export function webpWithExif(tiff: Buffer): Buffer {
  const head = Buffer.alloc(8);
  head.write('EXIF', 'latin1');
  head.writeUInt32LE(tiff.length, 4);
  const file = Buffer.concat([WEBP, head, tiff, Buffer.alloc(tiff.length % 2)]);
  file.writeUInt32LE(file.length - 8, 4);
  file[20] = (file[20] ?? 0) | 0x08;
  return file;
}
