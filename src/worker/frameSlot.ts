/** A frame that is held until someone takes it or a newer one comes. */
export type Frame = ImageBitmap | VideoFrame;

/**
 * Holds the latest frame only: a newer one closes the one before, so that a slow reader never
 * queues pictures. Whoever takes a frame closes it.
 */
export class FrameSlot {
  #latest: Frame | null = null;
  #stream: ReadableStreamDefaultReader<VideoFrame> | null = null;
  readonly #onFrame: () => void;

  constructor(onFrame: () => void) {
    this.#onFrame = onFrame;
  }

  get hasFrame(): boolean {
    return this.#latest !== null;
  }

  put(frame: Frame): void {
    this.#latest?.close();
    this.#latest = frame;
    this.#onFrame();
  }

  take(): Frame | null {
    const frame = this.#latest;
    this.#latest = null;
    return frame;
  }

  /** Takes every frame of a camera's stream until it ends or `clear` is called. */
  async follow(frames: ReadableStream<VideoFrame>): Promise<void> {
    this.#leaveStream();
    const reader = frames.getReader();
    this.#stream = reader;
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      if (this.#stream === reader) this.put(value);
      else value.close();
    }
  }

  /** Lets go of the frame held and of the stream. */
  clear(): void {
    this.#leaveStream();
    this.take()?.close();
  }

  #leaveStream(): void {
    const stream = this.#stream;
    this.#stream = null;
    void stream?.cancel();
  }
}
