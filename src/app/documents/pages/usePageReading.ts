import { type Dispatch, useEffect, useRef } from 'react';
import { reportError } from '../../../reading/errors.ts';
import { useReader } from '../../reader/ReaderContext.tsx';
import { useSettings } from '../../settings/settings.ts';
import { knownOf, type Purpose } from './page.ts';
import { nextReading, type PageAction, type PageList } from './pageList.ts';
import { textSoFar } from './pageText.ts';

interface Running {
  readonly id: number;
  readonly purpose: Purpose;
  readonly abort: AbortController;
}

/**
 * Reads what waits, one page after the other, the one that is looked at first. Lines come as soon as
 * they are found, their texts in reading order.
 */
export function usePageReading(
  list: PageList,
  shown: number | null,
  dispatch: Dispatch<PageAction>,
): void {
  const reader = useReader();
  const { engine } = useSettings();
  const running = useRef<Running | null>(null);
  const retried = useRef(new Set<string>());
  const next = nextReading(list, shown);
  const page = next?.page;
  const purpose = next?.purpose;

  // What was cancelled, paused or removed is not read to its end. This stands before what begins a
  // reading: there the list does not know of it yet.
  const { pages } = list;
  useEffect(() => {
    const { current } = running;
    if (current === null) return;
    const read = pages.find(({ id }) => id === current.id);
    if (read?.[current.purpose].kind === 'reading') return;
    running.current = null;
    current.abort.abort();
  }, [pages]);

  useEffect(() => {
    if (!reader || !page || !purpose) return;
    const { id, file } = page;
    const abort = new AbortController();
    const { signal } = abort;
    running.current = { id, purpose, abort };
    const say = (action: PageAction): void => {
      if (!signal.aborted) dispatch(action);
    };
    say({ type: 'start', id, purpose });
    let text = knownOf(page.text);
    const reading =
      purpose === 'text'
        ? reader
            .readPicture(file, {
              ...{ engine, signal },
              onLines: (soFar) => {
                text = textSoFar(id, text, soFar);
                say({ type: 'lines', id, text });
              },
            })
            .then((whole) =>
              say({ type: 'read', id, purpose: 'text', reading: textSoFar(id, text, whole) }),
            )
        : reader
            .readTextbookPage(file, {
              signal,
              onProgress: (done, total) => say({ type: 'progress', id, purpose, done, total }),
            })
            .then((whole) => say({ type: 'read', id, purpose: 'chapters', reading: whole }));
    reading.catch((thrown: unknown) => {
      const error = reportError(thrown);
      const key = `${id} ${purpose}`;
      // A reader that was started anew has done nothing wrong yet: one more try.
      if (error.code.startsWith('worker-') && !retried.current.has(key)) {
        retried.current.add(key);
        say({ type: 'wait', id, purpose });
      } else {
        say({ type: 'fail', id, purpose, error });
      }
    });
  }, [reader, page, purpose, engine, dispatch]);

  useEffect(() => () => running.current?.abort.abort(), []);
}
