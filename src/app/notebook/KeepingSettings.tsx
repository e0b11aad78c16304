import { useState } from 'react';
import type { EntrySummary } from './entry.ts';
import { notebookSettings } from './notebook.ts';
import { useStorageUse } from './useNotebook.ts';

interface KeepingSettingsProps {
  readonly shown: boolean;
  /** What is stored changes with them. */
  readonly entries: readonly EntrySummary[];
}

/** How much is stored, whether the browser may clear it, and whether work is kept at all. */
export function KeepingSettings({ shown, entries }: KeepingSettingsProps) {
  const { keeps } = notebookSettings.use();
  const [asked, setAsked] = useState(0);
  const use = useStorageUse(shown, `${entries.length} ${asked}`);
  const refused = asked > 0 && use?.isPersistent === false;
  return (
    <footer className="notebook-foot">
      <label className="notebook-keeps">
        <input
          type="checkbox"
          checked={keeps}
          onChange={(event) => notebookSettings.change({ keeps: event.target.checked })}
        />
        Keep what I read and write in this browser
      </label>
      {use && (
        <p>
          <span className="figure">{(use.usedBytes / 1e6).toFixed(1)} MB</span> of this device are
          used, with projects and the parts that work offline.{' '}
          {use.isPersistent ? (
            'The browser keeps it until you delete it.'
          ) : refused ? (
            'The browser did not agree: it may clear this page when the disk is full. Export what matters.'
          ) : (
            <>
              The browser may clear it when the disk is full.{' '}
              <button
                type="button"
                className="link"
                onClick={() =>
                  void navigator.storage
                    .persist()
                    .catch(() => false)
                    .then(() => setAsked(asked + 1))
                }
              >
                Ask it to keep everything
              </button>
            </>
          )}
        </p>
      )}
    </footer>
  );
}
