import { type Dispatch, useCallback, useEffect, useRef, useState } from 'react';
import { guardLeaving } from '../../storage/leaving.ts';
import type { DocumentPage } from '../pages/page.ts';
import type { IncomingPage, PageAction } from '../pages/pageAction.ts';
import { type OpenedPage, pagesOf, pagesOfFiles } from './pagesOfFiles.ts';
import type { RefusedFile } from './refusal.ts';

/** Which pages of a long file are wanted? */
export interface PageQuestion {
  readonly name: string;
  readonly total: number;
  readonly answer: (pages: readonly number[]) => void;
}

export interface Intake {
  /**
   * Adds the pages of files, one after the other as they are found.
   * @param unreadable names of files that came along and cannot be had
   */
  readonly take: (files: readonly File[], unreadable?: readonly string[]) => void;
  /** Opens a locked file that stands in the list, by its password. */
  readonly unlock: (page: DocumentPage, password: string) => void;
  /** A long file of which pages are to be chosen; null where there is none. */
  readonly asking: PageQuestion | null;
  /** The file whose pages are coming; null where none is being opened. */
  readonly opening: OpenedPage['from'] | null;
  /** Leaves the files that were not opened yet. */
  readonly stop: () => void;
  /** Files of the last drops that are not read. */
  readonly refused: readonly RefusedFile[];
  /** What was refused has been seen. */
  readonly forget: () => void;
}

/** Brings files into the list of pages, in the order in which they were given. */
export function useIntake(dispatch: Dispatch<PageAction>): Intake {
  const [refused, setRefused] = useState<readonly RefusedFile[]>([]);
  const [opening, setOpening] = useState<OpenedPage['from'] | null>(null);
  const [asking, setAsking] = useState<PageQuestion | null>(null);
  const before = useRef<Promise<void>>(Promise.resolve());
  const stopping = useRef(new AbortController());
  useEffect(() => {
    stopping.current = new AbortController();
    return () => stopping.current.abort();
  }, []);
  // What is not in the list yet is nowhere else: the browser asks before it leaves.
  const coming = useRef(0);
  useEffect(() => guardLeaving({ isUnsaved: () => coming.current > 0, saveNow: () => {} }), []);

  const choosePages = useCallback(
    (name: string, total: number) =>
      new Promise<readonly number[]>((resolve) => {
        const answer = (pages: readonly number[]): void => {
          setAsking(null);
          resolve(pages);
        };
        setAsking({ name, total, answer });
      }),
    [],
  );

  /** Hands over pages as they come, when all that was given before has come. */
  const bring = useCallback(
    (
      pages: AsyncGenerator<OpenedPage, void, undefined>,
      onPage: (page: IncomingPage) => void,
      onEnd?: () => void,
    ) => {
      const { signal } = stopping.current;
      const work = async (): Promise<void> => {
        for await (const { page, from } of pages) {
          if (signal.aborted) break;
          setOpening(from.done < from.total ? from : null);
          onPage(page);
        }
        setOpening(null);
        onEnd?.();
      };
      coming.current += 1;
      before.current = before.current
        .then(work)
        .catch(() => setOpening(null))
        .finally(() => {
          coming.current -= 1;
        });
    },
    [],
  );
  const take = useCallback(
    (files: readonly File[], unreadable: readonly string[] = []) =>
      bring(pagesOfFiles(files, { choosePages, unreadable, onDraw: setOpening }), (page) => {
        dispatch({ type: 'add', pages: [page] });
        const { name, error } = page;
        if (error) setRefused((others) => [...others, { name, error }]);
      }),
    [bring, dispatch, choosePages],
  );
  const unlock = useCallback(
    ({ id, file, name }: DocumentPage, password: string) => {
      let isOpen = false;
      bring(
        pagesOf(file, name, { password, choosePages, onDraw: setOpening }),
        (page) => {
          if (page.file === file && page.error) {
            dispatch({ type: 'refuse', id, error: page.error });
            return;
          }
          isOpen = true;
          dispatch({ type: 'add', pages: [page], before: id });
        },
        () => isOpen && dispatch({ type: 'drop', id }),
      );
    },
    [bring, dispatch, choosePages],
  );
  const stop = useCallback(() => {
    stopping.current.abort();
    stopping.current = new AbortController();
  }, []);
  const forget = useCallback(() => setRefused([]), []);
  return { take, unlock, asking, opening, stop, refused, forget };
}
