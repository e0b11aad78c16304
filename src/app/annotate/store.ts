import { createProjectStore } from './project/projectStore.ts';
import type { ProjectStore } from './project/sessionState.ts';

let store: ProjectStore | null = null;

/** The projects of this browser; opened when they are first asked for. */
export function projectStore(): ProjectStore {
  store ??= createProjectStore();
  return store;
}

const LAST_PROJECT = 'handlens.annotate.project';

/** The project that this tab had open, so that a reload comes back to it. */
export function lastProject(): string | null {
  try {
    return sessionStorage.getItem(LAST_PROJECT);
  } catch {
    return null;
  }
}

export function rememberProject(projectId: string | null): void {
  try {
    if (projectId === null) sessionStorage.removeItem(LAST_PROJECT);
    else sessionStorage.setItem(LAST_PROJECT, projectId);
  } catch {
    // Storage may be forbidden; the project is then opened from the list.
  }
}
