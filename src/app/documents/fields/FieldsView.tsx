import { type Dispatch, type ReactNode, useState } from 'react';
import { type ErrorReport, reportError } from '../../../reading/errors.ts';
import { FileButton } from '../../files/FileButton.tsx';
import { Icon } from '../../icons/Icon.tsx';
import { Notice } from '../../notices/Notice.tsx';
import type { OpenedPage } from '../intake/pagesOfFiles.ts';
import { PagesHead } from '../PagesHead.tsx';
import { PagesProgress } from '../PagesProgress.tsx';
import type { DocumentPage, Purpose } from '../pages/page.ts';
import type { PageAction } from '../pages/pageAction.ts';
import { countsOf, type PageCounts } from '../pages/pageCounts.ts';
import type { PageList } from '../pages/pageList.ts';
import { FormEditor } from './FormEditor.tsx';
import { FormRows } from './FormRows.tsx';
import { formOfPage, openedForm } from './openedForm.ts';
import { SampleChoice } from './SampleChoice.tsx';
import { TakeRows } from './TakeRows.tsx';
import './fields.css';

interface FieldsViewProps {
  readonly list: PageList;
  readonly dispatch: Dispatch<PageAction>;
  readonly add: ReactNode;
  /** The file whose pages are coming; null where none is being opened. */
  readonly opening: OpenedPage['from'] | null;
  /** Leaves what was not opened yet. */
  readonly onStop: () => void;
  readonly onPurpose: (purpose: Purpose) => void;
}

/** Filled forms as rows: fields are drawn once on a sample, and found in every page. */
export function FieldsView({ list, dispatch, add, opening, onStop, onPurpose }: FieldsViewProps) {
  const { pages, form, isPaused } = list;
  const [trouble, setTrouble] = useState<ErrorReport | null>(null);
  const counts = countsOf(pages, 'fields');
  const take = (made: ReturnType<typeof openedForm>): void => {
    setTrouble(null);
    made.then(
      (next) => dispatch({ type: 'form', form: next }),
      (error: unknown) => setTrouble(reportError(error)),
    );
  };
  const open = (
    <FileButton
      className="button quiet"
      accept=".json,application/json"
      onFiles={([file]) => file && take(openedForm(file))}
    >
      <Icon name="folder" />
      <span>Open a saved form</span>
    </FileButton>
  );

  return (
    <div className="fields">
      <header className="pages-head">
        <PagesHead
          list={list}
          dispatch={dispatch}
          summary={summaryOf(counts)}
          onPurpose={onPurpose}
          add={add}
          take={form && <TakeRows form={form} pages={pages} isEmpty={counts.read === 0} />}
        />
        {trouble && <Notice error={trouble} onDismiss={() => setTrouble(null)} />}
        {(opening || form?.isDone) && (
          <PagesProgress
            opening={opening}
            onStop={onStop}
            counts={counts}
            isPaused={isPaused}
            dispatch={dispatch}
          />
        )}
      </header>
      {form === null && (
        <SampleChoice
          pages={pages}
          open={open}
          onChoose={(page: DocumentPage) => take(formOfPage(page))}
        />
      )}
      {form?.isDone === false && <FormEditor form={form} pages={counts.all} dispatch={dispatch} />}
      {form?.isDone && <FormRows form={form} pages={pages} dispatch={dispatch} />}
    </div>
  );
}

function summaryOf({ all, failed }: PageCounts): string {
  const parts = [
    all === 1 ? '1 page' : `${all} pages`,
    ...(failed > 0 ? [`${failed} not read`] : []),
  ];
  return parts.join(' · ');
}
