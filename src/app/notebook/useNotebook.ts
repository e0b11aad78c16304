import { useEffect, useState, useSyncExternalStore } from 'react';
import type { EntryKind, EntrySummary } from './entry.ts';
import type { KeeperState } from './entryKeeper.ts';
import { theNotebook } from './notebook.ts';

export type NotebookList =
  | { readonly kind: 'loading' }
  /** This browser keeps nothing, as in a private window. */
  | { readonly kind: 'unavailable' }
  | { readonly kind: 'listed'; readonly entries: readonly EntrySummary[] };

/** The entries while they are looked at, kept up to date. */
export function useEntries(shown: boolean): NotebookList {
  const [list, setList] = useState<NotebookList>({ kind: 'loading' });
  useEffect(() => {
    if (!shown) return;
    let left = false;
    const notebook = theNotebook();
    const look = (): void =>
      void notebook.list().then(
        (entries) => !left && setList({ kind: 'listed', entries }),
        () => !left && setList({ kind: 'unavailable' }),
      );
    look();
    const stop = notebook.onChange(look);
    return () => {
      left = true;
      stop();
    };
  }, [shown]);
  return list;
}

/** What the keeper of one screen says. */
export function useKeeperState(kind: EntryKind): KeeperState {
  const { subscribe, getSnapshot } = theNotebook().keepers[kind];
  return useSyncExternalStore(subscribe, getSnapshot);
}

export interface StorageUse {
  /** Bytes that all of this page takes on the device. */
  readonly usedBytes: number;
  /** The browser may not clear it by itself. */
  readonly isPersistent: boolean;
}

/** How much is stored; null where the browser does not say. Looked up anew when `trigger` changes. */
export function useStorageUse(shown: boolean, trigger: unknown): StorageUse | null {
  const [use, setUse] = useState<StorageUse | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a trigger is all that it is.
  useEffect(() => {
    const { storage } = navigator;
    if (!shown || !storage?.estimate) return;
    let left = false;
    void Promise.all([storage.estimate(), storage.persisted()]).then(
      ([{ usage = 0 }, isPersistent]) => !left && setUse({ usedBytes: usage, isPersistent }),
      () => {},
    );
    return () => {
      left = true;
    };
  }, [shown, trigger]);
  return use;
}
