import { type RefObject, useEffect } from 'react';
import type { Thumbnails } from '../project/thumbnails.ts';

/** Asks for the thumbnails of those rows that can be seen, and of no others. */
export function useThumbnailsInView(
  list: RefObject<HTMLElement | null>,
  ids: readonly string[],
  thumbnails: Thumbnails,
): void {
  useEffect(() => {
    const inView = new Set<string>();
    const watch = new IntersectionObserver(
      (entries) => {
        for (const { target, isIntersecting } of entries) {
          const id = target.getAttribute('data-row');
          if (id === null) continue;
          if (isIntersecting) inView.add(id);
          else inView.delete(id);
        }
        thumbnails.want(ids.filter((id) => inView.has(id)));
      },
      { root: list.current },
    );
    for (const row of list.current?.querySelectorAll('[data-row]') ?? []) watch.observe(row);
    return () => watch.disconnect();
  }, [list, ids, thumbnails]);
}
