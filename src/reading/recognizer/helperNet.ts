import { ReadingError } from '../errors.ts';
import { lazily } from '../lazily.ts';
import { type Batching, createLineGraph, type LineGraph, type ReaderNet } from './lineGraph.ts';

/** A net that makes readings better and that they can do without. */
export interface HelperNet {
  /** The net; null where there is none, or where it cannot be loaded for now. Never throws. */
  get(): Promise<LineGraph | null>;
  /** The net if it is there already; else its loading is begun, unless it is under way. */
  prefetch(): LineGraph | null;
  isLoading(): boolean;
  dispose(): Promise<void>;
}

export interface HelperNetConfig {
  /** Missing: there is no such net. */
  readonly load: (() => Promise<ReaderNet>) | undefined;
  /** What readings are written in: the net must read all of it, or as many of the first of it. */
  readonly alphabet: readonly string[];
  readonly batching?: Batching | undefined;
  /** Told once why the net cannot be had, however often it is tried again. */
  readonly onMissing?: ((error: unknown) => void) | undefined;
  /** Default: the clock, ms. */
  readonly now?: (() => number) | undefined;
}

/** A net that could not be loaded is asked for again after this long, ms, then after twice that … */
const FIRST_PAUSE_MS = 30_000;
/** … up to this. */
const LONGEST_PAUSE_MS = 15 * 60_000;

/** A helping net that is loaded when first needed, and left in peace for a while after a failure. */
export function createHelperNet({
  load,
  alphabet,
  batching,
  onMissing,
  now = () => performance.now(),
}: HelperNetConfig): HelperNet {
  const net = lazily(async () => {
    const loaded = await load?.();
    if (loaded === undefined) return null;
    try {
      checkAlphabet(alphabet, loaded.manifest);
    } catch (error) {
      loaded.graph.dispose();
      throw error;
    }
    return createLineGraph(loaded, batching);
  });
  let failures = 0;
  let notBeforeMs = -Infinity;

  const isPaused = (): boolean => now() < notBeforeMs;

  /** One failed loading may be waited for by several readings: it counts once. */
  function failed(error: unknown): null {
    if (!isPaused()) {
      notBeforeMs = now() + Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** failures);
      failures += 1;
      if (failures === 1) onMissing?.(error);
    }
    return null;
  }

  const get = async (): Promise<LineGraph | null> => (isPaused() ? null : net.get().catch(failed));

  return {
    get,
    prefetch() {
      const ready = net.ready();
      if (ready === null) void get();
      return ready;
    },
    isLoading: net.isLoading,
    async dispose() {
      const made = await net.made()?.catch(() => null);
      made?.dispose();
    },
  };
}

/** @throws ReadingError `model-invalid` when a net reads other characters */
function checkAlphabet(alphabet: readonly string[], { name, reader }: ReaderNet['manifest']): void {
  if (!alphabet.join('').startsWith(reader.alphabet.join(''))) {
    throw new ReadingError('model-invalid', { detail: `${name} does not fit the first reader` });
  }
}
