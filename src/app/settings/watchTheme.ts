/** Calls `listener` whenever the page turns light or dark, by its setting or the system's. */
export function watchTheme(listener: () => void): () => void {
  const bySystem = matchMedia('(prefers-color-scheme: dark)');
  bySystem.addEventListener('change', listener);
  const bySetting = new MutationObserver(listener);
  bySetting.observe(document.documentElement, { attributeFilter: ['data-theme'] });
  return () => {
    bySystem.removeEventListener('change', listener);
    bySetting.disconnect();
  };
}
