/** A page that is loaded again lets go of its locks a moment after the new one asks, ms. */
const RELOAD_MS = 400;

function nameOf(id: string): string {
  return `handlens-notebook-${id}`;
}

/**
 * The right to write an entry, held by one tab at a time.
 * @returns the function that lets it go; null where another tab has it
 */
export async function lockEntry(
  id: string,
  locks: LockManager | null,
): Promise<(() => void) | null> {
  // Without locks (an insecure address) there is nothing to ask.
  if (locks === null) return () => {};
  const waited = AbortSignal.timeout(RELOAD_MS);
  return new Promise((resolve) => {
    locks
      .request(
        nameOf(id),
        { signal: waited },
        () => new Promise<void>((release) => resolve(() => release())),
      )
      .catch(() => resolve(null));
  });
}

/** Entries that any tab has open. */
export async function lockedEntries(locks: LockManager | null): Promise<ReadonlySet<string>> {
  const { held = [] } = (await locks?.query()) ?? {};
  const prefix = nameOf('');
  return new Set(
    held.flatMap(({ name }) => (name?.startsWith(prefix) ? [name.slice(prefix.length)] : [])),
  );
}
