import { useState } from 'react';
import { ReadingError } from '../../reading/errors.ts';
import { FileButton } from '../files/FileButton.tsx';
import { saveBlob } from '../files/saveFile.ts';
import { Icon } from '../icons/Icon.tsx';
import { Notice } from '../notices/Notice.tsx';
import { EntryRow } from './EntryRow.tsx';
import { type EntrySummary, titleOf } from './entry.ts';
import { KeepingSettings } from './KeepingSettings.tsx';
import { theNotebook } from './notebook.ts';
import { exportNotebook, type ImportOutcome, importNotebook } from './notebookArchive.ts';
import { searchEntries } from './searchEntries.ts';
import { ShapeError } from './shape.ts';
import { useEntries } from './useNotebook.ts';
import './notebook.css';

/** What the list says above its entries. */
type Said =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'deleted'; readonly entry: EntrySummary }
  | { readonly kind: 'imported'; readonly outcome: ImportOutcome }
  | { readonly kind: 'failed'; readonly message: string; readonly hint: string };

const ZIP = '.zip,application/zip';

/** Everything that was read, written and photographed: to be found again, taken along, or deleted. */
export function NotebookScreen({ hidden }: { readonly hidden: boolean }) {
  const notebook = theNotebook();
  const list = useEntries(!hidden);
  const [query, setQuery] = useState('');
  const [said, setSaid] = useState<Said>({ kind: 'nothing' });
  const [busy, setBusy] = useState(false);
  const entries = list.kind === 'listed' ? list.entries : [];
  const found = searchEntries(entries, query);

  const run = (work: () => Promise<Said>): void => {
    setBusy(true);
    void work()
      .catch((error: unknown): Said => ({ kind: 'failed', ...failureOf(error) }))
      .then((next) => {
        setSaid(next);
        setBusy(false);
      });
  };
  const open = (entry: EntrySummary): void =>
    run(async () => {
      const outcome = await notebook.open(entry);
      if (outcome !== 'opened') return { kind: 'failed', ...OPEN_FAILURES[outcome] };
      location.hash = `#${entry.kind}`;
      return { kind: 'nothing' };
    });
  const remove = (entry: EntrySummary): void =>
    run(async () => {
      await notebook.remove(entry.id);
      return { kind: 'deleted', entry };
    });
  const exportAll = (): void =>
    run(async () => {
      saveBlob('notebook.handlens.zip', await exportNotebook(notebook));
      return { kind: 'nothing' };
    });
  const bring = ([file]: readonly File[]): void => {
    if (!file) return;
    run(async () => ({ kind: 'imported', outcome: await importNotebook(notebook, file) }));
  };

  return (
    <div className="screen-body notebook" hidden={hidden}>
      <div className="notebook-column">
        <header className="notebook-head">
          <h1>
            Notebook{' '}
            <span className="figure">
              {entries.length === 0
                ? ''
                : entries.length === 1
                  ? '1 entry'
                  : `${entries.length} entries`}
            </span>
          </h1>
          <div className="notebook-tools">
            <button
              type="button"
              className="button quiet"
              disabled={busy || entries.length === 0}
              onClick={exportAll}
            >
              <Icon name="download" />
              Export all
            </button>
            <FileButton className="button quiet" accept={ZIP} onFiles={bring}>
              <Icon name="upload" />
              Import
            </FileButton>
          </div>
          {entries.length > 0 && (
            <input
              type="search"
              className="notebook-search"
              aria-label="Search in all texts"
              placeholder="Search in all texts"
              value={query}
              onChange={(event) => setQuery(event.target.value)}
            />
          )}
        </header>
        <SaidAbove
          said={said}
          onUndo={(entry) =>
            run(async () => {
              await notebook.restore(entry.id);
              return { kind: 'nothing' };
            })
          }
          onClose={() => setSaid({ kind: 'nothing' })}
        />
        {list.kind === 'unavailable' && (
          <Notice
            error={{
              message: 'This browser keeps nothing for this page.',
              hint: 'Leave the private window, or allow storage for this site. Until then, copy or download what you want to keep.',
            }}
          />
        )}
        {list.kind === 'listed' && entries.length === 0 && (
          <p className="notebook-empty">
            Nothing here yet. What you read in Live and Documents and write in Air is kept here by
            itself, on this device alone.
          </p>
        )}
        {entries.length > 0 && found.length === 0 && (
          <p className="notebook-empty">No entry has “{query.trim()}” in it.</p>
        )}
        <ul className="notebook-list" aria-label="Entries">
          {found.map((entry) => (
            <EntryRow
              key={entry.id}
              entry={entry}
              query={query}
              onOpen={open}
              onRemove={remove}
              onRename={(name) =>
                run(async () => {
                  await notebook.rename(entry.id, name);
                  return { kind: 'nothing' };
                })
              }
            />
          ))}
        </ul>
        <KeepingSettings shown={!hidden} entries={entries} />
      </div>
    </div>
  );
}

interface SaidAboveProps {
  readonly said: Said;
  readonly onUndo: (entry: EntrySummary) => void;
  readonly onClose: () => void;
}

function SaidAbove({ said, onUndo, onClose }: SaidAboveProps) {
  switch (said.kind) {
    case 'nothing':
      return null;
    case 'failed':
      return <Notice error={said} onDismiss={onClose} />;
    case 'deleted':
      return (
        <p className="told" role="status">
          <span className="told-name">“{titleOf(said.entry)}” was deleted.</span>
          <button type="button" className="link" onClick={() => onUndo(said.entry)}>
            Undo
          </button>
          <button type="button" className="link" onClick={onClose}>
            Close
          </button>
        </p>
      );
    case 'imported':
      return (
        <p className="told" role="status">
          {importSentence(said.outcome)}
          <button type="button" className="link" onClick={onClose}>
            Close
          </button>
        </p>
      );
    default:
      return said satisfies never;
  }
}

function importSentence({ added, known, damaged }: ImportOutcome): string {
  const entries = (count: number): string => (count === 1 ? '1 entry' : `${count} entries`);
  return [
    `${entries(added)} added.`,
    ...(known > 0 ? [`${entries(known)} stood here already.`] : []),
    ...(damaged > 0 ? [`${entries(damaged)} could not be read.`] : []),
  ].join(' ');
}

const OPEN_FAILURES = {
  'other-tab': {
    message: 'This entry is open in another tab.',
    hint: 'Go on there, or close that tab and try again.',
  },
  damaged: {
    message: 'This entry cannot be put on its screen any more.',
    hint: 'Its text is still here: copy it.',
  },
} as const;

function failureOf(error: unknown): { readonly message: string; readonly hint: string } {
  if (error instanceof ShapeError) {
    return {
      message: 'This file is no exported notebook.',
      hint: 'Choose the zip that “Export all” saved.',
    };
  }
  if (error instanceof DOMException && error.name === 'QuotaExceededError') {
    return {
      message: 'There is no room left on this device.',
      hint: 'Export what you have, delete what you do not need, and try again.',
    };
  }
  if (error instanceof ReadingError) return error;
  return {
    message: 'That did not work.',
    hint: 'The browser’s storage may be full or closed to this page. Nothing that stands here was changed.',
  };
}
