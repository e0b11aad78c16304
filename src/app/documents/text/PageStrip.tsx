import { type Dispatch, type KeyboardEvent, useEffect, useRef, useState } from 'react';
import type { DocumentPage } from '../pages/page.ts';
import type { PageAction } from '../pages/pageAction.ts';
import { PageCard } from './PageCard.tsx';

interface PageStripProps {
  readonly pages: readonly DocumentPage[];
  /** Where each page stands in the whole list, counted from 0. */
  readonly placeOf: (page: DocumentPage) => number;
  readonly shown: number;
  readonly dispatch: Dispatch<PageAction>;
  readonly onShow: (id: number) => void;
  readonly onRemove: (page: DocumentPage) => void;
}

const STEPS: Readonly<Record<string, 1 | -1>> = {
  ArrowUp: -1,
  ArrowLeft: -1,
  ArrowDown: 1,
  ArrowRight: 1,
};

/** The pages as small pictures: arrows go from one to the next, with Alt they move it, Delete deletes it. */
export function PageStrip(props: PageStripProps) {
  const { pages, placeOf, shown, dispatch, onShow } = props;
  const list = useRef<HTMLOListElement>(null);
  const [draggedId, setDraggedId] = useState<number | null>(null);
  // A key may take away the very button that it was pressed on.
  const keepsFocus = useRef(false);
  const at = pages.findIndex(({ id }) => id === shown);

  useEffect(() => {
    const card = list.current?.querySelector<HTMLElement>(`[data-page="${shown}"]`);
    card?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    if (keepsFocus.current) card?.querySelector('button')?.focus();
    keepsFocus.current = false;
  }, [shown]);

  const press = (event: KeyboardEvent): void => {
    const page = pages[at];
    if (!page) return;
    const step = STEPS[event.key];
    if (step !== undefined && event.altKey) {
      dispatch({ type: 'move', id: page.id, to: placeOf(page) + step });
    } else if (step !== undefined) {
      const next = pages[at + step];
      keepsFocus.current = next !== undefined;
      if (next) onShow(next.id);
    } else if (event.key === 'Delete') {
      keepsFocus.current = true;
      props.onRemove(page);
    } else {
      return;
    }
    event.preventDefault();
  };

  return (
    <ol ref={list} className="page-strip" aria-label="Pages" onKeyDown={press}>
      {pages.map((page) => (
        <PageCard
          key={page.id}
          page={page}
          number={placeOf(page) + 1}
          isShown={page.id === shown}
          isDragged={page.id === draggedId}
          onShow={onShow}
          onDrag={setDraggedId}
          onDrop={() => {
            if (draggedId === null) return;
            dispatch({ type: 'move', id: draggedId, to: placeOf(page) });
            setDraggedId(null);
          }}
        />
      ))}
    </ol>
  );
}
