import { Notice } from '../../notices/Notice.tsx';
import type { Desk } from './desk.ts';

/** What the person has to know before going on: another tab writes, nothing is saved, a folder is closed. */
export function DeskNotices({
  desk,
  onOpenFolders,
}: {
  readonly desk: Desk;
  readonly onOpenFolders: () => void;
}) {
  const { snapshot, session, dispatch } = desk;
  const { save, access, folders } = snapshot;
  const closed = folders.filter((folder) => folder.access !== 'open');
  return (
    <div className="desk-notices">
      {access.kind === 'reader' && save.kind !== 'unsaved' && (
        <Notice
          error={{
            message: 'Another tab works on this project.',
            hint: 'Here you see it as it was saved last. Only one tab can write at a time.',
          }}
          action={{ label: 'Work here instead', perform: () => void session.takeOver() }}
        />
      )}
      {save.kind === 'unsaved' && (
        <Notice
          error={save.trouble}
          action={{
            label: 'Export now',
            perform: () => dispatch({ type: 'dialog', dialog: { kind: 'export' } }),
          }}
        />
      )}
      {closed.length > 0 && (
        <Notice
          error={{
            message: `The folder “${closed[0]?.name ?? ''}” is closed.`,
            hint: 'The browser closes folders when the page is left. Your boxes are here.',
          }}
          action={{ label: 'Open folder again', perform: onOpenFolders }}
        />
      )}
    </div>
  );
}
