import { type Dispatch, useEffect, useRef } from 'react';
import type { PageAction } from './pageAction.ts';
import type { PageList } from './pageList.ts';
import { makeThumbnail } from './thumbnail.ts';

/** Makes the small pictures, one at a time, and lets go of those that are not shown any more. */
export function useThumbnails({ pages }: PageList, dispatch: Dispatch<PageAction>): void {
  const made = useRef(new Set<string>());
  const pending = pages.find(({ thumbnail }) => thumbnail === 'pending');
  const id = pending?.id;
  const file = pending?.file;

  useEffect(() => {
    if (id === undefined || !file) return;
    let left = false;
    makeThumbnail(file).then(
      (thumbnail) => {
        made.current.add(thumbnail.url);
        if (!left) dispatch({ type: 'thumbnail', id, thumbnail });
      },
      // The reading of the same file fails for the same reason and says so.
      () => !left && dispatch({ type: 'thumbnail', id, thumbnail: null }),
    );
    return () => {
      left = true;
    };
  }, [id, file, dispatch]);

  useEffect(() => {
    const shown = new Set(
      pages.map(({ thumbnail }) => (thumbnail === 'pending' ? undefined : thumbnail?.url)),
    );
    for (const url of made.current) {
      if (shown.has(url)) continue;
      URL.revokeObjectURL(url);
      made.current.delete(url);
    }
  }, [pages]);
}
