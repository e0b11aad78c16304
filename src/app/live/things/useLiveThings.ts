import { type RefObject, useEffect, useState } from 'react';
import { type ErrorReport, reportError } from '../../../reading/errors.ts';
import type { Detections, ReadingClient } from '../../../worker/client.ts';

export interface LiveThings {
  /** What was found last; null before the first frame. */
  readonly found: Detections | null;
  readonly error: ErrorReport | null;
}

/** Looked for again after as long a pause as the last search took: the lines are read meanwhile. */
const SHORTEST_PAUSE_MS = 40;
/** A picture that has not come yet is asked for again after this time. */
const WAIT_MS = 200;
const RETRY_MS = 2000;

/**
 * Finds things in a running picture, frame by frame, with the detector that is loaded into the
 * reader; rests while not active and keeps what was found last.
 */
export function useLiveThings(
  reader: ReadingClient | null,
  video: RefObject<HTMLVideoElement | null>,
  active: boolean,
): LiveThings {
  const [found, setFound] = useState<Detections | null>(null);
  const [error, setError] = useState<ErrorReport | null>(null);

  useEffect(() => {
    if (!reader || !active) return;
    const stop = new AbortController();
    const { signal } = stop;
    const follow = async (): Promise<void> => {
      while (!signal.aborted) {
        const frame = await frameOf(video.current);
        if (frame === null) {
          await pause(WAIT_MS);
          continue;
        }
        const start = performance.now();
        try {
          const things = await reader.detectThings(frame, { live: true, signal });
          if (signal.aborted) return;
          setFound(things);
          setError(null);
        } catch (thrown) {
          if (signal.aborted) return;
          setError(reportError(thrown));
          // A reader that is being started again has the detector back in a moment.
          await pause(RETRY_MS);
        }
        await pause(Math.max(SHORTEST_PAUSE_MS, performance.now() - start));
      }
    };
    void follow();
    return () => stop.abort();
  }, [reader, video, active]);

  return { found, error };
}

async function frameOf(video: HTMLVideoElement | null): Promise<ImageBitmap | null> {
  if (video === null || video.videoWidth === 0) return null;
  // A track that ends between two frames leaves nothing to take.
  return createImageBitmap(video).catch(() => null);
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
