/** Share of the older value in the running mean. */
const INERTIA = 0.85;

/** Frames per second, as a running mean. */
export class FrameRate {
  #fps = 0;
  #lastMs = 0;

  get perSecond(): number {
    return this.#fps;
  }

  count(nowMs: number): void {
    if (this.#lastMs > 0) {
      const rate = 1000 / Math.max(1, nowMs - this.#lastMs);
      this.#fps = this.#fps === 0 ? rate : INERTIA * this.#fps + (1 - INERTIA) * rate;
    }
    this.#lastMs = nowMs;
  }
}
