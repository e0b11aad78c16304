import { type Dispatch, useEffect, useState } from 'react';
import type { PageAction } from './pages/pageAction.ts';
import { sayStep, type UndoStep } from './pages/undoSteps.ts';

/** What was deleted is said this long, ms; it can be taken back for longer. */
const SAID_MS = 8000;

interface UndoNoticeProps {
  /** What was done last; undefined where nothing was. */
  readonly step: UndoStep | undefined;
  readonly dispatch: Dispatch<PageAction>;
}

/** Says that a page or field was deleted, with the way back. */
export function UndoNotice({ step, dispatch }: UndoNoticeProps) {
  const [seen, setSeen] = useState(step);
  const isSaid = (step?.kind === 'removed' || step?.kind === 'field') && step !== seen;
  useEffect(() => {
    if (!isSaid) return;
    const timer = setTimeout(() => setSeen(step), SAID_MS);
    return () => clearTimeout(timer);
  }, [isSaid, step]);
  if (!isSaid) return null;
  return (
    <p className="told pages-told" role="status">
      {sayStep(step)}
      <button type="button" className="link" onClick={() => dispatch({ type: 'undo' })}>
        Undo
      </button>
    </p>
  );
}
