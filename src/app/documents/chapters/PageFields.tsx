import { type KeyboardEvent, useState } from 'react';
import type { TextbookPage } from '../../../reading/results.ts';
import { SCRIPT_NAMES } from '../../../reading/script/scripts.ts';
import { isEdited, type PageEdit } from '../pages/page.ts';

interface PageFieldsProps {
  readonly name: string;
  readonly page: TextbookPage;
  readonly edit: PageEdit;
  readonly onEdit: (edit: PageEdit) => void;
}

/** Chapter and title, to be corrected where they stand. */
export function PageFields({ name, page, edit, onEdit }: PageFieldsProps) {
  const [asked, setAsked] = useState(false);
  if (page.kind === 'body' && !asked && !isEdited(edit)) {
    return (
      <p className="photo-body">
        {page.unreadScript === undefined
          ? 'No chapter opening on this page.'
          : `This page looks like ${SCRIPT_NAMES[page.unreadScript]}, which is not read here.`}{' '}
        <button type="button" className="link" onClick={() => setAsked(true)}>
          {page.unreadScript === undefined ? 'There is one' : 'Write it down'}
        </button>
      </p>
    );
  }
  const read = page.kind === 'opener' ? page : { chapter: null, title: null };
  return (
    <div className="page-fields">
      <textarea
        className="page-chapter"
        rows={1}
        aria-label={`Chapter of ${name}`}
        placeholder="No chapter"
        spellCheck={false}
        value={edit.chapter ?? read.chapter?.text ?? ''}
        onChange={(event) => onEdit({ chapter: oneLine(event.target.value) })}
        onKeyDown={leaveOnEnter}
      />
      <textarea
        className="page-title"
        rows={1}
        aria-label={`Title of ${name}`}
        placeholder="No title"
        spellCheck={false}
        value={edit.title ?? read.title?.text ?? ''}
        onChange={(event) => onEdit({ title: oneLine(event.target.value) })}
        onKeyDown={leaveOnEnter}
      />
    </div>
  );
}

function oneLine(text: string): string {
  return text.replace(/\s*[\r\n]+\s*/g, ' ');
}

function leaveOnEnter(event: KeyboardEvent<HTMLTextAreaElement>): void {
  if (event.key !== 'Enter') return;
  event.preventDefault();
  event.currentTarget.blur();
}
