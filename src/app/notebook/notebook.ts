import { createNews } from '../storage/news.ts';
import { storedObject, storedValue } from '../storage/storedValue.ts';
import type { EntryKind, EntrySummary } from './entry.ts';
import { EntryKeeper, type NotebookEnvironment, type OpenOutcome } from './entryKeeper.ts';
import { createNotebookDatabase } from './notebookDatabase.ts';

/** A deleted entry can be had back this long, ms. */
const BIN_MS = 10 * 60 * 1000;

/** The keeper of each screen. */
export type Keepers = { readonly [Kind in EntryKind]: EntryKeeper<Kind> };

/** Everything that was read or written in this browser. */
export interface Notebook {
  readonly environment: NotebookEnvironment;
  readonly keepers: Keepers;
  /** The latest changed first; deleted ones are left out. */
  list(): Promise<readonly EntrySummary[]>;
  /** Calls back when the list changed, in this tab or another. */
  onChange(listener: () => void): () => void;
  open(entry: Pick<EntrySummary, 'id' | 'kind'>): Promise<OpenOutcome>;
  /** An empty name takes the given one back. */
  rename(id: string, name: string): Promise<void>;
  /** Deletes an entry; for ten minutes `restore` brings it back. */
  remove(id: string): Promise<void>;
  restore(id: string): Promise<void>;
}

export function createNotebook(environment: NotebookEnvironment): Notebook {
  const { database, news, nowMs } = environment;
  const keepers = {
    live: new EntryKeeper('live', environment),
    air: new EntryKeeper('air', environment),
    documents: new EntryKeeper('documents', environment),
  };
  void emptyBin(environment).catch(() => {});
  return {
    environment,
    keepers,
    list: async () => (await database.list()).filter(({ deletedMs }) => deletedMs === null),
    onChange: (listener) => news.listen(listener),
    open: ({ id, kind }) => keepers[kind].open(id),
    async rename(id, name) {
      await database.change(id, { name: name.trim() || null });
      news.tell({ type: 'changed' });
    },
    async remove(id) {
      await database.change(id, { deletedMs: nowMs(), isOpen: false });
      news.tell({ type: 'removed', id });
      setTimeout(() => void emptyBin(environment).catch(() => {}), BIN_MS + 1000);
    },
    async restore(id) {
      await database.change(id, { deletedMs: null });
      news.tell({ type: 'changed' });
    },
  };
}

async function emptyBin({ database, nowMs }: NotebookEnvironment): Promise<void> {
  for (const { id, deletedMs } of await database.list()) {
    if (deletedMs !== null && nowMs() - deletedMs > BIN_MS) await database.remove(id);
  }
}

/** Whether this browser keeps work at all. */
export const notebookSettings = storedValue('handlens.notebook', (stored) => ({
  keeps: storedObject(stored).keeps !== false,
}));

let shared: Notebook | null = null;

/** The notebook of this browser. */
export function theNotebook(): Notebook {
  shared ??= createNotebook({
    database: createNotebookDatabase(),
    locks: navigator.locks ?? null,
    news: createNews('handlens-notebook-news'),
    nowMs: Date.now,
    keeps: () => notebookSettings.get().keeps,
  });
  return shared;
}
