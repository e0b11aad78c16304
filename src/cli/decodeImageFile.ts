import { readFile, stat } from 'node:fs/promises';
import { createCanvas, type Image, loadImage } from '@napi-rs/canvas';
import { ReadingError } from '../reading/errors.ts';
import { MAX_FILE_BYTES, MAX_PIXELS, type RasterImage, validateRaster } from '../reading/image.ts';
import { type Orientation, swapsSides } from '../reading/pictureFile/exifOrientation.ts';
import { readImageHeader, uprightSize } from '../reading/pictureFile/imageHeader.ts';
import { layOnGround } from '../reading/pictureFile/opaqueGround.ts';

/** A picture file decoded upright, at most `longSide` px long. */
export interface DecodedImage {
  readonly image: RasterImage;
  /** Size of the upright picture in the file, px. */
  readonly fileWidth: number;
  readonly fileHeight: number;
}

/** Longest side of the pixels that are read: enough for a page of small writing. */
const LONG_SIDE_PX = 3200;

/**
 * Reads and decodes a JPEG, PNG or WebP file: told by its first bytes, turned upright by its Exif
 * orientation, on plain ground where it is transparent, and made smaller where it is very large.
 * @throws ReadingError `image-empty`, `image-unsupported`, `image-broken`, `image-too-large`,
 * `image-animated`; what the file system says for a file that cannot be read
 */
export async function decodeImageFile(
  path: string,
  { longSide = LONG_SIDE_PX }: { readonly longSide?: number } = {},
): Promise<DecodedImage> {
  // Looked at first: what is read into memory cannot be given back by a message.
  if ((await stat(path)).size > MAX_FILE_BYTES) throw new ReadingError('image-too-large');
  return decodeImage(await readFile(path), { longSide });
}

/**
 * The bytes of a stream that may be a picture, such as standard input.
 * @throws ReadingError `image-too-large` as soon as it is more than any picture takes
 */
export async function streamedImage(stream: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of stream) {
    length += part.length;
    if (length > MAX_FILE_BYTES) throw new ReadingError('image-too-large');
    parts.push(part);
  }
  return Buffer.concat(parts);
}

/** The same for a file already in memory. */
export async function decodeImage(
  bytes: Uint8Array,
  { longSide = LONG_SIDE_PX }: { readonly longSide?: number } = {},
): Promise<DecodedImage> {
  const header = readImageHeader(bytes);
  if (header.animated) throw new ReadingError('image-animated');
  // Skia gives the rest of a truncated file as transparent, without an error.
  if (!header.complete) throw new ReadingError('image-broken', { detail: 'the file ends early' });
  const { width: fileWidth, height: fileHeight } = uprightSize(header);
  if (fileWidth * fileHeight > MAX_PIXELS) throw new ReadingError('image-too-large');
  let picture: Image;
  try {
    picture = await loadImage(bytes);
  } catch (cause) {
    throw new ReadingError('image-broken', { cause });
  }
  const scale = Math.min(1, longSide / Math.max(fileWidth, fileHeight));
  const width = Math.max(1, Math.round(fileWidth * scale));
  const height = Math.max(1, Math.round(fileHeight * scale));
  const canvas = createCanvas(width, height);
  const context = canvas.getContext('2d');
  context.imageSmoothingQuality = 'high';
  // Skia turns JPEG and WebP files itself, and passes over the orientation of PNG files.
  if (header.format === 'png') turnUpright(context, header.orientation, width, height);
  const turned = header.format === 'png' && swapsSides(header.orientation);
  context.drawImage(picture, 0, 0, turned ? height : width, turned ? width : height);
  const { data } = context.getImageData(0, 0, width, height);
  layOnGround(data);
  const image = validateRaster({ width, height, data });
  return { image, fileWidth, fileHeight };
}

/** For each orientation the canvas transform (a, b, c, d), and which sides it must be moved by. */
const TRANSFORMS: Readonly<
  Record<Orientation, readonly [number, number, number, number, movedX: 0 | 1, movedY: 0 | 1]>
> = {
  1: [1, 0, 0, 1, 0, 0],
  2: [-1, 0, 0, 1, 1, 0],
  3: [-1, 0, 0, -1, 1, 1],
  4: [1, 0, 0, -1, 0, 1],
  5: [0, 1, 1, 0, 0, 0],
  6: [0, 1, -1, 0, 1, 0],
  7: [0, -1, -1, 0, 1, 1],
  8: [0, -1, 1, 0, 0, 1],
};

function turnUpright(
  context: { setTransform(a: number, b: number, c: number, d: number, e: number, f: number): void },
  orientation: Orientation,
  width: number,
  height: number,
): void {
  const [a, b, c, d, movedX, movedY] = TRANSFORMS[orientation];
  context.setTransform(a, b, c, d, movedX * width, movedY * height);
}
