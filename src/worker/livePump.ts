import type { RasterImage } from '../reading/image.ts';
import type { LiveReader, LiveState } from '../reading/liveReader.ts';
import { glanceOf } from '../reading/tracking/glance.ts';
import { FramePixels } from './framePixels.ts';
import { FramePump } from './framePump.ts';
import { FrameRate } from './frameRate.ts';
import { liveHint } from './liveHints.ts';
import type { FromWorker, LiveView } from './protocol.ts';

/** Lines read before looking whether a newer frame has come: its boxes should not wait for text. */
const LINES_AT_ONCE = 4;
/** Mean shift of lines between two frames that counts as moving, px. */
const MOVING_PX = 4;

/** Drives a live reader with the latest frame, one at a time, and reports what it sees. */
export class LivePump {
  /** Where frames are put, and which pauses, resumes and ends it. */
  readonly frames = new FramePump({
    look: async (frame) => this.#look(await this.#pixels.takeVideo(frame)),
    failed: (error) => this.#failed(error),
    wantsFrame: () => this.#post({ type: 'live-wants-frame' }),
  });
  readonly #pixels = new FramePixels();
  readonly #rate = new FrameRate();
  readonly #live: LiveReader;
  readonly #post: (message: FromWorker) => void;
  readonly #failed: (error: unknown) => void;
  #frameId = 0;
  #lookedMs = 0;
  #centers = new Map<number, { x: number; y: number }>();

  /** @param failed told what was thrown at a frame; the next one comes all the same */
  constructor(
    live: LiveReader,
    post: (message: FromWorker) => void,
    failed: (error: unknown) => void,
  ) {
    this.#live = live;
    this.#post = post;
    this.#failed = failed;
  }

  setEngine = (engine: Parameters<LiveReader['setEngine']>[0]): void =>
    this.#live.setEngine(engine);

  /** Reads all lines anew. */
  lookAgain(): void {
    this.#live.lookAgain();
  }

  reset(): void {
    this.#live.reset();
  }

  async #look(image: RasterImage): Promise<void> {
    const now = performance.now();
    this.#rate.count(now);
    this.#frameId += 1;
    const seen = await this.#live.see(image, now);
    const glance = glanceOf(image);
    const shift = this.#shiftOf(seen);
    const speed = (1000 * shift) / Math.max(1, now - this.#lookedMs);
    this.#lookedMs = now;
    const hint = liveHint(glance, seen.lines, speed);
    const about = { hint, moving: shift > MOVING_PX, glance };
    this.#show(seen, about);
    let read = await this.#live.read(LINES_AT_ONCE);
    while (read !== null && !this.frames.stopped) {
      this.#show({ ...read, timings: { ...seen.timings, ...read.timings } }, about);
      if (this.frames.hasFrame) break;
      read = await this.#live.read(LINES_AT_ONCE);
    }
  }

  #show(state: LiveState, about: Pick<LiveView, 'hint' | 'moving' | 'glance'>): void {
    if (this.frames.stopped) return;
    this.#post({
      type: 'live-view',
      view: {
        frameId: this.#frameId,
        width: state.width,
        height: state.height,
        lines: state.lines.map(({ id, quad, box, lineClass, score, status, reading }) => ({
          ...{ id, quad, box, lineClass, score, status, reading },
        })),
        sheet: state.sheet,
        timings: state.timings,
        fps: this.#rate.perSecond,
        ...about,
      },
    });
  }

  /** Mean shift of the lines since the frame before, px. */
  #shiftOf({ lines }: LiveState): number {
    const centers = new Map(
      lines.map(({ id, box }) => [id, { x: box.x + box.width / 2, y: box.y + box.height / 2 }]),
    );
    let shift = 0;
    let shared = 0;
    for (const [id, center] of centers) {
      const before = this.#centers.get(id);
      if (before === undefined) continue;
      shift += Math.hypot(center.x - before.x, center.y - before.y);
      shared += 1;
    }
    this.#centers = centers;
    return shared > 0 ? shift / shared : 0;
  }
}
