import { logAdd } from '../../../../src/reading/recognizer/ctc/logSpace.ts';

/**
 * Exact log probability of every labelling, by trying all `classes ** steps` paths: the truth for
 * tiny cases. Keys are labels joined by commas; class 0 is the blank.
 */
export function everyLabelling(
  logProbabilities: Float32Array,
  steps: number,
  classes: number,
): Map<string, number> {
  const found = new Map<string, number>();
  const path = new Array<number>(steps).fill(0);
  for (let index = 0; index < classes ** steps; index++) {
    let rest = index;
    let score = 0;
    for (let t = 0; t < steps; t++) {
      path[t] = rest % classes;
      rest = Math.floor(rest / classes);
      score += logProbabilities[t * classes + (path[t] ?? 0)] ?? -Infinity;
    }
    const labels = path.filter((c, t) => c !== 0 && (t === 0 || c !== path[t - 1]));
    const key = labels.join(',');
    found.set(key, logAdd(found.get(key) ?? -Infinity, score));
  }
  return found;
}
