/** Work that storage may not have yet. */
export interface Unsaved {
  /** True where the browser should ask before it leaves the page. */
  readonly isUnsaved: () => boolean;
  readonly saveNow: () => unknown;
}

/**
 * Saves when the page is hidden, and makes the browser ask before it leaves while something is not
 * saved. Gives the function that ends this.
 */
export function guardLeaving({ isUnsaved, saveNow }: Unsaved): () => void {
  const listening = new AbortController();
  const { signal } = listening;
  const save = (): void => {
    if (document.visibilityState === 'hidden') saveNow();
  };
  const ask = (event: BeforeUnloadEvent): void => {
    if (!isUnsaved()) return;
    saveNow();
    event.preventDefault();
  };
  document.addEventListener('visibilitychange', save, { signal });
  window.addEventListener('beforeunload', ask, { signal });
  return () => listening.abort();
}
