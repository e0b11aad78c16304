/**
 * Least number of insertions, deletions and substitutions that turn one sequence into the other
 * (Levenshtein 1966). Time is the product of the lengths, memory the shorter one's.
 */
export function editDistance<Item>(a: readonly Item[], b: readonly Item[]): number {
  const [long, short] = a.length >= b.length ? [a, b] : [b, a];
  const row = Array.from({ length: short.length + 1 }, (_, j) => j);
  long.forEach((item, i) => {
    let diagonal = row[0] ?? 0;
    row[0] = i + 1;
    short.forEach((other, j) => {
      const above = row[j + 1] ?? 0;
      const left = row[j] ?? 0;
      row[j + 1] = Math.min(above + 1, left + 1, diagonal + (item === other ? 0 : 1));
      diagonal = above;
    });
  });
  return row[short.length] ?? 0;
}
