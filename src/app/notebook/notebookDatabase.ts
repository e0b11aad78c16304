import type { DBSchema } from 'idb';
import { lazyDatabase } from '../storage/lazyDatabase.ts';
import { type EntryPictures, type EntrySummary, kindOf } from './entry.ts';

const DATABASE_NAME = 'handlens-notebook';

interface NotebookSchema extends DBSchema {
  summaries: { key: string; value: EntrySummary };
  /** Apart from the summaries, so that a list of hundreds reads no content. */
  contents: { key: string; value: unknown };
  /** Keys: entry, picture. */
  pictures: { key: [string, string]; value: Blob };
}

const STORES = ['summaries', 'contents', 'pictures'] as const;

/** The entry is not in this browser any more. */
export class EntryMissingError extends Error {
  override readonly name = 'EntryMissingError';
}

/** One entry as it is written. */
export interface EntryWrite {
  readonly summary: EntrySummary;
  readonly content: unknown;
  /** Numbers of the pictures that it still has; others are deleted. */
  readonly pictures: readonly string[];
}

/** Everything that is asked of storage; tests put one that fails in its place. */
export interface NotebookDatabase {
  /** The latest changed first; deleted ones too. */
  list(): Promise<readonly EntrySummary[]>;
  /** @throws EntryMissingError */
  load(id: string): Promise<{ readonly content: unknown; readonly pictures: EntryPictures }>;
  /** All or nothing. */
  write(write: EntryWrite): Promise<void>;
  writePictures(id: string, pictures: EntryPictures): Promise<void>;
  /** Changes what the list says of an entry. @throws EntryMissingError */
  change(id: string, change: Partial<EntrySummary>): Promise<void>;
  /** Deletes it for good. */
  remove(id: string): Promise<void>;
}

function picturesOf(id: string): IDBKeyRange {
  // An empty array sorts after every string.
  return IDBKeyRange.bound([id], [id, []]);
}

/** The database of this browser; opened at its first use, and again where the browser closed it. */
export function createNotebookDatabase(name = DATABASE_NAME): NotebookDatabase {
  const open = lazyDatabase<NotebookSchema>(
    name,
    (database) => {
      database.createObjectStore('summaries', { keyPath: 'id' });
      database.createObjectStore('contents');
      database.createObjectStore('pictures');
    },
    // Pages were of another kind while they were read for their chapters alone.
    async (_, transaction) => {
      const summaries = transaction.objectStore('summaries');
      for (const summary of await summaries.getAll()) {
        await summaries.put({ ...summary, kind: kindOf(summary.kind) });
      }
    },
  );

  return {
    async list() {
      const summaries = await (await open()).getAll('summaries');
      return summaries.toSorted((a, b) => b.changedMs - a.changedMs);
    },

    async load(id) {
      const transaction = (await open()).transaction(STORES, 'readonly');
      const [summary, content, keys, pictures] = await Promise.all([
        transaction.objectStore('summaries').get(id),
        transaction.objectStore('contents').get(id),
        transaction.objectStore('pictures').getAllKeys(picturesOf(id)),
        transaction.objectStore('pictures').getAll(picturesOf(id)),
        transaction.done,
      ]);
      if (!summary) throw new EntryMissingError(id);
      const pairs = keys.flatMap(([, picture], i) => {
        const file = pictures[i];
        return file ? [[picture, file] as const] : [];
      });
      return { content, pictures: new Map(pairs) };
    },

    async write({ summary, content, pictures }) {
      const { id } = summary;
      const transaction = (await open()).transaction(STORES, 'readwrite');
      const kept = new Set(pictures);
      const store = transaction.objectStore('pictures');
      const old = (await store.getAllKeys(picturesOf(id))).filter(([, one]) => !kept.has(one));
      const summaries = transaction.objectStore('summaries');
      const standing = await summaries.get(id);
      // Its name and its place in the bin are the list's to say.
      const { name = summary.name, deletedMs = summary.deletedMs } = standing ?? {};
      await Promise.all([
        transaction.objectStore('contents').put(content, id),
        summaries.put({ ...summary, name, deletedMs }),
        ...old.map((key) => store.delete(key)),
        transaction.done,
      ]);
    },

    async writePictures(id, pictures) {
      const transaction = (await open()).transaction('pictures', 'readwrite');
      const puts = Array.from(pictures, ([picture, file]) =>
        transaction.store.put(file, [id, picture]),
      );
      await Promise.all([...puts, transaction.done]);
    },

    async change(id, change) {
      const transaction = (await open()).transaction('summaries', 'readwrite');
      const summary = await transaction.store.get(id);
      if (!summary) throw new EntryMissingError(id);
      await Promise.all([transaction.store.put({ ...summary, ...change, id }), transaction.done]);
    },

    async remove(id) {
      const transaction = (await open()).transaction(STORES, 'readwrite');
      await Promise.all([
        transaction.objectStore('summaries').delete(id),
        transaction.objectStore('contents').delete(id),
        transaction.objectStore('pictures').delete(picturesOf(id)),
        transaction.done,
      ]);
    },
  };
}
