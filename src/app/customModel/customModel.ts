import { useSyncExternalStore } from 'react';
import type { CustomModelFile } from '../../reading/models/customModel.ts';
import type { CustomModelInfo, ReadingClient } from '../../worker/client.ts';

/** The detector of somebody's own that is loaded, for every screen; null while there is none. */
let loaded: {
  readonly reader: ReadingClient;
  readonly info: CustomModelInfo;
  readonly files: readonly CustomModelFile[];
} | null = null;
const listeners = new Set<() => void>();

function become(next: typeof loaded): void {
  loaded = next;
  for (const listener of listeners) listener();
}

/** Loads a detector in place of the one before. @throws ReadingError; the one before then stays */
export async function loadCustomModel(
  reader: ReadingClient,
  files: readonly CustomModelFile[],
): Promise<CustomModelInfo> {
  const info = await reader.loadCustomDetector(files);
  become({ reader, info, files });
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
