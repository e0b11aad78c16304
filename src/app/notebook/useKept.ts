import { useEffect } from 'react';
import { useSteadyHandler } from '../useSteadyHandler.ts';
import type { EntryContents, EntryKind, EntryPictures } from './entry.ts';
import type { EntryKeeper, ShowEntry } from './entryKeeper.ts';
import { theNotebook } from './notebook.ts';

/**
 * Has what stands on a screen kept in the notebook, and brings it back.
 * @param content what stands there, the same object while it does not change; null where nothing does
 * @param pictures files that belong to it
 * @param show puts an entry on the screen; null empties it
 */
export function useKept<Kind extends EntryKind>(
  kind: Kind,
  content: EntryContents[Kind] | null,
  show: ShowEntry<Kind>,
  pictures?: EntryPictures,
): void {
  const keeper: EntryKeeper<Kind> = theNotebook().keepers[kind];
  const steadyShow = useSteadyHandler(show);
  useEffect(() => keeper.attach(steadyShow), [keeper, steadyShow]);
  const keep = useSteadyHandler((what: EntryContents[Kind] | null) => keeper.keep(what, pictures));
  useEffect(() => keep(content), [keep, content]);
}
