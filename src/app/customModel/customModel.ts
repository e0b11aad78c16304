import { useSyncExternalStore } from 'react';
import type { CustomModelFile } from '../../reading/models/customModel.ts';
import type { CustomModelInfo, ReadingClient } from '../../worker/client.ts';

/** The detector of somebody's own that is loaded, for every screen; null while there is none. */
let loaded: {
  readonly reader: ReadingClient;
  readonly info: CustomModelInfo;
  readonly files: readonly CustomModelFile[];
  /** The project that put it there; null: a person did. */
  readonly projectId: string | null;
} | null = null;
const listeners = new Set<() => void>();

function become(next: typeof loaded): void {
  loaded = next;
  for (const listener of listeners) listener();
}

/**
 * Loads a detector in place of the one before.
 * @param projectId the project that it belongs to, and leaves with
 * @throws ReadingError; the one before then stays
 */
export async function loadCustomModel(
  reader: ReadingClient,
  files: readonly CustomModelFile[],
  projectId: string | null = null,
): Promise<CustomModelInfo> {
  const info = await reader.loadCustomDetector(files);
  become({ reader, info, files, projectId });
  return info;
}

export async function dropCustomModel(reader: ReadingClient): Promise<void> {
  become(null);
  await reader.dropCustomDetector();
}

/** The files of what is loaded into this reader; null where nothing is. */
export function customModelFiles(reader: ReadingClient): readonly CustomModelFile[] | null {
  return loaded !== null && loaded.reader === reader ? loaded.files : null;
}

/** The project that what is loaded into this reader belongs to; null: none, or nothing is loaded. */
export function projectOfCustomModel(reader: ReadingClient): string | null {
  return loaded !== null && loaded.reader === reader ? loaded.projectId : null;
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** What is loaded into this reader; a reader that was started anew has nothing. */
export function useCustomModel(reader: ReadingClient | null): CustomModelInfo | null {
  return useSyncExternalStore(subscribe, () =>
    loaded !== null && loaded.reader === reader ? loaded.info : null,
  );
}
