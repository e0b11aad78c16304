/** A box as a file says it: the text that tells it from others, and what it means. */
export interface StandingEntry {
  readonly text: string;
  /** What it says, in the precision of the format; null where it cannot be read. */
  readonly meaning: string | null;
}

/** An entry of the last version that we read or wrote, with the id of its box. */
export interface KnownEntry {
  readonly text: string;
  readonly boxId: string | null;
}

export interface OwnEntry {
  readonly boxId: string;
  readonly meaning: string;
}

export type MergedEntry =
  /** The standing entry, as it is. */
  | { readonly kind: 'kept'; readonly standing: number; readonly boxId: string | null }
  /** The standing entry with what the box says now. */
  | { readonly kind: 'changed'; readonly standing: number; readonly own: number }
  | { readonly kind: 'added'; readonly own: number };

/**
 * Three versions of the boxes of a picture as one: what stands in the file now, what was there when
 * we last read or wrote it, and what the project says. What the person changed, made or deleted
 * counts; what others added to the file since stays.
 */
export function mergeEntries(
  standing: readonly StandingEntry[],
  known: readonly KnownEntry[],
  own: readonly OwnEntry[],
): readonly MergedEntry[] {
  const knownByText = new Map<string, KnownEntry[]>();
  for (const entry of known) {
    const same = knownByText.get(entry.text);
    if (same === undefined) knownByText.set(entry.text, [entry]);
    else same.push(entry);
  }
  const ownById = new Map(own.map((entry, index) => [entry.boxId, index]));
  const done = new Set<number>();
  const first = standing.map(({ text, meaning }, index): MergedEntry | 'foreign' | 'deleted' => {
    const before = knownByText.get(text)?.shift();
    if (before === undefined) return 'foreign';
    if (before.boxId === null) return { kind: 'kept', standing: index, boxId: null };
    const mine = ownById.get(before.boxId);
    const entry = mine === undefined ? undefined : own[mine];
    if (mine === undefined || entry === undefined) return 'deleted';
    done.add(mine);
    return entry.meaning === meaning
      ? { kind: 'kept', standing: index, boxId: entry.boxId }
      : { kind: 'changed', standing: index, own: mine };
  });

  const waiting = new Map<string, number[]>();
  for (const [index, { meaning }] of own.entries()) {
    if (done.has(index)) continue;
    const same = waiting.get(meaning);
    if (same === undefined) waiting.set(meaning, [index]);
    else same.push(index);
  }
  const result: MergedEntry[] = [];
  for (const [index, entry] of first.entries()) {
    if (entry === 'deleted') continue;
    if (entry !== 'foreign') {
      result.push(entry);
      continue;
    }
    // The same box made on both sides is one box.
    const meaning = standing[index]?.meaning ?? null;
    const mine = meaning === null ? undefined : waiting.get(meaning)?.shift();
    if (mine !== undefined) done.add(mine);
    result.push({ kind: 'kept', standing: index, boxId: own[mine ?? -1]?.boxId ?? null });
  }
  for (const index of own.keys()) {
    if (!done.has(index)) result.push({ kind: 'added', own: index });
  }
  return result;
}

/** Whether the merge leaves everything as it stands. */
export function nothingChanged(merged: readonly MergedEntry[], standing: number): boolean {
  return merged.length === standing && merged.every((entry) => entry.kind === 'kept');
}

/** Ids of the boxes in the order of the merged entries. */
export function mergedIds(
  merged: readonly MergedEntry[],
  own: readonly OwnEntry[],
): readonly (string | null)[] {
  return merged.map((entry) =>
    entry.kind === 'kept' ? entry.boxId : (own[entry.own]?.boxId ?? null),
  );
}
