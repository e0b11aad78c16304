/** What changed in a list: at one place, some items went and others came. */
export interface Splice<Item> {
  readonly at: number;
  readonly removed: readonly Item[];
  readonly inserted: readonly Item[];
}

/** The shortest single splice from one list to another, items compared as objects; null where they are the same. */
export function spliceBetween<Item>(
  before: readonly Item[],
  after: readonly Item[],
): Splice<Item> | null {
  if (before === after) return null;
  const shared = Math.min(before.length, after.length);
  let at = 0;
  while (at < shared && before[at] === after[at]) at += 1;
  let tail = 0;
  while (
    tail < shared - at &&
    before[before.length - 1 - tail] === after[after.length - 1 - tail]
  ) {
    tail += 1;
  }
  const removed = before.slice(at, before.length - tail);
  const inserted = after.slice(at, after.length - tail);
  return removed.length === 0 && inserted.length === 0 ? null : { at, removed, inserted };
}

export function applySplice<Item>(
  list: readonly Item[],
  splice: Splice<Item> | null,
): readonly Item[] {
  return splice ? list.toSpliced(splice.at, splice.removed.length, ...splice.inserted) : list;
}

export function invertSplice<Item>(splice: Splice<Item> | null): Splice<Item> | null {
  return splice && { at: splice.at, removed: splice.inserted, inserted: splice.removed };
}
