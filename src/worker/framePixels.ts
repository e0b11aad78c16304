import { ReadingError } from '../reading/errors.ts';
import type { RasterImage } from '../reading/image.ts';
import { layOnGround } from '../reading/pictureFile/opaqueGround.ts';
import type { Frame } from './frameSlot.ts';

/** What Chromium's video frames can do and TypeScript does not know yet. */
interface CopyingFrame {
  copyTo(
    into: Uint8ClampedArray,
    options: { readonly format: 'RGBA'; readonly colorSpace: 'srgb' },
  ): Promise<unknown>;
  readonly rotation?: number;
}

/** Turns frames into pixels by way of buffers and one canvas that are kept. */
export class FramePixels {
  #canvas: OffscreenCanvas | null = null;
  #buffers: Uint8ClampedArray<ArrayBuffer>[] = [];
  #copies = true;

  /** The frame's pixels, upright, RGBA `[height, width, 4]`; the frame is closed. */
  take(frame: Frame): RasterImage {
    try {
      return this.#draw(frame);
    } finally {
      frame.close();
    }
  }

  /**
   * As `take`, straight out of a video frame where the browser can: a third of the time. The pixels
   * are valid until the call after the next.
   */
  async takeVideo(frame: Frame): Promise<RasterImage> {
    try {
      return (await this.#copy(frame)) ?? this.#draw(frame);
    } finally {
      frame.close();
    }
  }

  async #copy(frame: Frame): Promise<RasterImage | null> {
    if (!this.#copies || !('visibleRect' in frame)) return null;
    const { displayWidth: width, displayHeight: height, visibleRect } = frame;
    const source = frame as unknown as CopyingFrame;
    const upright = (source.rotation ?? 0) === 0;
    if (!upright || visibleRect?.width !== width || visibleRect.height !== height) return null;
    const data = this.#buffer(width * height * 4);
    try {
      await source.copyTo(data, { format: 'RGBA', colorSpace: 'srgb' });
      return { width, height, data };
    } catch {
      // An older browser that copies planes only.
      this.#copies = false;
      return null;
    }
  }

  /** One of two buffers in turn: the frame before is still being read. */
  #buffer(length: number): Uint8ClampedArray<ArrayBuffer> {
    const [oldest, newest] = this.#buffers.filter((kept) => kept.length === length);
    const buffer = oldest ?? new Uint8ClampedArray(length);
    this.#buffers = [newest ?? new Uint8ClampedArray(length), buffer];
    return buffer;
  }

  #draw(frame: Frame): RasterImage {
    const width = 'displayWidth' in frame ? frame.displayWidth : frame.width;
    const height = 'displayHeight' in frame ? frame.displayHeight : frame.height;
    if (width < 1 || height < 1) throw new ReadingError('image-empty');
    const canvas = this.#canvasOf(width, height);
    const context = canvas.getContext('2d', { willReadFrequently: true });
    if (context === null) throw new ReadingError('backend-failed', { detail: 'no 2D canvas' });
    // The canvas is kept: what it showed before would be seen through a transparent picture.
    context.clearRect(0, 0, width, height);
    context.drawImage(frame, 0, 0, width, height);
    const pixels = context.getImageData(0, 0, width, height);
    if (!('displayWidth' in frame)) layOnGround(pixels.data);
    return pixels;
  }

  #canvasOf(width: number, height: number): OffscreenCanvas {
    if (this.#canvas?.width !== width || this.#canvas.height !== height) {
      this.#canvas = new OffscreenCanvas(width, height);
    }
    return this.#canvas;
  }
}
