import { type Dispatch, useCallback, useEffect, useState } from 'react';
import { type ErrorReport, reportError } from '../../reading/errors.ts';
import { useReader } from '../reader/ReaderContext.tsx';
import { useSettings } from '../settings/settings.ts';
import type { SessionAction } from '../transcript/readingSession.ts';

/** How far the reading of a photo is. */
export type StillState =
  | { readonly kind: 'none' }
  | { readonly kind: 'reading'; readonly done: number; readonly total: number }
  | { readonly kind: 'read' }
  | { readonly kind: 'failed'; readonly error: ErrorReport };

/** Reads a photo once, and again when another engine is chosen; leaving or `cancel` ends it. */
export function useStillReading(
  photo: Blob | null,
  of: 'frame' | 'photo',
  dispatch: Dispatch<SessionAction>,
): { readonly state: StillState; retry(): void } {
  const reader = useReader();
  const { engine } = useSettings();
  const [state, setState] = useState<StillState>({ kind: 'none' });
  const [attempt, setAttempt] = useState(0);

  // biome-ignore lint/correctness/useExhaustiveDependencies: `attempt` asks for the reading once more.
  useEffect(() => {
    if (!photo || !reader) {
      setState({ kind: 'none' });
      return;
    }
    const leaving = new AbortController();
    setState({ kind: 'reading', done: 0, total: 0 });
    reader
      .readPicture(photo, {
        engine,
        signal: leaving.signal,
        onProgress: (done, total) => {
          if (!leaving.signal.aborted) setState({ kind: 'reading', done, total });
        },
      })
      .then((reading) => {
        if (leaving.signal.aborted) return;
        dispatch({ type: 'still', of, reading });
        setState({ kind: 'read' });
      })
      .catch((error: unknown) => {
        if (!leaving.signal.aborted) setState({ kind: 'failed', error: reportError(error) });
      });
    return () => leaving.abort();
  }, [photo, reader, engine, attempt, of, dispatch]);

  const retry = useCallback(() => setAttempt((count) => count + 1), []);
  return { state, retry };
}
