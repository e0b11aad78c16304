import { ReadingError } from '../reading/errors.ts';
import type { RasterImage } from '../reading/image.ts';
import type { Frame } from './frameSlot.ts';

/** Turns frames into pixels by way of one canvas that is kept. */
export class FramePixels {
  #canvas: OffscreenCanvas | null = null;

  /** The frame's pixels, upright, RGBA `[height, width, 4]`; the frame is closed. */
  take(frame: Frame): RasterImage {
    try {
      const width = 'displayWidth' in frame ? frame.displayWidth : frame.width;
      const height = 'displayHeight' in frame ? frame.displayHeight : frame.height;
      if (width < 1 || height < 1) throw new ReadingError('image-empty');
      const canvas = this.#canvasOf(width, height);
      const context = canvas.getContext('2d', { willReadFrequently: true });
      if (context === null) throw new ReadingError('backend-failed', { detail: 'no 2D canvas' });
      context.drawImage(frame, 0, 0, width, height);
      return context.getImageData(0, 0, width, height);
    } finally {
      frame.close();
    }
  }

  #canvasOf(width: number, height: number): OffscreenCanvas {
    if (this.#canvas?.width !== width || this.#canvas.height !== height) {
      this.#canvas = new OffscreenCanvas(width, height);
    }
    return this.#canvas;
  }
}
