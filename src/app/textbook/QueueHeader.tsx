import type { ReactNode } from 'react';
import { pagesToText } from '../../formats/text.ts';
import { CopyButton } from '../files/CopyButton.tsx';
import { saveFile } from '../files/saveFile.ts';
import { Icon } from '../icons/Icon.tsx';
import { ProgressBar } from '../progress/ProgressBar.tsx';
import { ReaderProgress } from '../reader/ReaderProgress.tsx';
import { ContentsList } from './ContentsList.tsx';
import { readPages } from './editedPage.ts';
import { PAGE_FORMATS, pagesFile } from './pageFiles.ts';
import { countsOf, type QueueCounts } from './pageQueue.ts';
import type { PageQueueControl } from './usePageQueue.ts';

interface QueueHeaderProps {
  readonly control: PageQueueControl;
  /** Whether only photos to look at are shown. */
  readonly onlyUnsure: boolean;
  readonly onOnlyUnsure: (only: boolean) => void;
  readonly children: ReactNode;
}

/** All photos together: how far they are, and what can be done with all that was read. */
export function QueueHeader(props: QueueHeaderProps) {
  const { control, onlyUnsure, onOnlyUnsure, children } = props;
  const { queue, cancelAll, clear } = control;
  const counts = countsOf(queue);
  const busy = counts.settled < counts.all;
  const none = counts.openers + counts.bodies === 0;
  return (
    <header className="queue-head">
      <div className="queue-row">
        <h1>
          Textbook <span className="figure">{summaryOf(counts)}</span>
        </h1>
        <div className="queue-add">
          {children}
          <button
            type="button"
            className="button quiet icon-only"
            aria-label="Remove all photos"
            title="Remove all photos"
            onClick={clear}
          >
            <Icon name="clear" />
          </button>
        </div>
      </div>
      <div className="queue-take" role="toolbar" aria-label="Take along">
        <CopyButton
          label="Copy all"
          labelled
          disabled={none}
          text={() => pagesToText(readPages(queue.photos))}
        />
        {PAGE_FORMATS.map(({ format, label }) => (
          <button
            key={format}
            type="button"
            className="button quiet"
            disabled={none}
            aria-label={`Download ${label}`}
            onClick={() => saveFile(pagesFile(format, queue.photos))}
          >
            <Icon name="download" />
            {label}
          </button>
        ))}
      </div>
      {(counts.unsure > 0 || onlyUnsure) && (
        <label className="queue-filter">
          <input
            type="checkbox"
            checked={onlyUnsure}
            onChange={(event) => onOnlyUnsure(event.target.checked)}
          />
          Only pages to check <span className="figure">{counts.unsure}</span>
        </label>
      )}
      <ContentsList pages={readPages(queue.photos)} />
      <ReaderProgress />
      {busy && counts.all > 1 && (
        <div className="queue-progress">
          <ProgressBar
            label="Reading"
            done={counts.settled / counts.all}
            figure={`${counts.settled} of ${counts.all} photos`}
          />
          <button type="button" className="button quiet" onClick={cancelAll}>
            Cancel
          </button>
        </div>
      )}
      <p className="visually-hidden" role="status">
        {busy ? '' : `All ${counts.all} photos are done: ${summaryOf(counts)}.`}
      </p>
    </header>
  );
}

function summaryOf({ all, openers, bodies, failed }: QueueCounts): string {
  const parts = [
    all === 1 ? '1 photo' : `${all} photos`,
    ...(openers > 0 ? [openers === 1 ? '1 chapter' : `${openers} chapters`] : []),
    ...(bodies > 0 ? [`${bodies} without an opening`] : []),
    ...(failed > 0 ? [`${failed} not read`] : []),
  ];
  return parts.join(' · ');
}
