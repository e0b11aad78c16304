import type { IFD } from 'utif2';
import { ReadingError } from '../errors.ts';
import { MAX_FILE_PIXELS, type RasterImage } from '../image.ts';
import { type Orientation, swapsSides } from './exifOrientation.ts';
import { boundedSize, resizeRaster } from './resizeRaster.ts';
import { firstValue, TAG, type TiffDirectory, tiffDirectories } from './tiffDirectory.ts';
import { unpackLzw } from './tiffLzw.ts';
import { uprightPixels } from './uprightPixels.ts';

/** One page of a TIFF file. */
export interface TiffPage {
  /** Size as seen, px: upright, and with square pixels where a fax has others. */
  readonly width: number;
  readonly height: number;
  /** Pixels an inch; null where the file does not say. */
  readonly dpi: number | null;
  /** Decodes it. @throws ReadingError `tiff-unsupported` */
  decode(longSide: number): RasterImage;
}

const REDUCED = 1;
const MASK = 4;
const SEPARATED = 5;
const CENTIMETRES = 3;
const CHUNKY = 1;
const LZW = 5;
/** Fax pages have up to four times as many pixels across as down; anything else is a wrong tag. */
const ODDEST_PIXEL = 4;
/** None, Huffman, fax groups 3 and 4, LZW, both JPEG, both deflate, PackBits. */
const COMPRESSIONS = new Set([1, 2, 3, 4, 5, 6, 7, 8, 32946, 32773]);
const BITS = new Set([1, 2, 4, 8, 16]);

/**
 * The pages of a TIFF file; previews and masks of them are passed over.
 * @throws ReadingError `image-broken` where it has none, `image-too-large`
 */
export async function tiffPages(bytes: Uint8Array): Promise<readonly TiffPage[]> {
  const pages = tiffDirectories(bytes).filter((directory) => {
    const subfile = firstValue(directory, TAG.subfile) ?? 0;
    return (subfile & (REDUCED | MASK)) === 0 && directory.has(TAG.width);
  });
  if (pages.length === 0) throw new ReadingError('image-broken');
  const { default: utif } = await import('utif2');
  return pages.map((directory) => pageOf(directory, () => decoded(utif, bytes, directory)));
}

function pageOf(directory: TiffDirectory, decode: () => RasterImage): TiffPage {
  const storedWidth = firstValue(directory, TAG.width) ?? 0;
  const storedHeight = firstValue(directory, TAG.height) ?? 0;
  if (storedWidth < 1 || storedHeight < 1) throw new ReadingError('image-broken');
  const across = firstValue(directory, TAG.xResolution) ?? 0;
  const down = firstValue(directory, TAG.yResolution) ?? 0;
  const ratio = across > 0 && down > 0 ? across / down : 1;
  const isKnown = ratio <= ODDEST_PIXEL && ratio >= 1 / ODDEST_PIXEL;
  const square = {
    width: Math.round(storedWidth * (isKnown ? Math.max(1, 1 / ratio) : 1)),
    height: Math.round(storedHeight * (isKnown ? Math.max(1, ratio) : 1)),
  };
  if (square.width * square.height > MAX_FILE_PIXELS) throw new ReadingError('image-too-large');
  const orientation = orientationOf(directory);
  const { width, height } = square;
  const perInch = firstValue(directory, TAG.resolutionUnit) === CENTIMETRES ? 2.54 : 1;
  const density = Math.max(across, down) * perInch;
  return {
    ...(swapsSides(orientation) ? { width: height, height: width } : { width, height }),
    dpi: isKnown && density > 1 && Number.isFinite(density) ? density : null,
    decode(longSide) {
      const size = boundedSize(square, longSide);
      return uprightPixels(resizeRaster(decode(), size.width, size.height), orientation);
    },
  };
}

/** The stored pixels of a page, RGBA. */
function decoded(
  utif: typeof import('utif2'),
  bytes: Uint8Array,
  directory: TiffDirectory,
): RasterImage {
  const { file, page } = unpacked(bytes, decodable(bytes, directory));
  let data: Uint8Array;
  try {
    utif.decodeImage(file, page);
    const isInk = firstValue(directory, TAG.photometric) === SEPARATED;
    data = isInk ? rgbaOfInk(page, directory) : utif.toRGBA8(page);
  } catch (cause) {
    throw cause instanceof ReadingError ? cause : new ReadingError('tiff-unsupported', { cause });
  }
  const { width, height } = page;
  const length = width * height * 4;
  if (data.length < length) throw new ReadingError('tiff-unsupported');
  return { width, height, data: new Uint8ClampedArray(data.buffer, data.byteOffset, length) };
}

/**
 * What the decoder takes of a directory, checked: it goes where the numbers say, whether or not
 * that lies in the file.
 */
function decodable(bytes: Uint8Array, directory: TiffDirectory): IFD {
  const value = (tag: number, otherwise: number) => firstValue(directory, tag) ?? otherwise;
  const offsets = directory.get(TAG.stripOffsets) ?? directory.get(TAG.tileOffsets) ?? [];
  const lengths = directory.get(TAG.stripBytes) ?? directory.get(TAG.tileBytes) ?? [];
  const isSound =
    COMPRESSIONS.has(value(TAG.compression, 1)) &&
    (directory.get(TAG.bits) ?? [1]).every((bits) => BITS.has(bits)) &&
    value(TAG.samples, 1) <= 8 &&
    (value(TAG.planes, CHUNKY) === CHUNKY || value(TAG.samples, 1) === 1) &&
    offsets.length > 0 &&
    offsets.length === lengths.length &&
    value(TAG.rowsPerStrip, 1) > 0 &&
    value(TAG.tileWidth, 1) > 0 &&
    value(TAG.tileHeight, 1) > 0 &&
    offsets.every((offset, i) => offset + (lengths[i] ?? 0) <= bytes.length);
  if (!isSound) throw new ReadingError('tiff-unsupported');
  const page: Record<string, number[]> = {};
  for (const [tag, values] of directory) if (values.length > 0) page[`t${tag}`] = [...values];
  // The decoder adds size and pixels, and does nothing where there are pixels already.
  return page as IFD;
}

/** The page as it is, or, where it is packed by LZW, a file of its unpacked strips alone. */
function unpacked(
  bytes: Uint8Array,
  page: IFD,
): { readonly file: ArrayBuffer; readonly page: IFD } {
  const values = (tag: number): number[] => {
    const found = page[`t${tag}`];
    return Array.isArray(found) ? found.filter((value) => typeof value === 'number') : [];
  };
  if (values(TAG.compression)[0] !== LZW) return { file: new Uint8Array(bytes).buffer, page };
  const [width = 0] = values(TAG.tileWidth).concat(values(TAG.width));
  const [rows = values(TAG.height)[0] ?? 0] = values(TAG.tileHeight).concat(
    values(TAG.rowsPerStrip),
  );
  const most = Math.min(rows, Math.max(...values(TAG.height), ...values(TAG.tileHeight)));
  const bits = (values(TAG.bits)[0] ?? 1) * (values(TAG.samples)[0] ?? 1);
  const stripBytes = Math.ceil((width * bits) / 8) * most;
  const isTiled = values(TAG.tileWidth).length > 0;
  const offsets = values(isTiled ? TAG.tileOffsets : TAG.stripOffsets);
  const lengths = values(isTiled ? TAG.tileBytes : TAG.stripBytes);
  if (offsets.length * stripBytes > 8 * MAX_FILE_PIXELS) throw new ReadingError('image-too-large');
  const strips = offsets.map((offset, i) =>
    unpackLzw(bytes.subarray(offset, offset + (lengths[i] ?? 0)), stripBytes),
  );
  const file = new Uint8Array(8 + strips.length * stripBytes);
  file.set(bytes.subarray(0, 8));
  strips.forEach((strip, i) => {
    file.set(strip, 8 + i * stripBytes);
  });
  return {
    file: file.buffer,
    page: {
      ...page,
      [`t${TAG.compression}`]: [1],
      [`t${isTiled ? TAG.tileOffsets : TAG.stripOffsets}`]: strips.map(
        (_, i) => 8 + i * stripBytes,
      ),
      [`t${isTiled ? TAG.tileBytes : TAG.stripBytes}`]: strips.map((strip) => strip.length),
    },
  };
}

/** Cyan, magenta, yellow and black of 8 or 16 bits as light. */
function rgbaOfInk({ width, height, data }: IFD, directory: TiffDirectory): Uint8Array {
  const samples = firstValue(directory, TAG.samples) ?? 4;
  const bits = firstValue(directory, TAG.bits) ?? 8;
  if (samples < 4 || bits < 8) throw new ReadingError('tiff-unsupported');
  const step = bits / 8;
  const rgba = new Uint8Array(width * height * 4);
  // The decoder leaves samples of 16 bits with their low byte first.
  const at = (pixel: number, sample: number): number =>
    data[(pixel * samples + sample) * step + step - 1] ?? 0;
  for (let pixel = 0; pixel < width * height; pixel++) {
    const light = 255 - at(pixel, 3);
    for (let ink = 0; ink < 3; ink++) {
      rgba[4 * pixel + ink] = Math.round(((255 - at(pixel, ink)) * light) / 255);
    }
    rgba[4 * pixel + 3] = 255;
  }
  return rgba;
}

function orientationOf(directory: TiffDirectory): Orientation {
  const value = firstValue(directory, TAG.orientation) ?? 1;
  return value >= 1 && value <= 8 && Number.isInteger(value) ? (value as Orientation) : 1;
}
