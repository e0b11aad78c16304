/**
 * What several views' log probabilities of one and the same text come to: a letter that one view
 * shows well another may have spoilt.
 * @param softness nats; 0: the greatest, the mean when it is large
 */
export function softMaximum(each: readonly number[], softness: number): number {
  const best = Math.max(...each);
  if (best === -Infinity) return best;
  const soft = each.reduce((sum, one) => sum + Math.exp((one - best) / softness), 0);
  return best + softness * Math.log(soft / each.length);
}
