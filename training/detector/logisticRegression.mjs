/** Probability that something is true, by the weights of its evidence. */
export function probability(weights, evidence) {
  return 1 / (1 + Math.exp(-evidence.reduce((sum, value, i) => sum + value * weights[i], 0)));
}

/**
 * Weights of evidence by gradient descent; the evidence is of the order of one.
 * @param samples `{ evidence, isTrue, weight }`, weight 1 by default
 * @param options.decay of each weight, by its place; default 1 for all
 */
export function logisticRegression(samples, { steps = 20_000, decay = () => 1 } = {}) {
  const all = samples.reduce((sum, { weight = 1 }) => sum + weight, 0);
  const weights = (samples[0]?.evidence ?? []).map(() => 0);
  for (let step = 0; step < steps; step++) {
    const gradient = weights.map((weight, i) => decay(i) * weight);
    for (const { evidence, isTrue, weight = 1 } of samples) {
      const error = weight * (probability(weights, evidence) - Number(isTrue));
      for (const [i, value] of evidence.entries()) gradient[i] += error * value;
    }
    for (const [i, slope] of gradient.entries()) weights[i] -= (0.5 * slope) / all;
  }
  return weights;
}
