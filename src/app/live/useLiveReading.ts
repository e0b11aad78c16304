import { type Dispatch, useEffect, useRef, useState } from 'react';
import type { ErrorReport } from '../../reading/errors.ts';
import type { LiveHandle } from '../../worker/client.ts';
import { useReader, useReaderState } from '../reader/ReaderContext.tsx';
import { useSettings } from '../settings/settings.ts';
import type { SessionAction } from '../transcript/readingSession.ts';

export interface LiveReading {
  readonly error: ErrorReport | null;
  /** Forgets the lines that are followed. */
  forget(): void;
}

/** Has a moving picture read for as long as there is one; no frames are taken while it is held. */
export function useLiveReading(
  track: MediaStreamTrack | null,
  held: boolean,
  dispatch: Dispatch<SessionAction>,
): LiveReading {
  const reader = useReader();
  const readerState = useReaderState();
  const { engine } = useSettings();
  const handle = useRef<LiveHandle | null>(null);
  const [error, setError] = useState<ErrorReport | null>(null);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new engine or hold changes the running view, below, and does not start another.
  useEffect(() => {
    if (!reader || !track) return;
    setError(null);
    const started = reader.startLive(track, { engine, onError: setError }, (view) => {
      setError(null);
      dispatch({ type: 'view', view });
    });
    handle.current = started;
    if (held) started.pause();
    return () => {
      handle.current = null;
      started.stop();
      dispatch({ type: 'recount' });
    };
  }, [reader, track, dispatch]);

  // A reader that crashed and came back counts its lines from the start.
  const restarted = readerState.kind === 'ready' && readerState.restarted;
  useEffect(() => {
    if (restarted) dispatch({ type: 'recount' });
  }, [restarted, dispatch]);

  useEffect(() => handle.current?.setEngine(engine), [engine]);

  useEffect(() => {
    if (held) handle.current?.pause();
    else handle.current?.resume();
  }, [held]);

  return { error, forget: () => handle.current?.reset() };
}
