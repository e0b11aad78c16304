import type { GrayImage } from '../image.ts';
import type { EngineName, LineReading } from '../results.ts';

/** Reads rectified gray crops of one line each: ink tight, with the margins of `ink/rectify.ts`. */
export interface Recognizer {
  readonly engine: EngineName;
  /** One reading for each crop, in order. Lines of like width may be read as one batch. */
  readLines(
    lines: readonly GrayImage[],
    options?: { readonly signal?: AbortSignal },
  ): Promise<readonly LineReading[]>;
  dispose(): Promise<void>;
}
