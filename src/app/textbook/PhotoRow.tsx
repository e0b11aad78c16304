import { type Dispatch, memo } from 'react';
import { pageHeading } from '../../formats/readItems.ts';
import { CopyButton } from '../files/CopyButton.tsx';
import { Icon } from '../icons/Icon.tsx';
import { Notice } from '../notices/Notice.tsx';
import { ProgressBar } from '../progress/ProgressBar.tsx';
import { editedPage } from './editedPage.ts';
import { PageBoxes } from './PageBoxes.tsx';
import { PageFields } from './PageFields.tsx';
import type { Photo, PhotoState, QueueAction } from './pageQueue.ts';

interface PhotoRowProps {
  readonly photo: Photo;
  readonly dispatch: Dispatch<QueueAction>;
  readonly onView: (photo: Photo) => void;
  readonly onCancel: (id: number) => void;
  readonly onRemove: (id: number) => void;
}

/** One photo: its small picture with boxes, and what was read or why not. */
export const PhotoRow = memo(function PhotoRow(props: PhotoRowProps) {
  const { photo, dispatch, onView, onCancel, onRemove } = props;
  const { id, name, state, thumbnail, edit } = photo;
  const page = state.kind === 'read' ? state.page : null;
  const heading = page ? pageHeading(editedPage(page, edit)) : null;
  return (
    <li className="photo-row" data-state={state.kind} data-page={page?.kind}>
      <button
        type="button"
        className="photo-thumbnail"
        aria-label={`Look at ${name}`}
        disabled={thumbnail === null || thumbnail === 'pending'}
        onClick={() => onView(photo)}
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
            {page && <PageBoxes page={page} />}
          </span>
        ) : (
          <Icon name="book" />
        )}
      </button>
      <div className="photo-result">
        <StateOfPhoto {...props} state={state} />
        <p className="photo-name">
          {name}
          {page && <Confidence photo={photo} />}
        </p>
      </div>
      <div className="photo-tools">
        {heading !== null && (
          <CopyButton label={`Copy chapter and title of ${name}`} text={() => heading} />
        )}
        {(state.kind === 'waiting' || state.kind === 'reading') && (
          <button type="button" className="button quiet" onClick={() => onCancel(id)}>
            Cancel
          </button>
        )}
        {(state.kind === 'failed' || state.kind === 'cancelled') && (
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
          onClick={() => onRemove(id)}
        >
          <Icon name="close" />
        </button>
      </div>
    </li>
  );
});

function StateOfPhoto({ photo, state, dispatch }: PhotoRowProps & { readonly state: PhotoState }) {
  switch (state.kind) {
    case 'waiting':
      return <p className="photo-waiting">Waiting for its turn</p>;
    case 'reading':
      return (
        <ProgressBar
          label="Reading"
          done={state.total > 0 ? state.done / state.total : null}
          figure={state.total > 0 ? `${state.done} of ${state.total} steps` : ''}
        />
      );
    case 'cancelled':
      return <p className="photo-waiting">Cancelled</p>;
    case 'failed':
      return <Notice error={state.error} />;
    case 'read':
      return (
        <PageFields
          name={photo.name}
          page={state.page}
          edit={photo.edit}
          onEdit={(edit) => dispatch({ type: 'edit', id: photo.id, edit })}
        />
      );
  }
}

function Confidence({ photo: { state, edit } }: { readonly photo: Photo }) {
  if (state.kind !== 'read') return null;
  if (edit.chapter !== undefined || edit.title !== undefined) {
    return <span className="photo-confidence">corrected</span>;
  }
  const { certainty, needsCheck } = state.page;
  return (
    <span className="photo-confidence figure" data-sure={!needsCheck}>
      {needsCheck && <Icon name="alert" />}
      {Math.round(certainty * 100)} % sure{needsCheck ? ', please check' : ''}
    </span>
  );
}
