import type { AirFrame, AirWriter } from '../reading/air/airWriter.ts';
import type { HandTracker } from '../reading/air/hand/handTracker.ts';
import { PinchPen, type PinchPose } from '../reading/air/hand/pinchPen.ts';
import { reportError } from '../reading/errors.ts';
import type { Point } from '../reading/geometry.ts';
import type { RasterImage } from '../reading/image.ts';
import type { AirCommand, FromAirWorker } from './airProtocol.ts';
import { FramePixels } from './framePixels.ts';
import { FramePump } from './framePump.ts';
import { FrameRate } from './frameRate.ts';
import type { Frame } from './frameSlot.ts';

/** With joints found faster than this, ms, they are looked for in every frame, else in every second. */
const FAST_HAND_MS = 12;
/** Share of the older value in the running mean of a look at the hand. */
const INERTIA = 0.8;

export interface AirPumpConfig {
  readonly writer: AirWriter;
  /** Set where a fingertip writes instead of a marker. */
  readonly hand: HandTracker | null;
  readonly mirrored: boolean;
}

/** Drives an air writer with the latest frame, one at a time, and reports ink as it comes. */
export class AirPump {
  /** Where frames are put, and which ends it. */
  readonly frames = new FramePump({
    look: (frame) => this.#look(frame),
    failed: (error) => this.#failed(error),
    wantsFrame: () => this.#post({ type: 'wants-frame' }),
    ended: () => this.#dispose(),
  });
  readonly #pixels = new FramePixels();
  readonly #pen = new PinchPen();
  readonly #rate = new FrameRate();
  readonly #config: AirPumpConfig;
  readonly #post: (message: FromAirWorker) => void;
  readonly #failed: (error: unknown) => void;
  #frameId = 0;
  #handMs = 0;
  #skipped = false;
  #seen: RasterImage | null = null;

  /** @param failed told what was thrown at a frame; the next one comes all the same */
  constructor(
    config: AirPumpConfig,
    post: (message: FromAirWorker) => void,
    failed: (error: unknown) => void,
  ) {
    this.#config = config;
    this.#post = post;
    this.#failed = failed;
  }

  /** @throws ReadingError where a picked colour cannot work */
  command(command: AirCommand): void {
    const { writer } = this.#config;
    switch (command.do) {
      case 'pick':
        if (this.#seen !== null) writer.pick(this.#seen, command.at);
        return;
      case 'calibrate':
        writer.startCalibration();
        return;
      case 'forget-colour':
        writer.setColour(null);
        return;
      case 'pen-mode':
        writer.setPenMode(command.mode);
        return;
      case 'hold':
        writer.setHeld(command.down);
        return;
      default:
        command satisfies never;
    }
  }

  async #look(frame: Frame): Promise<void> {
    const start = performance.now();
    const timeMs = 'timestamp' in frame ? frame.timestamp / 1000 : start;
    this.#rate.count(start);
    const image = await this.#pixels.takeVideo(frame);
    this.#seen = image;
    const taken = performance.now();
    const timings: Record<string, number> = { takeFrameMs: taken - start };
    const seen =
      this.#config.hand === null
        ? this.#config.writer.follow(image, timeMs)
        : await this.#followHand(this.#config.hand, image, timeMs, timings);
    if (this.#config.hand === null) timings.followMarkerMs = seen.trackMs;
    if (!this.frames.stopped) this.#show(seen, image, timings, performance.timeOrigin + start);
  }

  async #followHand(
    hand: HandTracker,
    image: RasterImage,
    timeMs: number,
    timings: Record<string, number>,
  ): Promise<AirFrame> {
    let pose: PinchPose | null;
    this.#skipped = !this.#skipped && this.#handMs > FAST_HAND_MS;
    if (this.#skipped) {
      pose = this.#pen.between(timeMs);
    } else {
      const start = performance.now();
      pose = this.#pen.see(await hand.look(image), timeMs);
      const tookMs = performance.now() - start;
      this.#handMs = this.#handMs === 0 ? tookMs : INERTIA * this.#handMs + (1 - INERTIA) * tookMs;
    }
    timings.findHandMs = this.#handMs;
    return this.#config.writer.followTip(
      pose && this.#asWriterSees(pose.tip, image.width),
      timeMs,
      pose?.pinched ?? false,
    );
  }

  #asWriterSees({ x, y }: Point, width: number): Point {
    return this.#config.mirrored ? { x: width - x, y } : { x, y };
  }

  #show(
    seen: AirFrame,
    { width, height }: RasterImage,
    timings: Readonly<Record<string, number>>,
    arrivedMs: number,
  ): void {
    this.#frameId += 1;
    const { tip, penDown, phase, pen, dwellShare, paused, colour } = seen;
    this.#post({
      type: 'view',
      view: {
        ...{ frameId: this.#frameId, width, height },
        ...{ tip, penDown, phase, pen, dwellShare, paused, colour },
        handEvery: this.#config.hand === null ? null : this.#handMs > FAST_HAND_MS ? 2 : 1,
        message: seen.message ? reportError(seen.message) : null,
        timings,
        fps: this.#rate.perSecond,
        arrivedMs,
      },
    });
  }

  #dispose(): void {
    this.#seen = null;
    this.#config.writer.dispose();
    this.#config.hand?.reset();
  }
}
