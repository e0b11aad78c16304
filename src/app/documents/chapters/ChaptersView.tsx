import { type Dispatch, type ReactNode, useState } from 'react';
import { pagesToText } from '../../../formats/text.ts';
import { CopyButton } from '../../files/CopyButton.tsx';
import { saveFile } from '../../files/saveFile.ts';
import { Icon } from '../../icons/Icon.tsx';
import { ReaderProgress } from '../../reader/ReaderProgress.tsx';
import type { OpenedPage } from '../intake/pagesOfFiles.ts';
import { OnlyUnsure } from '../OnlyUnsure.tsx';
import { PagesHead } from '../PagesHead.tsx';
import { PagesProgress } from '../PagesProgress.tsx';
import type { Purpose } from '../pages/page.ts';
import type { PageAction } from '../pages/pageAction.ts';
import { countsOf, needsCheck, type PageCounts } from '../pages/pageCounts.ts';
import type { PageList } from '../pages/pageList.ts';
import { ChapterRow } from './ChapterRow.tsx';
import { ChapterView } from './ChapterView.tsx';
import { ContentsList } from './ContentsList.tsx';
import { CHAPTER_FORMATS, chaptersFile } from './chapterFiles.ts';
import { readPages } from './editedPage.ts';
import './chapters.css';

interface ChaptersViewProps {
  readonly list: PageList;
  readonly dispatch: Dispatch<PageAction>;
  readonly hidden: boolean;
  readonly add: ReactNode;
  /** The file whose pages are coming; null where none is being opened. */
  readonly opening: OpenedPage['from'] | null;
  /** Leaves what was not opened yet. */
  readonly onStop: () => void;
  readonly onPurpose: (purpose: Purpose) => void;
}

/** Chapter and title of each page, as a list that can be corrected and taken along. */
export function ChaptersView({ list, dispatch, hidden, add, ...on }: ChaptersViewProps) {
  const { pages } = list;
  const [openedId, setOpenedId] = useState<number | null>(null);
  const [onlyUnsure, setOnlyUnsure] = useState(false);
  const counts = countsOf(pages, 'chapters');
  const none = counts.read === 0;
  const busy = counts.settled < counts.all;
  const opened = pages.find(({ id }) => id === openedId);
  const shown = pages.filter(
    (page) => !onlyUnsure || needsCheck(page, 'chapters') || page.id === openedId,
  );
  const place = opened === undefined ? -1 : shown.indexOf(opened);

  return (
    <div className="results">
      <header className="queue-head">
        <PagesHead
          list={list}
          dispatch={dispatch}
          summary={summaryOf(counts)}
          onPurpose={on.onPurpose}
          add={add}
          take={
            <>
              <CopyButton
                label="Copy all"
                labelled
                disabled={none}
                text={() => pagesToText(readPages(pages))}
              />
              {CHAPTER_FORMATS.map(({ format, label }) => (
                <button
                  key={format}
                  type="button"
                  className="button quiet"
                  disabled={none}
                  aria-label={`Download ${label}`}
                  onClick={() => saveFile(chaptersFile(format, pages))}
                >
                  <Icon name="download" />
                  {label}
                </button>
              ))}
            </>
          }
        />
        <OnlyUnsure count={counts.unsure} only={onlyUnsure} onOnly={setOnlyUnsure} />
        <ContentsList pages={readPages(pages)} />
        <ReaderProgress />
        <PagesProgress
          opening={on.opening}
          onStop={on.onStop}
          counts={counts}
          isPaused={list.isPaused}
          dispatch={dispatch}
        />
        <p className="visually-hidden" role="status">
          {busy ? '' : `All ${counts.all} pages are done: ${summaryOf(counts)}.`}
        </p>
      </header>
      <ul className="photo-list" aria-label="Pages">
        {shown.map((page) => (
          <ChapterRow key={page.id} page={page} dispatch={dispatch} onView={setOpenedId} />
        ))}
      </ul>
      {opened && !hidden && (
        <ChapterView
          key={opened.id}
          page={opened}
          previous={shown[place - 1] ?? null}
          next={shown[place + 1] ?? null}
          dispatch={dispatch}
          onView={setOpenedId}
          onClose={() => setOpenedId(null)}
        />
      )}
    </div>
  );
}

function summaryOf({ all, openers, bodies, failed }: PageCounts): string {
  const parts = [
    all === 1 ? '1 page' : `${all} pages`,
    ...(openers > 0 ? [openers === 1 ? '1 chapter' : `${openers} chapters`] : []),
    ...(bodies > 0 ? [`${bodies} without an opening`] : []),
    ...(failed > 0 ? [`${failed} not read`] : []),
  ];
  return parts.join(' · ');
}
