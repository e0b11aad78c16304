import { Icon } from '../../icons/Icon.tsx';
import type { DocumentPage } from '../pages/page.ts';
import { unsureWords } from '../pages/pageText.ts';

interface PageCardProps {
  readonly page: DocumentPage;
  /** Its place in the whole list, counted from 1. */
  readonly number: number;
  readonly isShown: boolean;
  readonly isDragged: boolean;
  readonly onShow: (id: number) => void;
  /** It is taken by the pointer, or let go (null). */
  readonly onDrag: (id: number | null) => void;
  /** Another page is laid down on it. */
  readonly onDrop: () => void;
}

/** One page: its small picture, its name, and how far it is. */
export function PageCard(props: PageCardProps) {
  const { page, number, isShown, isDragged, onShow, onDrag, onDrop } = props;
  const { id, name, thumbnail, text } = page;
  const note = noteOf(page);
  return (
    <li
      className="page-card"
      data-page={id}
      data-state={text.kind}
      data-dragged={isDragged || undefined}
      draggable
      onDragStart={(event) => {
        event.dataTransfer.effectAllowed = 'move';
        event.dataTransfer.setData('text/plain', name);
        onDrag(id);
      }}
      onDragEnd={() => onDrag(null)}
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault();
        onDrop();
      }}
    >
      <button
        type="button"
        aria-current={isShown ? 'page' : undefined}
        aria-label={`Page ${number}, ${name}${note === '' ? '' : `, ${note}`}`}
        tabIndex={isShown ? 0 : -1}
        onClick={() => onShow(id)}
      >
        <span className="page-card-picture">
          {thumbnail && thumbnail !== 'pending' ? (
            <img
              src={thumbnail.url}
              width={thumbnail.width}
              height={thumbnail.height}
              alt=""
              draggable={false}
              decoding="async"
            />
          ) : (
            <Icon name={text.kind === 'failed' ? 'alert' : 'paper'} />
          )}
          {text.kind === 'reading' && (
            <progress {...(text.total > 0 ? { value: text.done, max: text.total } : {})} />
          )}
        </span>
        <span className="page-card-words">
          <span className="page-card-name">
            <span className="page-card-number figure">{number}</span> {name}
          </span>
          <span className="page-card-note figure">{note}</span>
        </span>
      </button>
    </li>
  );
}

function noteOf({ text }: DocumentPage): string {
  switch (text.kind) {
    case 'idle':
    case 'waiting':
      return 'waiting';
    case 'reading':
      return text.total > 0 ? `${text.done} of ${text.total} lines` : 'finding lines';
    case 'cancelled':
      return 'cancelled';
    case 'failed':
      return 'not read';
    case 'read': {
      const { transcript } = text.reading;
      const unsure = unsureWords(text.reading);
      if (transcript.length === 0) return 'no writing';
      if (unsure > 0) return unsure === 1 ? '1 unsure word' : `${unsure} unsure words`;
      return transcript.length === 1 ? '1 line' : `${transcript.length} lines`;
    }
  }
}
