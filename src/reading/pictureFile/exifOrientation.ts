/**
 * How a stored picture is turned to be seen upright (Exif 2.32, tag 0x0112):
 * 1 as it is, 2 mirrored, 3 half turn, 4 mirrored top to bottom, 5 transposed,
 * 6 quarter turn clockwise, 7 transposed the other way, 8 quarter turn anticlockwise.
 */
export type Orientation = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;

const ORIENTATION_TAG = 0x0112;
const SHORT = 3;
const LONG = 4;
const ENTRY_BYTES = 12;

function asOrientation(value: number): Orientation {
  return value >= 1 && value <= 8 && Number.isInteger(value) ? (value as Orientation) : 1;
}

/**
 * The orientation that a TIFF block (the body of an Exif segment) tells; 1 where it tells none or
 * is damaged, because a wrong tag must not keep a good picture from being read.
 */
export function orientationOfTiff(tiff: Uint8Array): Orientation {
  if (tiff.length < 8) return 1;
  const view = new DataView(tiff.buffer, tiff.byteOffset, tiff.byteLength);
  const byteOrder = view.getUint16(0);
  if (byteOrder !== 0x4949 && byteOrder !== 0x4d4d) return 1;
  const littleEndian = byteOrder === 0x4949;
  if (view.getUint16(2, littleEndian) !== 42) return 1;
  const directory = view.getUint32(4, littleEndian);
  if (directory + 2 > tiff.length) return 1;
  const entries = view.getUint16(directory, littleEndian);
  for (let i = 0; i < entries; i++) {
    const entry = directory + 2 + i * ENTRY_BYTES;
    if (entry + ENTRY_BYTES > tiff.length) return 1;
    if (view.getUint16(entry, littleEndian) !== ORIENTATION_TAG) continue;
    const type = view.getUint16(entry + 2, littleEndian);
    if (type === SHORT) return asOrientation(view.getUint16(entry + 8, littleEndian));
    if (type === LONG) return asOrientation(view.getUint32(entry + 8, littleEndian));
    return 1;
  }
  return 1;
}

/** Whether a picture's width and height change places when it is turned upright. */
export function swapsSides(orientation: Orientation): boolean {
  return orientation >= 5;
}
