import { useSyncExternalStore } from 'react';
import type { ClassId } from '../../formats/annotation/annotation.ts';
import type { CustomModelFile } from '../../reading/models/customModel.ts';
import type { CustomModelInfo, ReadingClient } from '../../worker/client.ts';

/** A detector of somebody's own. */
export interface OwnModel {
  readonly files: readonly CustomModelFile[];
  /** Classes of the project that it was trained on, by what it calls them; they may be renamed since. */
  readonly classIds: ReadonlyMap<string, ClassId>;
}

interface LoadedModel extends OwnModel {
  readonly reader: ReadingClient;
  readonly info: CustomModelInfo;
  /** The project that put it there; null: a person did. */
  readonly projectId: string | null;
}

/** What is loaded, for every screen; null while there is nothing. */
let loaded: LoadedModel | null = null;
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
  { files, classIds }: OwnModel,
  projectId: string | null = null,
): Promise<CustomModelInfo> {
  const info = await reader.loadCustomDetector(files);
  become({ reader, info, files, classIds, projectId });
  return info;
}

export async function dropCustomModel(reader: ReadingClient): Promise<void> {
  become(null);
  await reader.dropCustomDetector();
}

/** What is loaded into this reader; null where nothing is. */
export function customModelOf(reader: ReadingClient): LoadedModel | null {
  return loaded !== null && loaded.reader === reader ? loaded : null;
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** What is loaded into this reader; a reader that was started anew has nothing. */
export function useCustomModel(reader: ReadingClient | null): CustomModelInfo | null {
  return useSyncExternalStore(subscribe, () =>
    reader === null ? null : (customModelOf(reader)?.info ?? null),
  );
}
