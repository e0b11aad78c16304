const STORAGE_PREFIX = 'handlens.reader.';

/** What the reader measured at earlier starts: the worker has no storage of its own. */
export function recallChoices(): Record<string, string> {
  const remembered: Record<string, string> = {};
  try {
    for (const key of Object.keys(localStorage)) {
      if (!key.startsWith(STORAGE_PREFIX)) continue;
      const value = localStorage.getItem(key);
      if (value !== null) remembered[key.slice(STORAGE_PREFIX.length)] = value;
    }
  } catch {
    // Storage may be forbidden; the choice is then measured anew at every start.
  }
  return remembered;
}

export function rememberChoice(key: string, value: string): void {
  try {
    localStorage.setItem(STORAGE_PREFIX + key, value);
  } catch {
    // As above: nothing depends on it.
  }
}
