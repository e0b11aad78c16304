import type { GrayImage } from '../image.ts';

/** A gray picture as the bytes of a binary PGM file (Netpbm `P5`), which Tesseract reads without decoding. */
export function encodePortableGraymap({ width, height, data }: GrayImage): Uint8Array {
  const header = new TextEncoder().encode(`P5\n${width} ${height}\n255\n`);
  const bytes = new Uint8Array(header.length + data.length);
  bytes.set(header);
  bytes.set(data, header.length);
  return bytes;
}
