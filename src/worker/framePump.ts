import { type Frame, FrameSlot } from './frameSlot.ts';

/** What a pump does with frames. */
export interface FramePumpConfig {
  /** Looks at a frame and closes it. */
  look(frame: Frame): Promise<void>;
  /** Looking failed; the next frame comes all the same. */
  failed(error: unknown): void;
  /** The next frame is wanted, where frames come singly. */
  wantsFrame(): void;
  /** The pump was stopped, and no frame is being looked at any more: told once. */
  ended?(): void;
}

/** Has the latest frame looked at, one at a time. */
export class FramePump {
  readonly #slot = new FrameSlot(() => void this.#run());
  readonly #config: FramePumpConfig;
  #paused = false;
  #stopped = false;
  #running = false;

  constructor(config: FramePumpConfig) {
    this.#config = config;
  }

  /** Whether a frame waits. */
  get hasFrame(): boolean {
    return this.#slot.hasFrame;
  }

  get stopped(): boolean {
    return this.#stopped;
  }

  put(frame: ImageBitmap): void {
    if (this.#stopped) frame.close();
    else this.#slot.put(frame);
  }

  async follow(frames: ReadableStream<VideoFrame>): Promise<void> {
    if (this.#stopped) await frames.cancel();
    else await this.#slot.follow(frames);
  }

  pause(): void {
    this.#paused = true;
  }

  resume(): void {
    this.#paused = false;
    void this.#run();
  }

  stop(): void {
    if (this.#stopped) return;
    this.#stopped = true;
    this.#slot.clear();
    if (!this.#running) this.#config.ended?.();
  }

  async #run(): Promise<void> {
    if (this.#running) return;
    this.#running = true;
    try {
      while (!this.#paused && !this.#stopped) {
        const frame = this.#slot.take();
        if (frame === null) break;
        // A frame of a stream is followed by the next by itself; a single one is asked for.
        const asked = !('displayWidth' in frame);
        try {
          await this.#config.look(frame);
        } catch (error) {
          this.#config.failed(error);
        }
        if (asked) this.#config.wantsFrame();
      }
    } finally {
      this.#running = false;
      if (this.#stopped) this.#config.ended?.();
    }
  }
}

/**
 * Gives a frame, or a stream of them, to whoever looks at frames now; where nobody does, it is
 * closed. A stream runs on for as long as it is looked at: nothing waits for its end.
 */
export function deliverFrames(
  pump: FramePump | undefined,
  frames: ImageBitmap | ReadableStream<VideoFrame>,
  failed: (error: unknown) => void,
): void {
  if ('close' in frames) {
    if (pump === undefined) frames.close();
    else pump.put(frames);
    return;
  }
  const followed = pump === undefined ? frames.cancel() : pump.follow(frames);
  followed.catch(failed);
}
