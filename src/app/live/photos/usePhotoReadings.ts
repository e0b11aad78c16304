import { type Dispatch, useEffect, useRef, useState } from 'react';
import { type ErrorReport, reportError } from '../../../reading/errors.ts';
import type { EngineChoice } from '../../../reading/results.ts';
import { useReader } from '../../reader/ReaderContext.tsx';
import { useSettings } from '../../settings/settings.ts';
import type { SessionAction } from '../../transcript/readingSession.ts';
import type { Photo, RefusedFile } from './photos.ts';

/** How far the reading of a photo is. */
export type PhotoState =
  | { readonly kind: 'waiting' }
  /** `total` is 0 until its lines have been found. */
  | { readonly kind: 'reading'; readonly done: number; readonly total: number }
  | { readonly kind: 'read' }
  | { readonly kind: 'failed'; readonly error: ErrorReport };

export interface PhotoReadings {
  /** Of the photo that is looked at. */
  readonly state: PhotoState;
  readonly failed: readonly RefusedFile[];
  /** Reads the photos that failed once more. */
  retry(): void;
}

const WAITING: PhotoState = { kind: 'waiting' };

/**
 * Reads photos one after the other, the one that is looked at first, and all again when another
 * engine is chosen. Lines come as soon as they are found, their texts in reading order.
 */
export function usePhotoReadings(
  photos: readonly Photo[],
  shown: number,
  dispatch: Dispatch<SessionAction>,
): PhotoReadings {
  const reader = useReader();
  const { engine } = useSettings();
  const [states, setStates] = useState<ReadonlyMap<number, PhotoState>>(new Map());
  const finished = useRef(new Map<number, EngineChoice>());
  const running = useRef<{ readonly sheetId: number; readonly engine: EngineChoice } | null>(null);
  const retried = useRef(new Set<number>());
  const [turn, setTurn] = useState(0);

  const leaving = useRef(new AbortController());
  useEffect(() => {
    leaving.current = new AbortController();
    return () => leaving.current.abort();
  }, []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: `turn` says that a reading has ended.
  useEffect(() => {
    if (!reader || running.current !== null) return;
    const { signal } = leaving.current;
    const open = photos.filter(({ sheetId }) => finished.current.get(sheetId) !== engine);
    const photo = open.find(({ sheetId }) => sheetId === shown) ?? open[0];
    if (photo === undefined) return;
    const { sheetId, file } = photo;
    running.current = { sheetId, engine };
    const setState = (state: PhotoState): void => {
      if (!signal.aborted) setStates((before) => new Map(before).set(sheetId, state));
    };
    setState({ kind: 'reading', done: 0, total: 0 });
    reader
      .readPicture(file, {
        engine,
        signal,
        onLines: (soFar) => {
          if (signal.aborted) return;
          dispatch({ type: 'photo', sheetId, soFar });
          const done = soFar.lines.filter(({ reading }) => reading !== null).length;
          setState({ kind: 'reading', done, total: soFar.lines.length });
        },
      })
      .then(
        (soFar) => {
          if (!signal.aborted) dispatch({ type: 'photo', sheetId, soFar });
          setState({ kind: 'read' });
          return false;
        },
        (thrown: unknown) => {
          const error = reportError(thrown);
          // A reader that was started anew has done nothing wrong yet: one more try.
          const again = error.code.startsWith('worker-') && !retried.current.has(sheetId);
          if (again) retried.current.add(sheetId);
          setState(again ? WAITING : { kind: 'failed', error });
          return again;
        },
      )
      .then((again) => {
        running.current = null;
        if (!signal.aborted && !again) finished.current.set(sheetId, engine);
        setTurn((count) => count + 1);
      });
  }, [reader, photos, shown, engine, turn, dispatch]);

  return {
    state: states.get(shown) ?? WAITING,
    failed: photos.flatMap(({ sheetId, file }) => {
      const state = states.get(sheetId);
      return state?.kind === 'failed' ? [{ name: file.name, error: state.error }] : [];
    }),
    retry() {
      for (const [sheetId, { kind }] of states) {
        if (kind === 'failed') finished.current.delete(sheetId);
      }
      setTurn((count) => count + 1);
    },
  };
}
