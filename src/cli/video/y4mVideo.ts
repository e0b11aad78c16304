import { type FileHandle, open } from 'node:fs/promises';
import { ReadingError } from '../../reading/errors.ts';
import { MAX_PIXELS, type RasterImage } from '../../reading/image.ts';
import { planesToRaster } from './planes.ts';

/** A frame of a video. */
export interface VideoFrame {
  readonly image: RasterImage;
  /** From the beginning, by the video's frame rate. */
  readonly timeMs: number;
}

/** An uncompressed video that is read frame by frame, as often as asked for. */
export interface Y4mVideo {
  readonly width: number;
  readonly height: number;
  readonly framesPerSecond: number;
  /**
   * The frames from the first on. Each frame's pixels are overwritten by the next.
   * @throws ReadingError `image-broken` where the file ends within a frame
   */
  frames(): AsyncGenerator<VideoFrame, void>;
  close(): Promise<void>;
}

interface Header {
  readonly width: number;
  readonly height: number;
  readonly framesPerSecond: number;
  /** Where the first frame begins, bytes. */
  readonly end: number;
}

const LONGEST_HEADER = 512;
const LONGEST_FRAME_HEADER = 128;
const NEW_LINE = 0x0a;

/**
 * Opens a YUV4MPEG2 video (`.y4m`): 4:2:0 with 8 bits, limited range, BT.601. One frame at a time is
 * in memory.
 * @throws ReadingError `image-unsupported`, `image-empty`, `image-too-large`; errors of the file system
 */
export async function openY4mVideo(path: string): Promise<Y4mVideo> {
  const file = await open(path);
  try {
    const { width, height, framesPerSecond, end } = await readHeader(file);
    return {
      width,
      height,
      framesPerSecond,
      frames: () => readFrames(file, { width, height, framesPerSecond, end }),
      close: () => file.close(),
    };
  } catch (error) {
    await file.close();
    throw error;
  }
}

async function readHeader(file: FileHandle): Promise<Header> {
  const bytes = new Uint8Array(LONGEST_HEADER);
  const { bytesRead } = await file.read(bytes, 0, LONGEST_HEADER, 0);
  if (bytesRead === 0) throw new ReadingError('image-empty');
  const end = bytes.subarray(0, bytesRead).indexOf(NEW_LINE);
  const [signature, ...fields] = Buffer.from(bytes.subarray(0, Math.max(0, end)))
    .toString('latin1')
    .split(' ');
  if (signature !== 'YUV4MPEG2') throw new ReadingError('image-unsupported');
  const field = (letter: string): string | undefined =>
    fields.find((one) => one.startsWith(letter))?.slice(1);
  const sampling = field('C') ?? '420';
  if (!/^420(jpeg|mpeg2|paldv)?$/.test(sampling)) {
    throw new ReadingError('image-unsupported', { detail: `colour sampling ${sampling}` });
  }
  const [width, height] = [Number(field('W')), Number(field('H'))];
  const [count = Number.NaN, seconds = 1] = (field('F') ?? '').split(':').map(Number);
  const framesPerSecond = count / seconds;
  if (!Number.isInteger(width) || !Number.isInteger(height) || width < 2 || height < 2) {
    throw new ReadingError('image-broken', { detail: 'no size in the header' });
  }
  if (width * height > MAX_PIXELS) throw new ReadingError('image-too-large');
  if (!(framesPerSecond > 0)) {
    throw new ReadingError('image-broken', { detail: 'no frame rate in the header' });
  }
  return { width, height, framesPerSecond, end: end + 1 };
}

async function* readFrames(
  file: FileHandle,
  { width, height, framesPerSecond, end }: Header,
): AsyncGenerator<VideoFrame, void> {
  const chroma = Math.ceil(width / 2) * Math.ceil(height / 2);
  const planes = new Uint8Array(width * height + 2 * chroma);
  const image = { width, height, data: new Uint8ClampedArray(width * height * 4) };
  const frameHeader = new Uint8Array(LONGEST_FRAME_HEADER);
  let at = end;
  for (let number = 0; ; number++) {
    const { bytesRead } = await file.read(frameHeader, 0, LONGEST_FRAME_HEADER, at);
    if (bytesRead === 0) return;
    const line = frameHeader.subarray(0, bytesRead).indexOf(NEW_LINE);
    const name = Buffer.from(frameHeader.subarray(0, Math.max(0, line))).toString('latin1');
    if (!name.startsWith('FRAME')) {
      throw new ReadingError('image-broken', { detail: `frame ${number + 1}` });
    }
    await readWhole(file, planes, at + line + 1, number);
    at += line + 1 + planes.length;
    planesToRaster(planes, image);
    yield { image, timeMs: (1000 * number) / framesPerSecond };
  }
}

async function readWhole(
  file: FileHandle,
  into: Uint8Array,
  from: number,
  number: number,
): Promise<void> {
  let done = 0;
  while (done < into.length) {
    const { bytesRead } = await file.read(into, done, into.length - done, from + done);
    if (bytesRead === 0) {
      throw new ReadingError('image-broken', { detail: `frame ${number + 1} is cut short` });
    }
    done += bytesRead;
  }
}
