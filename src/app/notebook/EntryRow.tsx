import { useState } from 'react';
import { CopyButton } from '../files/CopyButton.tsx';
import { Icon } from '../icons/Icon.tsx';
import { SCREENS } from '../screens.ts';
import { countOf, type EntrySummary, titleOf } from './entry.ts';
import { excerptOf } from './searchEntries.ts';

interface EntryRowProps {
  readonly entry: EntrySummary;
  readonly query: string;
  readonly onOpen: (entry: EntrySummary) => void;
  readonly onRemove: (entry: EntrySummary) => void;
  readonly onRename: (name: string) => void;
}

/** One entry: what it is and says, its whole text when it is unfolded, and what can be done with it. */
export function EntryRow({ entry, query, onOpen, onRemove, onRename }: EntryRowProps) {
  const [unfolded, setUnfolded] = useState(false);
  const [naming, setNaming] = useState(false);
  const screen = SCREENS.find(({ name }) => name === entry.kind);
  const title = titleOf(entry);
  const excerpt = excerptOf(entry.text, query);
  const when = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });
  return (
    <li className="entry" data-kind={entry.kind}>
      <div className="entry-row">
        <Icon name={screen?.icon ?? 'paper'} />
        {naming ? (
          <form
            className="entry-naming"
            onSubmit={(event) => {
              event.preventDefault();
              onRename(String(new FormData(event.currentTarget).get('name') ?? ''));
              setNaming(false);
            }}
          >
            <input
              name="name"
              aria-label="Name of this entry"
              defaultValue={title}
              maxLength={200}
              // biome-ignore lint/a11y/noAutofocus: the person asked for this field just now.
              autoFocus
              onKeyDown={(event) => event.key === 'Escape' && setNaming(false)}
            />
            <button type="submit" className="button quiet">
              Save
            </button>
          </form>
        ) : (
          <button
            type="button"
            className="entry-fold"
            aria-expanded={unfolded}
            onClick={() => setUnfolded(!unfolded)}
          >
            <strong>{title}</strong>
            {!unfolded && excerpt !== '' && <span className="entry-excerpt">{excerpt}</span>}
            <span className="entry-facts figure">
              {screen?.label} · {countOf(entry)} · {when.format(entry.changedMs)}
            </span>
          </button>
        )}
        <div className="entry-tools" hidden={naming}>
          <CopyButton
            label={`Copy the text of ${title}`}
            disabled={entry.text === ''}
            text={() => entry.text}
          />
          <button
            type="button"
            className="button quiet icon-only"
            aria-label={`Rename ${title}`}
            title="Rename"
            onClick={() => setNaming(true)}
          >
            <Icon name="pen" />
          </button>
          <button
            type="button"
            className="button quiet icon-only"
            aria-label={`Delete ${title}`}
            title="Delete"
            onClick={() => onRemove(entry)}
          >
            <Icon name="clear" />
          </button>
        </div>
      </div>
      {unfolded && (
        <div className="entry-whole">
          <p className="entry-text">{entry.text || 'No text was read in it.'}</p>
          <button type="button" className="button" onClick={() => onOpen(entry)}>
            Go on in {screen?.label}
          </button>
        </div>
      )}
    </li>
  );
}
