import { logAdd } from './logSpace.ts';

/**
 * Log probability of a labelling: the sum over all its alignments (the CTC forward algorithm,
 * Graves et al. 2006).
 * @param logProbabilities `[steps, classes]`
 * @param labels classes, no blanks among them
 */
export function labellingLogProbability(
  logProbabilities: Float32Array,
  steps: number,
  classes: number,
  blank: number,
  labels: readonly number[],
): number {
  const states = 2 * labels.length + 1;
  const classOf = (state: number): number =>
    state % 2 === 0 ? blank : (labels[(state - 1) / 2] ?? blank);
  let before = new Float64Array(states).fill(-Infinity);
  if (steps === 0) return labels.length === 0 ? 0 : -Infinity;
  before[0] = logProbabilities[blank] ?? -Infinity;
  if (states > 1) before[1] = logProbabilities[classOf(1)] ?? -Infinity;
  for (let t = 1; t < steps; t++) {
    const now = new Float64Array(states);
    for (let s = 0; s < states; s++) {
      let sum = before[s] ?? -Infinity;
      if (s > 0) sum = logAdd(sum, before[s - 1] ?? -Infinity);
      if (s > 2 && s % 2 === 1 && classOf(s) !== classOf(s - 2)) {
        sum = logAdd(sum, before[s - 2] ?? -Infinity);
      }
      now[s] = sum + (logProbabilities[t * classes + classOf(s)] ?? -Infinity);
    }
    before = now;
  }
  const last = before[states - 1] ?? -Infinity;
  return states > 1 ? logAdd(last, before[states - 2] ?? -Infinity) : last;
}
