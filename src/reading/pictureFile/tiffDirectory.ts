import { ReadingError } from '../errors.ts';

/** Values of the tags of one picture in a TIFF file, by number. */
export type TiffDirectory = ReadonlyMap<number, readonly number[]>;

/** Tags of TIFF 6.0 and its supplements that say how a page is stored. */
export const TAG = {
  subfile: 254,
  width: 256,
  height: 257,
  bits: 258,
  compression: 259,
  photometric: 262,
  fillOrder: 266,
  stripOffsets: 273,
  orientation: 274,
  samples: 277,
  rowsPerStrip: 278,
  stripBytes: 279,
  xResolution: 282,
  yResolution: 283,
  planes: 284,
  faxOptions: 292,
  resolutionUnit: 296,
  predictor: 317,
  colours: 320,
  tileWidth: 322,
  tileHeight: 323,
  tileOffsets: 324,
  tileBytes: 325,
  extraSamples: 338,
  sampleFormat: 339,
  jpegTables: 347,
  jpegStart: 513,
  jpegBytes: 514,
  chromaSampling: 530,
} as const;

const KNOWN: ReadonlySet<number> = new Set(Object.values(TAG));
/** Bytes of a value by its type: byte, ASCII, short, long, rational, signed ones, float, double. */
const TYPE_BYTES: Readonly<Record<number, number>> = {
  ...{ 1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8 },
};
const ENTRY_BYTES = 12;
/** More pictures than any scanner puts into a file: a chain of directories that never ends. */
const MOST_PAGES = 20_000;

/**
 * The directories of a TIFF file, each as far as its values lie inside the file.
 * @throws ReadingError `image-broken`
 */
export function tiffDirectories(bytes: Uint8Array): readonly TiffDirectory[] {
  if (bytes.length < 8) throw new ReadingError('image-broken');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const little = view.getUint16(0) === 0x4949;
  const found: TiffDirectory[] = [];
  const seen = new Set<number>();
  let at = view.getUint32(4, little);
  while (at !== 0 && !seen.has(at) && found.length < MOST_PAGES) {
    if (at + 2 > bytes.length) break;
    seen.add(at);
    const count = view.getUint16(at, little);
    const end = at + 2 + count * ENTRY_BYTES;
    if (end > bytes.length) break;
    const directory = new Map<number, readonly number[]>();
    for (let entry = at + 2; entry < end; entry += ENTRY_BYTES) {
      const tag = view.getUint16(entry, little);
      if (KNOWN.has(tag)) directory.set(tag, valuesOf(view, entry, little));
    }
    found.push(directory);
    at = end + 4 <= bytes.length ? view.getUint32(end, little) : 0;
  }
  if (found.length === 0) throw new ReadingError('image-broken');
  return found;
}

/** A tag's first value; null where the directory does not have it. */
export function firstValue(directory: TiffDirectory, tag: number): number | null {
  return directory.get(tag)?.[0] ?? null;
}

function valuesOf(view: DataView, entry: number, little: boolean): readonly number[] {
  const type = view.getUint16(entry + 2, little);
  const count = view.getUint32(entry + 4, little);
  const size = TYPE_BYTES[type];
  if (size === undefined) return [];
  const isInline = count * size <= 4;
  const start = isInline ? entry + 8 : view.getUint32(entry + 8, little);
  if (start + count * size > view.byteLength) return [];
  return Array.from({ length: count }, (_, i) => valueAt(view, start + i * size, type, little));
}

function valueAt(view: DataView, at: number, type: number, little: boolean): number {
  switch (type) {
    case 3:
      return view.getUint16(at, little);
    case 4:
      return view.getUint32(at, little);
    case 5:
      return view.getUint32(at, little) / view.getUint32(at + 4, little);
    case 6:
      return view.getInt8(at);
    case 8:
      return view.getInt16(at, little);
    case 9:
      return view.getInt32(at, little);
    case 10:
      return view.getInt32(at, little) / view.getInt32(at + 4, little);
    default:
      return view.getUint8(at);
  }
}
