import type { HandwrittenRecognizer } from '../recognizer/handwritten.ts';
import type { AirReading } from './airReading.ts';
import type { AirInk } from './ink.ts';

export interface ReadInkOptions {
  readonly signal?: AbortSignal;
  /** Reads with all care, as after a pause; default true. In passing, a line is read only once. */
  readonly final?: boolean;
}

/** Reads ink; lines that have not changed since they were last read are not read again. */
export interface InkReader {
  /** @throws ReadingError `cancelled` and what the recogniser throws */
  read(ink: AirInk, options?: ReadInkOptions): Promise<AirReading>;
}

export interface InkReaderConfig {
  readonly recognizer: () => Promise<Pick<HandwrittenRecognizer, 'readLines'>>;
}
