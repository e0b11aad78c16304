import { type Dispatch, memo } from 'react';
import { pageHeading } from '../../../formats/readItems.ts';
import { CopyButton } from '../../files/CopyButton.tsx';
import { Icon } from '../../icons/Icon.tsx';
import { Notice } from '../../notices/Notice.tsx';
import { ProgressBar } from '../../progress/ProgressBar.tsx';
import { type DocumentPage, isEdited } from '../pages/page.ts';
import type { PageAction } from '../pages/pageAction.ts';
import { editedPage } from './editedPage.ts';
import { PageBoxes } from './PageBoxes.tsx';
import { PageFields } from './PageFields.tsx';

interface ChapterRowProps {
  readonly page: DocumentPage;
  readonly dispatch: Dispatch<PageAction>;
  readonly onView: (id: number) => void;
}

/** One photo: its small picture with boxes, and what was read or why not. */
export const ChapterRow = memo(function ChapterRow(props: ChapterRowProps) {
  const { page, dispatch, onView } = props;
  const { id, name, chapters, thumbnail, edit } = page;
  const read = chapters.kind === 'read' ? chapters.reading : null;
  const heading = read ? pageHeading(editedPage(read, edit)) : null;
  return (
    <li className="photo-row" data-state={chapters.kind} data-page={read?.kind}>
      <button
        type="button"
        className="photo-thumbnail"
        aria-label={`Look at ${name}`}
        disabled={thumbnail === null || thumbnail === 'pending'}
        onClick={() => onView(id)}
      >
        {thumbnail && thumbnail !== 'pending' ? (
          <span className="photo-picture">
            <img
              src={thumbnail.url}
              width={thumbnail.width}
              height={thumbnail.height}
              alt=""
              decoding="async"
            />
            {read && <PageBoxes page={read} />}
          </span>
        ) : (
          <Icon name="book" />
        )}
      </button>
      <div className="photo-result">
        <StateOfPage {...props} />
        <p className="photo-name">
          {name}
          {read && <Confidence page={page} />}
        </p>
      </div>
      <div className="photo-tools">
        {heading !== null && (
          <CopyButton label={`Copy chapter and title of ${name}`} text={() => heading} />
        )}
        {(chapters.kind === 'waiting' || chapters.kind === 'reading') && (
          <button
            type="button"
            className="button quiet"
            onClick={() => dispatch({ type: 'cancel', id })}
          >
            Cancel
          </button>
        )}
        {(chapters.kind === 'failed' || chapters.kind === 'cancelled') && (
          <button
            type="button"
            className="button quiet"
            onClick={() => dispatch({ type: 'retry', id })}
          >
            <Icon name="retry" />
            Try again
          </button>
        )}
        <button
          type="button"
          className="button quiet icon-only"
          aria-label={`Remove ${name}`}
          title="Remove"
          onClick={() => dispatch({ type: 'remove', id })}
        >
          <Icon name="close" />
        </button>
      </div>
    </li>
  );
});

function StateOfPage({ page, dispatch }: ChapterRowProps) {
  const { chapters } = page;
  switch (chapters.kind) {
    case 'idle':
    case 'waiting':
      return <p className="photo-waiting">Waiting for its turn</p>;
    case 'reading':
      return (
        <ProgressBar
          label="Reading"
          done={chapters.total > 0 ? chapters.done / chapters.total : null}
          figure={chapters.total > 0 ? `${chapters.done} of ${chapters.total} steps` : ''}
        />
      );
    case 'cancelled':
      return <p className="photo-waiting">Cancelled</p>;
    case 'failed':
      return <Notice error={chapters.error} />;
    case 'read':
      return (
        <PageFields
          name={page.name}
          page={chapters.reading}
          edit={page.edit}
          onEdit={(edit) => dispatch({ type: 'edit', id: page.id, edit })}
        />
      );
  }
}

function Confidence({ page: { chapters, edit } }: { readonly page: DocumentPage }) {
  if (chapters.kind !== 'read') return null;
  if (isEdited(edit)) return <span className="photo-confidence">corrected</span>;
  const { certainty, needsCheck } = chapters.reading;
  const isUnread = chapters.reading.kind === 'body' && chapters.reading.unreadScript !== undefined;
  const words = [
    ...(isUnread ? [] : [`${Math.round(certainty * 100)} % sure`]),
    ...(needsCheck ? ['please check'] : []),
  ];
  return (
    <span className="photo-confidence figure" data-sure={!needsCheck}>
      {needsCheck && <Icon name="alert" />}
      {words.join(', ')}
    </span>
  );
}
