/**
 * Least number of insertions, deletions and substitutions that turn one sequence into the other
 * (Levenshtein 1966); a text counts as its UTF-16 units. Time is the product of the lengths, memory
 * the shorter one's.
 */
export function editDistance<Item>(a: ArrayLike<Item>, b: ArrayLike<Item>): number {
  const [long, short] = a.length >= b.length ? [a, b] : [b, a];
  const row = Array.from({ length: short.length + 1 }, (_, j) => j);
  for (let i = 0; i < long.length; i++) {
    let diagonal = row[0] ?? 0;
    row[0] = i + 1;
    for (let j = 0; j < short.length; j++) {
      const above = row[j + 1] ?? 0;
      const left = row[j] ?? 0;
      row[j + 1] = Math.min(above + 1, left + 1, diagonal + (long[i] === short[j] ? 0 : 1));
      diagonal = above;
    }
  }
  return row[short.length] ?? 0;
}

/**
 * Least number of edits that turn `part` into some stretch of `whole` (Sellers 1980): what stands
 * before and after the stretch costs nothing.
 */
export function partialEditDistance(part: string, whole: string): number {
  let row = new Uint32Array(whole.length + 1);
  for (let i = 0; i < part.length; i++) {
    const next = new Uint32Array(whole.length + 1);
    next[0] = i + 1;
    for (let j = 0; j < whole.length; j++) {
      next[j + 1] = Math.min(
        (row[j + 1] ?? 0) + 1,
        (next[j] ?? 0) + 1,
        (row[j] ?? 0) + (part[i] === whole[j] ? 0 : 1),
      );
    }
    row = next;
  }
  return Math.min(...row);
}

/**
 * True when more than `share` (0..1) of the letters of the longer text must change to make the two
 * equal, case aside.
 */
export function textsDiffer(a: string, b: string, share: number): boolean {
  const longer = Math.max(a.length, b.length);
  if (Math.abs(a.length - b.length) > share * longer) return true;
  return editDistance(a.toLowerCase(), b.toLowerCase()) > share * longer;
}
