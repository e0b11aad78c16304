/** Below this the states' probabilities are scaled up, long before they are too small to be told from 0. */
const LEAST_SUM = 1e-100;

/**
 * Makes a function that gives a labelling's log probability: the sum over all its alignments (the
 * CTC forward algorithm, Graves et al. 2006), in probabilities that are scaled as they fade
 * (Rabiner 1989), since logarithms of sums would take most of the time.
 * @param logProbabilities `[steps, classes]`
 * @returns takes classes, no blanks among them
 */
export function createForwardScore(
  logProbabilities: Float32Array,
  steps: number,
  classes: number,
  blank: number,
): (labels: readonly number[]) => number {
  // Of the many classes few stand in a line's labellings.
  const columns: (Float64Array | undefined)[] = new Array(classes);
  function columnOf(label: number): Float64Array {
    const known = columns[label];
    if (known !== undefined) return known;
    const column = new Float64Array(steps);
    for (let t = 0; t < steps; t++) {
      column[t] = Math.exp(logProbabilities[t * classes + label] ?? -Infinity);
    }
    columns[label] = column;
    return column;
  }

  return (labels) => {
    if (steps === 0) return labels.length === 0 ? 0 : -Infinity;
    const states = 2 * labels.length + 1;
    // Before the first step all is before the first character.
    const blanks = columnOf(blank);
    const inks = labels.map(columnOf);
    const alphas = new Float64Array(states);
    alphas[0] = 1;
    let logScale = 0;
    for (let t = 0; t < steps; t++) {
      const nothing = blanks[t] ?? 0;
      // A state that cannot be reached yet, or from which the end cannot be reached, adds nothing.
      const last = Math.min(states - 1, 2 * t + 1);
      const first = Math.max(0, states - 2 * (steps - t));
      let sum = 0;
      for (let s = last; s >= first; s--) {
        let alpha = (alphas[s] ?? 0) + (s > 0 ? (alphas[s - 1] ?? 0) : 0);
        if (s % 2 === 1) {
          const n = s >> 1;
          if (n > 0 && labels[n] !== labels[n - 1]) alpha += alphas[s - 2] ?? 0;
          alpha *= inks[n]?.[t] ?? 0;
        } else alpha *= nothing;
        alphas[s] = alpha;
        sum += alpha;
      }
      if (sum < LEAST_SUM) {
        if (sum === 0) return -Infinity;
        for (let s = first; s <= last; s++) alphas[s] = (alphas[s] ?? 0) / sum;
        logScale += Math.log(sum);
      }
    }
    const ended = (alphas[states - 1] ?? 0) + (states > 1 ? (alphas[states - 2] ?? 0) : 0);
    return logScale + Math.log(ended);
  };
}
