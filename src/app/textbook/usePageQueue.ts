import { type Dispatch, useCallback, useEffect, useReducer, useRef } from 'react';
import { reportError } from '../../reading/errors.ts';
import { useReader } from '../reader/ReaderContext.tsx';
import {
  EMPTY_QUEUE,
  nextPhoto,
  type PageQueue,
  type QueueAction,
  queueReducer,
} from './pageQueue.ts';
import { makeThumbnail } from './thumbnail.ts';
import { useKeptPages } from './useKeptPages.ts';

export interface PageQueueControl {
  readonly queue: PageQueue;
  readonly dispatch: Dispatch<QueueAction>;
  add(files: readonly File[]): void;
  cancel(id: number): void;
  cancelAll(): void;
  remove(id: number): void;
  clear(): void;
}

/** Photos that are read one after the other, for as long as there are some. */
export function usePageQueue(): PageQueueControl {
  const reader = useReader();
  const [queue, dispatch] = useReducer(queueReducer, EMPTY_QUEUE);
  const running = useRef<{ readonly id: number; readonly abort: AbortController } | null>(null);
  const next = nextPhoto(queue);

  useEffect(() => {
    if (!reader || !next) return;
    const { id, file } = next;
    const abort = new AbortController();
    running.current = { id, abort };
    dispatch({ type: 'start', id });
    reader
      .readTextbookPage(file, {
        signal: abort.signal,
        onProgress: (done, total) => dispatch({ type: 'progress', id, done, total }),
      })
      .then(
        (page) => dispatch({ type: 'read', id, page }),
        (error: unknown) => dispatch({ type: 'fail', id, error: reportError(error) }),
      );
  }, [reader, next]);

  useThumbnails(queue, dispatch);

  const end = useCallback((id: number | 'all') => {
    if (running.current && (id === 'all' || running.current.id === id)) {
      running.current.abort.abort();
      running.current = null;
    }
  }, []);

  useKeptPages(queue.photos, (photos) => {
    end('all');
    dispatch({ type: 'recall', photos });
  });

  return {
    queue,
    dispatch,
    add: useCallback(
      (files) => dispatch({ type: 'add', files: files.map((file) => ({ name: file.name, file })) }),
      [],
    ),
    cancel: useCallback(
      (id) => {
        dispatch({ type: 'cancel', id });
        end(id);
      },
      [end],
    ),
    cancelAll: useCallback(() => {
      dispatch({ type: 'cancel-all' });
      end('all');
    }, [end]),
    remove: useCallback(
      (id) => {
        dispatch({ type: 'remove', id });
        end(id);
      },
      [end],
    ),
    clear: useCallback(() => {
      dispatch({ type: 'clear' });
      end('all');
    }, [end]),
  };
}

/** Makes the small pictures, one at a time, and lets go of those that are not shown any more. */
function useThumbnails({ photos }: PageQueue, dispatch: Dispatch<QueueAction>): void {
  const made = useRef(new Map<number, string>());
  const pending = photos.find(({ thumbnail }) => thumbnail === 'pending');
  const id = pending?.id;
  const file = pending?.file;

  useEffect(() => {
    if (id === undefined || !file) return;
    makeThumbnail(file).then(
      (thumbnail) => {
        made.current.set(id, thumbnail.url);
        dispatch({ type: 'thumbnail', id, thumbnail });
      },
      // The reading of the same file fails for the same reason and says so.
      () => dispatch({ type: 'thumbnail', id, thumbnail: null }),
    );
  }, [id, file, dispatch]);

  useEffect(() => {
    const shown = new Set(photos.map((photo) => photo.id));
    for (const [photoId, url] of made.current) {
      if (shown.has(photoId)) continue;
      URL.revokeObjectURL(url);
      made.current.delete(photoId);
    }
  }, [photos]);
}
