import { type Dispatch, useCallback, useEffect, useRef, useState } from 'react';
import type { PageAction } from '../pages/pageList.ts';
import { pagesOfFiles } from './pagesOfFiles.ts';
import type { RefusedFile } from './refusal.ts';

export interface Intake {
  /** Adds the pages of files, one after the other as they are found. */
  readonly take: (files: readonly File[]) => void;
  /** Files of the last drops that are not read. */
  readonly refused: readonly RefusedFile[];
  /** What was refused has been seen. */
  readonly forget: () => void;
}

/** Brings files into the list of pages, in the order in which they were given. */
export function useIntake(dispatch: Dispatch<PageAction>): Intake {
  const [refused, setRefused] = useState<readonly RefusedFile[]>([]);
  const before = useRef<Promise<void>>(Promise.resolve());
  const gone = useRef(false);
  useEffect(() => {
    gone.current = false;
    return () => {
      gone.current = true;
    };
  }, []);

  const take = useCallback(
    (files: readonly File[]) => {
      const work = async (): Promise<void> => {
        for await (const page of pagesOfFiles(files)) {
          if (gone.current) return;
          dispatch({ type: 'add', pages: [page] });
          const { name, error } = page;
          if (error) setRefused((others) => [...others, { name, error }]);
        }
      };
      before.current = before.current.then(work);
    },
    [dispatch],
  );
  const forget = useCallback(() => setRefused([]), []);
  return { take, refused, forget };
}
