import { useCallback, useId, useState } from 'react';
import { Dialog } from '../../dialog/Dialog.tsx';
import { pageRanges } from './pageRanges.ts';
import type { PageQuestion } from './useIntake.ts';

/** Asks which pages of a long file are wanted. */
export function PagePicker({ question }: { readonly question: PageQuestion }) {
  const { name, total, answer } = question;
  const fieldId = useId();
  const hintId = useId();
  const [written, setWritten] = useState(`1-${total}`);
  const pages = pageRanges(written, total);
  const leave = useCallback(() => answer([]), [answer]);
  return (
    <Dialog title="Which pages?" onClose={leave}>
      <form
        className="page-picker"
        onSubmit={(event) => {
          event.preventDefault();
          if (pages) answer(pages);
        }}
      >
        <label htmlFor={fieldId}>
          “{name}” has <span className="figure">{total}</span> pages. Read these:
        </label>
        <input
          id={fieldId}
          value={written}
          autoComplete="off"
          aria-invalid={pages === null}
          aria-describedby={hintId}
          onChange={(event) => setWritten(event.target.value)}
        />
        <p id={hintId} role="status">
          {pages === null
            ? `Write numbers from 1 to ${total}, such as 1-20, 35.`
            : pages.length === 1
              ? '1 page will be read.'
              : `${pages.length} pages will be read.`}
        </p>
        <div className="page-picker-buttons">
          <button type="button" className="button" onClick={leave}>
            None
          </button>
          <button type="submit" className="button primary" disabled={pages === null}>
            Open
          </button>
        </div>
      </form>
    </Dialog>
  );
}
