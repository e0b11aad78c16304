import {
  type DBSchema,
  type IDBPDatabase,
  type IDBPTransaction,
  openDB,
  type StoreNames,
} from 'idb';

/** Brings a database from one version to the next. */
export type UpgradeStep<Schema extends DBSchema> = (
  database: IDBPDatabase<Schema>,
  transaction: IDBPTransaction<Schema, StoreNames<Schema>[], 'versionchange'>,
) => void | Promise<void>;

/**
 * Opens a database of this browser at its first use, and again where the browser closed it or a
 * newer version of the page asked for it.
 * @param steps the first makes the stores of a database that is new here, each further one brings
 * what earlier versions of the page wrote to the version after; their number is the version
 */
export function lazyDatabase<Schema extends DBSchema>(
  name: string,
  ...steps: readonly UpgradeStep<Schema>[]
): () => Promise<IDBPDatabase<Schema>> {
  let opened: Promise<IDBPDatabase<Schema>> | null = null;
  const forget = (): void => {
    opened = null;
  };
  return () => {
    opened ??= openDB<Schema>(name, steps.length, {
      async upgrade(database, before, _version, transaction) {
        for (const step of steps.slice(before)) await step(database, transaction);
      },
      blocking(_current, _blocked, event) {
        (event.target as IDBDatabase).close();
        forget();
      },
      terminated: forget,
    });
    opened.catch(forget);
    return opened;
  };
}
