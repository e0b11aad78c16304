import { type Dispatch, type ReactNode, useEffect, useState } from 'react';
import type { OpenWord } from '../../transcript/readingSession.ts';
import { useSteadyHandler } from '../../useSteadyHandler.ts';
import type { OpenedPage } from '../intake/pagesOfFiles.ts';
import { OnlyUnsure } from '../OnlyUnsure.tsx';
import { PagesHead } from '../PagesHead.tsx';
import { PagesProgress } from '../PagesProgress.tsx';
import type { DocumentPage, Purpose } from '../pages/page.ts';
import type { PageAction } from '../pages/pageAction.ts';
import { countsOf, needsCheck, type PageCounts } from '../pages/pageCounts.ts';
import type { PageList } from '../pages/pageList.ts';
import { nextUnsureWord } from './nextUnsureWord.ts';
import { PageDesk } from './PageDesk.tsx';
import { PageStrip } from './PageStrip.tsx';
import { TakePages } from './TakePages.tsx';
import { usePageKeys } from './usePageKeys.ts';

interface TextViewProps {
  readonly list: PageList;
  readonly dispatch: Dispatch<PageAction>;
  readonly hidden: boolean;
  readonly add: ReactNode;
  /** The page that is looked at; null for the first. */
  readonly shown: number | null;
  readonly onShow: (id: number) => void;
  /** Opens a locked file by its password. */
  readonly onUnlock: (page: DocumentPage, password: string) => void;
  /** The file whose pages are coming; null where none is being opened. */
  readonly opening: OpenedPage['from'] | null;
  /** Leaves what was not opened yet. */
  readonly onStop: () => void;
  readonly onPurpose: (purpose: Purpose) => void;
}

/** Pages beside their text: all as small pictures, the one that is looked at large. */
export function TextView({ list, dispatch, hidden, add, shown, ...on }: TextViewProps) {
  const { pages } = list;
  const [onlyUnsure, setOnlyUnsure] = useState(false);
  const [showsStrip, setShowsStrip] = useState(false);
  const [openWord, setOpenWord] = useState<OpenWord | null>(null);
  const counts = countsOf(pages, 'text');
  const listed = pages.filter(
    (page) => !onlyUnsure || needsCheck(page, 'text') || page.id === shown,
  );
  const page = listed.find(({ id }) => id === shown) ?? listed[0] ?? pages[0];
  const shownId = page?.id ?? null;
  const at = page ? listed.indexOf(page) : -1;
  const places = new Map(pages.map(({ id }, index) => [id, index]));
  const placeOf = ({ id }: DocumentPage): number => places.get(id) ?? 0;

  const show = useSteadyHandler((id: number) => {
    setOpenWord(null);
    on.onShow(id);
  });
  useEffect(() => {
    if (shownId !== null && shownId !== shown) on.onShow(shownId);
  }, [shownId, shown, on.onShow]);
  const step = (by: 1 | -1): void => {
    const next = listed[at + by];
    if (next) show(next.id);
  };
  /** Its place is its neighbour's. */
  const remove = ({ id }: DocumentPage): void => {
    const next = listed[at + 1] ?? listed[at - 1];
    if (next) show(next.id);
    dispatch({ type: 'remove', id });
  };
  usePageKeys(!hidden, { step, undo: () => dispatch({ type: 'undo' }) });

  return (
    <div className="pages" data-strip={showsStrip || undefined}>
      <header className="pages-head">
        <PagesHead
          list={list}
          dispatch={dispatch}
          summary={summaryOf(counts)}
          onPurpose={on.onPurpose}
          add={add}
          take={<TakePages pages={pages} what="all pages" labelled disabled={counts.read === 0} />}
        />
      </header>
      <div className="pages-side">
        <PagesProgress
          opening={on.opening}
          onStop={on.onStop}
          counts={counts}
          isPaused={list.isPaused}
          dispatch={dispatch}
        />
        <OnlyUnsure count={counts.unsure} only={onlyUnsure} onOnly={setOnlyUnsure} />
        <PageStrip
          pages={listed}
          placeOf={placeOf}
          shown={page?.id ?? 0}
          dispatch={dispatch}
          onShow={show}
          onRemove={remove}
        />
        <p className="visually-hidden" role="status">
          {counts.settled < counts.all ? '' : `All pages are done: ${summaryOf(counts)}.`}
        </p>
      </div>
      {page && (
        <PageDesk
          page={page}
          number={placeOf(page) + 1}
          count={pages.length}
          hidden={hidden}
          openWord={openWord}
          dispatch={dispatch}
          onOpenWord={setOpenWord}
          onWalkUnsure={(from, by) => {
            const found = nextUnsureWord(pages, page.id, from, by);
            if (!found) return;
            if (found.pageId !== page.id) show(found.pageId);
            setOpenWord(found.word);
          }}
          showsStrip={showsStrip}
          onStrip={() => setShowsStrip(!showsStrip)}
          onStep={step}
          onUnlock={(password) => on.onUnlock(page, password)}
          onRemove={() => remove(page)}
        />
      )}
    </div>
  );
}

function summaryOf({ all, read, failed }: PageCounts): string {
  const parts = [
    all === 1 ? '1 page' : `${all} pages`,
    ...(read > 0 && read < all ? [`${read} read`] : []),
    ...(failed > 0 ? [`${failed} not read`] : []),
  ];
  return parts.join(' · ');
}
