import type { ProjectSession } from './sessionState.ts';

/**
 * Saves when the page is hidden, and makes the browser ask before it leaves while something is not
 * saved. Gives the function that ends this.
 */
export function guardLeaving(session: ProjectSession): () => void {
  const listening = new AbortController();
  const { signal } = listening;
  const save = (): void => {
    if (document.visibilityState === 'hidden') void session.saveNow();
  };
  const ask = (event: BeforeUnloadEvent): void => {
    if (session.getSnapshot().save.kind === 'saved') return;
    void session.saveNow();
    event.preventDefault();
  };
  document.addEventListener('visibilitychange', save, { signal });
  window.addEventListener('beforeunload', ask, { signal });
  return () => listening.abort();
}
