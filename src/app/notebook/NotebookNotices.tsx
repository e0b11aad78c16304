import { useEffect, useState } from 'react';
import { Notice } from '../notices/Notice.tsx';
import { NOTEBOOK, SCREENS, type ScreenName } from '../screens.ts';
import { guardLeaving } from '../storage/leaving.ts';
import { countOf, type EntryKind } from './entry.ts';
import { theNotebook } from './notebook.ts';
import { useKeeperState } from './useNotebook.ts';

/** What came back or left a screen is said this long, ms; it stays in the notebook. */
const SAID_MS = 15_000;

/** Says what could not be saved, what came back with the page, and what was put into the notebook. */
export function NotebookNotices({ screen }: { readonly screen: ScreenName }) {
  useSavingOnLeave();
  return (
    <>
      <NoticeOfKind kind="live" screen={screen} />
      <NoticeOfKind kind="air" screen={screen} />
      <NoticeOfKind kind="documents" screen={screen} />
    </>
  );
}

function NoticeOfKind({ kind, screen }: { readonly kind: EntryKind; readonly screen: ScreenName }) {
  const { save, putAway, resumed } = useKeeperState(kind);
  const keeper = theNotebook().keepers[kind];
  const trouble = save.kind === 'unsaved' ? save.trouble.code : null;
  const [closed, setClosed] = useState<string | null>(null);
  useEffect(() => {
    if (trouble === null) setClosed(null);
  }, [trouble]);
  const isSaid = putAway !== null || resumed !== null;
  useEffect(() => {
    if (!isSaid) return;
    const timer = setTimeout(() => keeper.dismiss(), SAID_MS);
    return () => clearTimeout(timer);
  }, [isSaid, keeper]);

  if (save.kind === 'unsaved' && trouble !== closed && screen !== NOTEBOOK.name) {
    return (
      <Notice
        error={save.trouble}
        action={{ label: 'Open the notebook', perform: () => leaveFor(NOTEBOOK.name) }}
        onDismiss={() => setClosed(trouble)}
      />
    );
  }
  if (putAway !== null && screen === kind) {
    return (
      <p className="told" role="status">
        {countOf(putAway)} put into the notebook.
        <button type="button" className="link" onClick={() => void keeper.open(putAway.id)}>
          Undo
        </button>
      </p>
    );
  }
  if (resumed !== null && screen === kind) {
    const label = SCREENS.find(({ name }) => name === kind)?.label;
    return (
      <p className="told" role="status">
        {countOf(resumed)} of your last visit {resumed.count === 1 ? 'is' : 'are'} back in {label}.
        <button type="button" className="link" onClick={() => leaveFor(NOTEBOOK.name)}>
          Notebook
        </button>
        <button type="button" className="link" onClick={() => keeper.dismiss()}>
          Close
        </button>
      </p>
    );
  }
  return null;
}

/** Writes all that waits when the page is hidden, and has the browser ask where that failed. */
function useSavingOnLeave(): void {
  useEffect(() => {
    const keepers = Object.values(theNotebook().keepers);
    return guardLeaving({
      isUnsaved: () => keepers.some((keeper) => keeper.getSnapshot().save.kind === 'unsaved'),
      saveNow: () => keepers.map((keeper) => keeper.saveNow()),
    });
  }, []);
}

function leaveFor(screen: ScreenName): void {
  location.hash = `#${screen}`;
}
