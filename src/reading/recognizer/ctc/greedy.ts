/**
 * Best path decoding: the likeliest class of each step, repetitions joined, blanks dropped
 * (Graves et al. 2006).
 * @param scores `[steps, classes]`, logits or log probabilities
 * @returns classes of the labels
 */
export function bestPath(
  scores: Float32Array,
  steps: number,
  classes: number,
  blank: number,
): number[] {
  const labels: number[] = [];
  let previous = blank;
  for (let t = 0; t < steps; t++) {
    const row = t * classes;
    let best = 0;
    for (let c = 1; c < classes; c++) {
      if ((scores[row + c] ?? -Infinity) > (scores[row + best] ?? -Infinity)) best = c;
    }
    if (best !== blank && best !== previous) labels.push(best);
    previous = best;
  }
  return labels;
}

/** Best path decoding as text, the measure without search and language model. */
export function decodeGreedily(
  logits: Float32Array,
  steps: number,
  alphabet: readonly string[],
  blank: 0,
): string {
  return bestPath(logits, steps, alphabet.length + 1, blank)
    .map((label) => alphabet[label - 1] ?? '')
    .join('')
    .trim();
}
