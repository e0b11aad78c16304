import type { Budget } from '../../reading/recognizer/budget.ts';
import type { Ink } from '../../reading/strokes/ink.ts';
import type { InkReading } from '../../reading/strokes/inkReading.ts';

export interface InkReadingsConfig {
  readonly ink: () => Ink;
  readonly read: (ink: Ink, budget: Budget, signal: AbortSignal) => Promise<InkReading>;
  readonly onReading: (reading: InkReading) => void;
  readonly onError: (error: unknown) => void;
}

/** While writing goes on, ink is read this often at most, ms. */
const LIVE_EVERY_MS = 600;

/**
 * Decides when ink is read: in passing while it grows, with all care once the pen rests. One reading
 * runs at a time, always of the newest ink.
 */
export class InkReadings {
  readonly #config: InkReadingsConfig;
  #version = 0;
  #readVersion = 0;
  #finalVersion = 0;
  /** Version that is being read with all care now. */
  #finalUnderWay: number | null = null;
  #wantsFinal = false;
  #running: Promise<void> | null = null;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #lastMs = Number.NEGATIVE_INFINITY;
  #leaving = new AbortController();

  constructor(config: InkReadingsConfig) {
    this.#config = config;
  }

  /** There is more ink, or other ink. */
  changed(): void {
    this.#version += 1;
    this.#wantsFinal = false;
    this.#plan();
  }

  /** The pen rests: what is there is read with all care. */
  paused(): void {
    if (this.#finalVersion === this.#version || this.#finalUnderWay === this.#version) return;
    this.#wantsFinal = true;
    this.#plan();
  }

  /** Reads what is there with all care, and resolves when that is done or has failed. */
  async settle(): Promise<void> {
    while (this.#finalVersion !== this.#version) {
      this.paused();
      await this.#running;
    }
  }

  /** The ink is gone: readings of it are not wanted any more. */
  forget(): void {
    this.#leaving.abort();
    this.#leaving = new AbortController();
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#wantsFinal = false;
    this.#version += 1;
    this.#readVersion = this.#version;
    this.#finalVersion = this.#version;
  }

  #plan(): void {
    if (this.#running !== null) return;
    const waitMs = this.#wantsFinal ? 0 : LIVE_EVERY_MS - (performance.now() - this.#lastMs);
    if (waitMs <= 0) {
      if (this.#timer !== null) clearTimeout(this.#timer);
      this.#timer = null;
      this.#running = this.#read().finally(() => {
        this.#running = null;
        const due = this.#wantsFinal || this.#readVersion !== this.#version;
        if (due) this.#plan();
      });
      return;
    }
    this.#timer ??= setTimeout(() => {
      this.#timer = null;
      this.#plan();
    }, waitMs);
  }

  async #read(): Promise<void> {
    const { signal } = this.#leaving;
    const version = this.#version;
    const budget: Budget = this.#wantsFinal ? 'final' : 'live';
    this.#wantsFinal = false;
    this.#finalUnderWay = budget === 'final' ? version : null;
    try {
      const reading = await this.#config.read(this.#config.ink(), budget, signal);
      if (signal.aborted) return;
      this.#config.onReading(reading);
    } catch (error) {
      if (!signal.aborted) this.#config.onError(error);
    } finally {
      this.#lastMs = performance.now();
      this.#finalUnderWay = null;
      if (!signal.aborted) {
        this.#readVersion = version;
        if (budget === 'final') this.#finalVersion = version;
      }
    }
  }
}
