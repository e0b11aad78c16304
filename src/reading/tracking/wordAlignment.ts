/** Share of characters that two words have in common, 0..1, by edit distance; 1 for equal words. */
export function wordLikeness(a: string, b: string): number {
  if (a === b) return 1;
  const from = [...a];
  const to = [...b];
  const longest = Math.max(from.length, to.length);
  if (longest === 0) return 1;
  let previous = Array.from({ length: to.length + 1 }, (_, j) => j);
  from.forEach((character, i) => {
    const current = [i + 1];
    to.forEach((other, j) => {
      const substituted = (previous[j] ?? 0) + (character === other ? 0 : 1);
      current.push(Math.min(substituted, (previous[j + 1] ?? 0) + 1, (current[j] ?? 0) + 1));
    });
    previous = current;
  });
  return 1 - (previous[to.length] ?? longest) / longest;
}

/** One step of an alignment: indices of the two words that stand for each other, null for a gap. */
export interface AlignedStep {
  readonly left: number | null;
  readonly right: number | null;
}

/** What a word without partner costs; two unlike words cost up to 1. */
const GAP = 0.55;

/**
 * Aligns `leftCount` words with `rightCount` words at the least cost (Needleman–Wunsch), as ROVER
 * (Fiscus 1997) aligns the readings of several recognisers.
 * @param likeness how like word `left` and word `right` are, 0..1
 */
export function alignWords(
  leftCount: number,
  rightCount: number,
  likeness: (left: number, right: number) => number,
): readonly AlignedStep[] {
  const columns = rightCount + 1;
  const cost = new Float64Array((leftCount + 1) * columns);
  const came = new Uint8Array(cost.length);
  const [both, onlyLeft, onlyRight] = [0, 1, 2];
  for (let i = 0; i <= leftCount; i++) {
    for (let j = 0; j <= rightCount; j++) {
      if (i === 0 && j === 0) continue;
      const at = i * columns + j;
      const options: [number, number][] = [];
      if (i > 0 && j > 0) {
        const apart = 1 - likeness(i - 1, j - 1);
        options.push([(cost[at - columns - 1] ?? 0) + apart, both]);
      }
      if (i > 0) options.push([(cost[at - columns] ?? 0) + GAP, onlyLeft]);
      if (j > 0) options.push([(cost[at - 1] ?? 0) + GAP, onlyRight]);
      let least = Number.POSITIVE_INFINITY;
      for (const [value, step] of options) {
        if (value < least) {
          least = value;
          came[at] = step;
        }
      }
      cost[at] = least;
    }
  }
  const steps: AlignedStep[] = [];
  let i = leftCount;
  let j = rightCount;
  while (i > 0 || j > 0) {
    const step = came[i * columns + j];
    if (step === both) steps.push({ left: --i, right: --j });
    else if (step === onlyLeft) steps.push({ left: --i, right: null });
    else steps.push({ left: null, right: --j });
  }
  return steps.reverse();
}
