import { type Dispatch, useEffect, useRef } from 'react';
import { reportError } from '../../../reading/errors.ts';
import type { Form } from '../../../reading/fields/form.ts';
import { withReadPictures } from '../../../reading/layout/nativeReading.ts';
import type { PictureReading } from '../../../reading/results.ts';
import { readingInFile } from '../../../reading/scaleReading.ts';
import type { ReadingClient } from '../../../worker/client.ts';
import { useReaderPool } from '../../reader/useReaderPool.ts';
import { useSettings } from '../../settings/settings.ts';
import { type DrawnForm, isSettled, type OwnText, PURPOSES, type Purpose } from './page.ts';
import type { PageAction } from './pageAction.ts';
import { nextReading, type PageList } from './pageList.ts';

interface Running {
  readonly reader: ReadingClient;
  readonly id: number;
  readonly purpose: Purpose;
  readonly abort: AbortController;
}

/**
 * Reads what waits, as many pages at a time as there are readers, the one that is looked at first. Lines come as soon as
 * they are found, their texts in reading order.
 */
export function usePageReading(
  list: PageList,
  shown: number | null,
  dispatch: Dispatch<PageAction>,
): void {
  const { engine } = useSettings();
  const running = useRef<readonly Running[]>([]);
  const retried = useRef(new Set<string>());
  const learnt = useRef<{ readonly form: DrawnForm; readonly learning: Promise<Form> } | null>(
    null,
  );
  const { pages, form } = list;
  const open = pages.filter((one) => PURPOSES.some((which) => !isSettled(one[which])));
  const readers = useReaderPool(open.length);
  const next = nextReading(list, shown, readers.length);
  const page = next?.page;
  const purpose = next?.purpose;

  // What was cancelled, paused or removed is not read to its end. This stands before what begins a
  // reading: there the list does not know of it yet.
  useEffect(() => {
    for (const one of running.current) {
      const read = pages.find(({ id }) => id === one.id);
      if (read?.[one.purpose].kind === 'reading') continue;
      running.current = running.current.filter((other) => other !== one);
      one.abort.abort();
    }
  }, [pages]);

  useEffect(() => {
    const isFree = (one: ReadingClient): boolean =>
      running.current.every(({ reader }) => reader !== one);
    const reader = readers.find(isFree);
    if (!reader || !page || !purpose) return;
    const { id, file, own } = page;
    const abort = new AbortController();
    const { signal } = abort;
    running.current = [...running.current, { reader, id, purpose, abort }];
    const say = (action: PageAction): void => {
      if (!signal.aborted) dispatch(action);
    };
    say({ type: 'start', id, purpose });
    /** The form is learnt once for all pages. */
    const learntForm = (drawn: DrawnForm): Promise<Form> => {
      if (learnt.current?.form !== drawn) {
        learnt.current = { form: drawn, learning: reader.learnForm(drawn.sample, drawn.fields) };
        learnt.current.learning.catch(() => {
          learnt.current = null;
        });
      }
      return learnt.current.learning;
    };
    const reading =
      purpose === 'fields' && form
        ? learntForm(form)
            .then((known) => reader.readForm(file, known, { signal }))
            .then((row) => say({ type: 'read', id, purpose, reading: row }))
        : purpose === 'text'
          ? reader
              .readPicture(file, {
                ...{ engine, signal },
                onLines: (soFar) => say({ type: 'lines', id, soFar }),
              })
              .then((read) => {
                const reading = own ? withOwnText(own, read) : read;
                say({ type: 'read', id, purpose: 'text', reading });
              })
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
  }, [readers, page, purpose, form, engine, dispatch]);

  useEffect(
    () => () => {
      for (const { abort } of running.current) abort.abort();
    },
    [],
  );
}

/** What a page says itself, with what was read in the pictures on it. */
function withOwnText({ reading, pictures }: OwnText, read: PictureReading): PictureReading {
  const inFile = readingInFile(read, { fileWidth: reading.width, fileHeight: reading.height });
  return withReadPictures(reading, pictures, inFile);
}
