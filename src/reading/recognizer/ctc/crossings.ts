/** A stretch in which two labellings differ: `from` to `to` of the first is `other` in the second. */
interface Difference {
  readonly from: number;
  readonly to: number;
  readonly other: readonly number[];
}

/**
 * Where two labellings differ, by a least-cost alignment (Wagner and Fischer 1974).
 * @returns in order, each as short as can be; none where they are equal
 */
export function differences(ours: readonly number[], other: readonly number[]): Difference[] {
  const wide = other.length + 1;
  const cost = new Uint16Array((ours.length + 1) * wide);
  for (let j = 0; j < wide; j++) cost[j] = j;
  for (let i = 1; i <= ours.length; i++) {
    cost[i * wide] = i;
    for (let j = 1; j < wide; j++) {
      const same = ours[i - 1] === other[j - 1] ? 0 : 1;
      cost[i * wide + j] = Math.min(
        (cost[(i - 1) * wide + j - 1] ?? 0) + same,
        (cost[(i - 1) * wide + j] ?? 0) + 1,
        (cost[i * wide + j - 1] ?? 0) + 1,
      );
    }
  }
  const found: Difference[] = [];
  let i = ours.length;
  let j = other.length;
  while (i > 0 || j > 0) {
    const [to, otherTo] = [i, j];
    while (i > 0 || j > 0) {
      const here = cost[i * wide + j] ?? 0;
      const isEqual = i > 0 && j > 0 && ours[i - 1] === other[j - 1];
      if (isEqual && here === cost[(i - 1) * wide + j - 1]) break;
      if (i > 0 && j > 0 && here === (cost[(i - 1) * wide + j - 1] ?? 0) + 1) {
        i--;
        j--;
      } else if (i > 0 && here === (cost[(i - 1) * wide + j] ?? 0) + 1) i--;
      else j--;
    }
    if (i < to || j < otherTo) found.push({ from: i, to, other: other.slice(j, otherTo) });
    if (i > 0 && j > 0) {
      i--;
      j--;
    }
  }
  return found.reverse();
}

/** Labellings scored at most, since each is weighed on every view. */
const MOST_SCORED = 160;

/**
 * The best of some labellings, and of what becomes of it when parts of the others take the place of
 * its own: of a long line each view may have read another word right.
 * @param found the likeliest first
 * @param score of a labelling; the higher the better
 */
export function bestCrossing(
  found: readonly (readonly number[])[],
  score: (labels: readonly number[]) => number,
): readonly number[] {
  const known = new Map<string, number>();
  const scoreOnce = (labels: readonly number[]): number => {
    const key = labels.join();
    const before = known.get(key);
    if (before !== undefined) return before;
    const value = known.size < MOST_SCORED ? score(labels) : -Infinity;
    known.set(key, value);
    return value;
  };
  let best: readonly number[] = [];
  let bestScore = -Infinity;
  const take = (labels: readonly number[]): boolean => {
    const value = scoreOnce(labels);
    // Not `<=`: what is not a number would be better than itself for ever.
    if (!(value > bestScore)) return false;
    best = labels;
    bestScore = value;
    return true;
  };
  for (const labels of found) take(labels);
  for (let improved = true; improved; ) {
    improved = false;
    for (const other of found) {
      for (const { from, to, other: part } of differences(best, other)) {
        if (take([...best.slice(0, from), ...part, ...best.slice(to)])) {
          improved = true;
          break;
        }
      }
    }
  }
  return best;
}
