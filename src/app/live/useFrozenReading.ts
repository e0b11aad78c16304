import { type Dispatch, useEffect, useState } from 'react';
import { type ErrorReport, reportError } from '../../reading/errors.ts';
import { useReader } from '../reader/ReaderContext.tsx';
import { useSettings } from '../settings/settings.ts';
import type { SessionAction } from '../transcript/readingSession.ts';

/** How far the reading of a frozen frame is. */
export type FrozenState =
  | { readonly kind: 'none' }
  | { readonly kind: 'reading' }
  | { readonly kind: 'read' }
  | { readonly kind: 'failed'; readonly error: ErrorReport };

/** Reads the frozen frame, and again when it is to be read otherwise; going on ends it. */
export function useFrozenReading(
  frame: Blob | null,
  dispatch: Dispatch<SessionAction>,
): FrozenState {
  const reader = useReader();
  const { engine, languages } = useSettings();
  const [state, setState] = useState<FrozenState>({ kind: 'none' });

  // biome-ignore lint/correctness/useExhaustiveDependencies: the reader itself is told of other languages.
  useEffect(() => {
    if (!frame || !reader) {
      setState({ kind: 'none' });
      return;
    }
    const leaving = new AbortController();
    const { signal } = leaving;
    setState({ kind: 'reading' });
    reader.readPicture(frame, { engine, signal }).then(
      (reading) => {
        if (signal.aborted) return;
        dispatch({ type: 'still', reading });
        setState({ kind: 'read' });
      },
      (error: unknown) => {
        if (!signal.aborted) setState({ kind: 'failed', error: reportError(error) });
      },
    );
    return () => leaving.abort();
  }, [frame, reader, engine, languages, dispatch]);

  return state;
}
