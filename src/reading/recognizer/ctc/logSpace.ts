/** ln(e^a + e^b) without overflow. */
export function logAdd(a: number, b: number): number {
  if (a === -Infinity) return b;
  if (b === -Infinity) return a;
  return a > b ? a + Math.log1p(Math.exp(b - a)) : b + Math.log1p(Math.exp(a - b));
}

/**
 * Log probabilities of the classes at each step.
 * @param logits `[steps, classes]`, row by row
 * @param temperature divides the logits; above 1 makes the reader less sure of itself
 * @returns `[steps, classes]`; every row's probabilities sum to 1
 */
export function logSoftmax(
  logits: Float32Array,
  steps: number,
  classes: number,
  temperature = 1,
): Float32Array {
  const result = new Float32Array(steps * classes);
  for (let t = 0; t < steps; t++) {
    const row = t * classes;
    let largest = -Infinity;
    for (let c = 0; c < classes; c++) largest = Math.max(largest, logits[row + c] ?? -Infinity);
    let sum = 0;
    for (let c = 0; c < classes; c++) {
      sum += Math.exp(((logits[row + c] ?? -Infinity) - largest) / temperature);
    }
    const total = Math.log(sum);
    for (let c = 0; c < classes; c++) {
      result[row + c] = ((logits[row + c] ?? -Infinity) - largest) / temperature - total;
    }
  }
  return result;
}

/**
 * How unclear the ink is: what the best path loses against certainty, in nats.
 * @param logProbabilities `[steps, classes]`
 */
export function bestPathNll(
  logProbabilities: Float32Array,
  steps: number,
  classes: number,
): number {
  let doubt = 0;
  for (let t = 0; t < steps; t++) {
    let best = -Infinity;
    for (let c = 0; c < classes; c++) {
      best = Math.max(best, logProbabilities[t * classes + c] ?? -Infinity);
    }
    doubt -= best;
  }
  return doubt;
}
